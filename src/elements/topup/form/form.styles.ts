import { css } from 'lit';

/** Styles of the items, the shop's words and the bar. */
export const topupFormStyles = css`
  .items label {
    position: relative;
    display: block;
    min-width: 0;
    cursor: pointer;
  }
  .item-name {
    line-height: 18px;
    overflow-wrap: anywhere;
  }
  .price {
    color: var(--accent-text);
    font-weight: 700;
    font-variant-numeric: tabular-nums;
    overflow-wrap: break-word;
  }
  :checked + .item {
    border-color: var(--accent-text);
    box-shadow: inset 0 0 0 1px var(--accent-text);
  }
  :checked + .item .item-name {
    font-weight: 600;
  }
  :checked + .item::after {
    background: var(--accent-text);
    opacity: 0.08;
  }
  :focus + .item {
    outline: 2px solid var(--accent-text);
    outline-offset: 2px;
  }
  :focus:not(:focus-visible) + .item {
    outline: none;
  }
  :disabled + .item {
    background: var(--tone);
    color: var(--muted);
    cursor: default;
  }
  :disabled + .item .price {
    color: inherit;
    font-weight: 400;
  }
  :disabled + .item::after {
    content: none;
  }
  .items input {
    scroll-margin: 120px 0;
  }
  [aria-invalid='true'] > .items {
    border-radius: var(--radius);
    outline: 2px solid var(--danger);
    outline-offset: 4px;
  }
  [aria-invalid='true'] > .fault {
    padding-bottom: 8px;
  }
  .total-line {
    min-width: 0;
    padding-right: 12px;
  }
  .total-line .muted {
    display: block;
  }
  .total {
    display: block;
    font-size: 18px;
    line-height: 24px;
    font-weight: 700;
    font-variant-numeric: tabular-nums;
    overflow-wrap: break-word;
  }
  .next {
    flex: 0 9 auto;
    min-width: 50%;
  }
  .two-ways {
    display: grid;
    grid-gap: 8px;
    grid-template-columns: repeat(auto-fit, minmax(min(100%, 9em), 1fr));
    align-items: center;
  }
  .two-ways .total-line {
    display: flex;
    flex-wrap: wrap;
    grid-column: 1 / -1;
    align-items: baseline;
    justify-content: space-between;
    padding: 0;
  }
  .two-ways .button {
    min-width: 0;
    width: auto;
    padding: 0 8px;
    text-align: center;
  }
  .block .subheading {
    overflow-wrap: anywhere;
  }
  .fault + .subheading {
    margin-top: 0;
  }
  .old .price {
    color: var(--muted);
    font-weight: 400;
  }
  .item-foot {
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    justify-content: space-between;
    margin-top: 6px;
  }
  .item-foot > * {
    min-width: 0;
  }
  .duration {
    font-size: 12px;
    line-height: 18px;
    color: var(--muted);
  }
  .moved {
    display: block;
    font-size: 12px;
    line-height: 16px;
    color: var(--danger);
  }
  .moved:empty {
    display: none;
  }
  .block + .words {
    margin-top: 16px;
    border-top: 1px solid var(--line);
  }
  .words {
    border-bottom: 1px solid var(--line);
  }
  .words summary {
    min-height: 44px;
    padding: 12px 0;
    font-weight: 600;
    cursor: pointer;
  }
  .plain {
    padding-bottom: 12px;
    white-space: pre-line;
    overflow-wrap: anywhere;
  }
  @media (min-width: 768px) {
    .next {
      min-width: 220px;
      width: 220px;
    }
    .two-ways {
      grid-template-columns: 1fr 220px 220px;
    }
    .two-ways .total-line {
      display: block;
      grid-column: auto;
    }
  }
`;
