import { css } from 'lit';

/** Styles of the items, the shop's words, the remembered accounts and the bar. */
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
    flex: none;
    min-width: 50%;
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
  .note {
    margin: 4px 0;
    white-space: pre-line;
    overflow-wrap: anywhere;
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
  .accounts {
    display: flex;
    flex-wrap: wrap;
    margin: 0 -8px 8px 0;
    padding: 0;
    list-style: none;
  }
  .account {
    display: flex;
    max-width: 100%;
    margin: 0 8px 8px 0;
    border: 1px solid var(--line);
    border-radius: var(--radius);
  }
  .account-use {
    min-width: 0;
    min-height: 44px;
    padding: 4px 0 4px 12px;
    border-radius: var(--radius);
    text-align: start;
    overflow-wrap: anywhere;
  }
  .account-use .muted {
    display: block;
    font-size: 12px;
    line-height: 16px;
  }
  .account-use[aria-pressed='true'] .account-name {
    color: var(--accent-text);
    font-weight: 600;
  }
  .account-remove {
    display: flex;
    flex: none;
    align-items: center;
    justify-content: center;
    width: 44px;
    color: var(--muted);
  }
  .account-remove .icon {
    width: 18px;
    height: 18px;
  }
  @media (min-width: 768px) {
    .next {
      min-width: 220px;
      width: 220px;
    }
  }
`;
