import { css } from 'lit';

/** Rows of a balance history under the month they belong to, and their skeleton. */
export const historyRowStyles = css`
  .month {
    padding: 12px 0 4px;
    font-size: 12px;
    line-height: 16px;
    font-weight: 600;
    color: var(--muted);
  }
  .row {
    display: flex;
    flex-wrap: wrap;
    align-items: flex-start;
    padding: 12px 0;
    border-bottom: 1px solid var(--line);
  }
  li:last-child > .row,
  div > .row:last-child {
    border-bottom-color: transparent;
  }
  .what {
    flex: 1 1 7em;
    min-width: 0;
    padding-right: 16px;
    overflow-wrap: anywhere;
  }
  .money {
    flex: none;
    max-width: 100%;
    margin-left: auto;
    text-align: right;
    font-variant-numeric: tabular-nums;
  }
  .amount {
    display: block;
    font-weight: 700;
    white-space: nowrap;
  }
  .amount.in {
    color: var(--success);
  }
  .row .chevron {
    flex: none;
    width: 7px;
    height: 12px;
    margin: 4px 0 0 8px;
    color: var(--muted);
  }
  .row .skeleton-shape {
    display: block;
    width: 70%;
    max-width: 320px;
    height: 16px;
    margin: 2px 0;
  }
  .row .skeleton-shape:nth-child(2) {
    width: 40%;
  }
  /* On a wide screen a title takes one line. */
  @media (min-width: 560px) {
    .row .what .skeleton-shape:nth-child(2) {
      display: none;
    }
  }
  .row .skeleton-shape.short {
    width: 45%;
    max-width: 120px;
    height: 12px;
    margin: 4px 0 2px;
  }
  .row .money .skeleton-shape {
    width: 88px;
    margin-left: auto;
  }
  .row .money .skeleton-shape.short {
    width: 64px;
  }
  .month .skeleton-shape {
    width: 104px;
    height: 16px;
  }
`;
