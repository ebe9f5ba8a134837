import { css } from 'lit';

/** Sizes and colours, the note, and the purchase link. */
export const buyFormStyles = css`
  .options {
    display: flex;
    flex-wrap: wrap;
    margin: 0 0 -8px;
  }
  .options label {
    position: relative;
    max-width: 100%;
    margin: 0 8px 8px 0;
    cursor: pointer;
  }
  .option {
    display: grid;
    align-items: center;
    justify-items: center;
    min-width: 48px;
    min-height: 44px;
    padding: 4px 14px;
    border: 1px solid var(--line);
    border-radius: var(--radius);
    overflow-wrap: anywhere;
  }
  :checked + .option {
    border-color: var(--accent-text);
    box-shadow: inset 0 0 0 1px var(--accent-text);
    font-weight: 600;
  }
  :checked + .option::after {
    background: var(--accent-text);
    opacity: 0.1;
  }
  :focus + .option {
    outline: 2px solid var(--accent-text);
    outline-offset: 2px;
  }
  :focus:not(:focus-visible) + .option {
    outline: none;
  }
  [aria-invalid='true'] .option {
    border-color: var(--danger);
  }
  .ask {
    color: var(--danger);
  }
  [aria-invalid='true'] .ask {
    margin-top: 8px;
  }
  textarea {
    display: block;
    width: 100%;
    min-height: 66px;
    padding: 10px 12px;
    border: 1px solid var(--line);
    border-radius: var(--radius);
    background: var(--surface);
    /* Phones zoom into fields with a smaller font. */
    font-size: 16px;
    line-height: 22px;
    resize: vertical;
  }
  textarea::placeholder {
    color: var(--muted);
    opacity: 1;
  }
  textarea:focus {
    border-color: transparent;
    outline-offset: -1px;
  }
  .buy {
    flex: none;
    min-width: 50%;
    text-align: center;
  }
  .buy:disabled {
    border-color: transparent;
    background: var(--tone);
    color: var(--muted);
    cursor: default;
  }
  @media (min-width: 768px) {
    .buy {
      min-width: 220px;
    }
  }
`;
