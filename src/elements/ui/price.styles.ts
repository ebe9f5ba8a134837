import { css } from 'lit';

/** The price, the struck-out price and the discount chip. */
export const priceStyles = css`
  .price,
  .old-price {
    overflow-wrap: normal;
    white-space: nowrap;
  }
  .price {
    font-size: 16px;
    line-height: 22px;
    font-weight: 700;
    color: var(--accent-text);
    font-variant-numeric: tabular-nums;
  }
  .old-price {
    font-size: 12px;
    line-height: 16px;
    color: var(--muted);
  }
  .chip {
    padding: 2px 6px;
    border-radius: 6px;
    background: var(--danger);
    color: var(--surface);
    font-size: 12px;
    line-height: 16px;
    font-weight: 700;
  }
`;
