import { css } from 'lit';

/** In the corner that no other chip takes. */
export const newChipStyles = css`
  .new {
    position: absolute;
    bottom: 8px;
    left: 8px;
    padding: 2px 6px;
    border-radius: 6px;
    background: var(--accent);
    color: var(--on-accent);
    font-size: 12px;
    line-height: 16px;
    font-weight: 700;
  }
`;
