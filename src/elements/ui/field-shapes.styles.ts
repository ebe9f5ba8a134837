import { css } from 'lit';

/** The shapes of account fields, which hold their place while they are loaded. */
export const fieldShapeStyles = css`
  .fields {
    display: grid;
    grid-gap: 8px 12px;
    grid-template-columns: repeat(auto-fit, minmax(min(100%, 240px), 1fr));
  }
  .field {
    min-width: 0;
  }
  .etalase input:not([type='checkbox']):not(.visually-hidden),
  select {
    display: block;
    width: 100%;
    height: 48px;
    border: 1px solid var(--line);
    border-radius: var(--radius);
    /* Phones zoom into fields with a smaller font. */
    font-size: 16px;
    -webkit-appearance: none;
    appearance: none;
    scroll-margin: 48px 0 96px;
  }
  .skeleton-line {
    width: 30%;
    height: 14px;
    margin: 3px 0 7px;
  }
  .skeleton-box {
    height: 48px;
    border-radius: var(--radius);
  }
  /* Reserved: the answer comes while the shopper is about to tap an item below it. */
  .answer {
    min-height: 24px;
    padding-top: 4px;
  }
  .remember {
    min-height: 44px;
  }
`;
