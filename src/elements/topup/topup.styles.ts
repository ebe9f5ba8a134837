import { css } from 'lit';

/** Styles of the headers, the item cards and the bar. */
export const topupStyles = css`
  .title {
    min-width: 0;
    padding: 10px 0;
    overflow-wrap: anywhere;
  }
  .title:focus {
    outline: none;
  }
  .head {
    display: flex;
    align-items: center;
    padding: 4px 0;
  }
  .head .round {
    margin: 0 4px 0 -10px;
  }
  .head .avatar {
    width: 44px;
    height: 44px;
    margin-right: 12px;
    font-size: 18px;
  }
  .skeleton-title {
    display: block;
    width: 160px;
    height: 18px;
  }
  .foot {
    padding: 16px 0 8px;
    text-align: center;
  }
  .foot .link {
    margin: 0;
  }
  .items {
    display: grid;
    grid-gap: 8px;
    grid-template-columns: repeat(
      auto-fill,
      minmax(min(100%, max(8.6em, min(148px, 50% - 4px))), 1fr)
    );
  }
  .items label {
    position: relative;
    display: block;
    min-width: 0;
    cursor: pointer;
  }
  .item {
    display: flex;
    flex-direction: column;
    justify-content: space-between;
    height: 100%;
    min-height: 76px;
    padding: 10px 8px;
    border: 1px solid var(--line);
    border-radius: var(--radius);
  }
  .item.skeleton-shape {
    border-color: transparent;
  }
  .item-name {
    line-height: 18px;
    overflow-wrap: anywhere;
  }
  .price {
    margin-top: 6px;
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
  .bar {
    position: sticky;
    bottom: 0;
    z-index: 1;
    display: flex;
    align-items: center;
    justify-content: space-between;
    min-height: 69px;
    margin-top: 16px;
    padding: 8px 0;
    padding-bottom: calc(8px + env(safe-area-inset-bottom));
    border-top: 1px solid var(--line);
    background: var(--surface);
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
  .skeleton-total {
    width: 30%;
    height: 24px;
  }
  .skeleton-next {
    width: 50%;
    height: 44px;
    border-radius: var(--radius);
  }
  .skeleton-label {
    box-sizing: content-box;
    width: 120px;
    height: 14px;
    margin-bottom: 8px;
    border: solid transparent;
    border-width: 5px 0;
    background-clip: content-box;
  }
  @media (min-width: 768px) {
    .form,
    .head {
      max-width: 880px;
      margin-right: auto;
      margin-left: auto;
    }
    .items {
      grid-template-columns: repeat(auto-fill, minmax(max(180px, 8.6em), 1fr));
      grid-gap: 12px;
    }
    .next,
    .skeleton-next {
      min-width: 220px;
      width: 220px;
    }
  }
`;
