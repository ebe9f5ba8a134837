import { css } from 'lit';

/** Styles of `PinEntry`: the input lies over the boxes, and cannot be seen. */
export const pinEntryStyles = css`
  .panel .field {
    margin-top: 12px;
  }
  .pin-entry {
    position: relative;
    max-width: 20em;
  }
  .etalase .pin-entry input.pin:not(.visually-hidden) {
    position: absolute;
    top: 0;
    left: 0;
    height: 100%;
    padding: 0;
    opacity: 0;
  }
  .pin-boxes {
    display: flex;
  }
  .pin-box {
    flex: 1;
    min-width: 0;
    padding: 10px 0;
    border: 1px solid var(--muted);
    border-radius: calc(var(--radius) * 0.66);
    font-size: 20px;
    line-height: 1.4;
    font-weight: 700;
    text-align: center;
  }
  .pin-box + .pin-box {
    margin-left: 8px;
  }
  .pin-box::before {
    content: '\\00a0';
  }
  .pin-box.filled::before {
    content: '\\2022';
  }
  .pin[aria-invalid='true'] + .pin-boxes .pin-box {
    border-color: var(--danger);
  }
  .pin:focus + .pin-boxes .next,
  .pin:focus + .pin-boxes .filled:last-child {
    outline: 2px solid var(--accent-text);
    outline-offset: -1px;
  }
  #pin-hint {
    margin-top: 4px;
  }
`;
