import { css } from 'lit';

/** Styles of `Receipt` and of its buttons. */
export const receiptStyles = css`
  .receipt {
    display: grid;
    grid-gap: 16px;
    grid-template-columns: minmax(0, 1fr);
  }
  .trouble {
    padding: 8px 12px;
    border-radius: calc(var(--radius) * 0.66);
    background: var(--tone);
    font-size: 12px;
    line-height: 18px;
  }
  .bought {
    display: grid;
    padding-top: 16px;
    border-top: 1px solid var(--line);
    overflow-wrap: anywhere;
  }
  .bought strong {
    font-size: 16px;
    line-height: 22px;
  }
  .receipt .facts {
    margin: -8px 0 0;
    border-top: 0;
  }
  .receipt .facts > div {
    flex-wrap: wrap;
    align-items: baseline;
    padding: 6px 0;
  }
  .receipt dt {
    max-width: 100%;
    padding-right: 16px;
  }
  .receipt dd {
    flex: 1 1 auto;
    font-weight: 600;
  }
  .receipt dd .muted {
    font-size: inherit;
    line-height: inherit;
    color: inherit;
  }
  .receipt dd[part='nickname'] {
    color: var(--success);
  }
  .receipt dd[part='cost'] {
    color: var(--accent-text);
    font-size: 16px;
    font-weight: 700;
  }
  .link.copy {
    display: inline-flex;
    align-items: center;
    vertical-align: middle;
  }
  .link.copy svg.icon,
  .receipt-actions svg.icon {
    flex: none;
    width: 20px;
    height: 20px;
    margin-right: 6px;
  }
  .receipt-actions {
    display: grid;
    grid-gap: 8px;
    grid-template-columns: repeat(auto-fit, minmax(min(10em, 100%), 1fr));
  }
  .receipt-actions .button {
    display: flex;
    align-items: center;
    justify-content: center;
    padding: 8px 6px;
  }
  .shared {
    grid-column: 1 / -1;
    text-align: center;
  }
  .shared:empty {
    display: none;
  }
`;
