import { css } from 'lit';

export const shopStyles = css`
  .storefront {
    max-width: 1200px;
    margin: 0 auto;
    padding: 6px 12px 32px;
  }
  .plain {
    font-family: var(--etalase-font, system-ui, sans-serif);
  }
  .storefront > * {
    margin-bottom: 12px;
  }
  etalase-search {
    position: sticky;
    top: 0;
    z-index: 2;
  }
  /* Only the balance and the products show the bar of stale data. */
  etalase-slides::part(stale),
  etalase-pages::part(stale),
  etalase-categories::part(stale) {
    display: none;
  }
  .guest > etalase-balance:not(:defined) {
    min-height: 94px;
  }
  details {
    border: 1px solid var(--line);
    border-radius: var(--radius);
    background: var(--surface);
  }
  summary {
    padding: 14px 16px;
    font-weight: 600;
    cursor: pointer;
  }
  summary::marker {
    color: var(--accent);
  }
  details > etalase-topup {
    padding: 0 12px 12px;
  }
  @media (min-width: 474px) {
    .guest > etalase-balance:not(:defined) {
      min-height: 78px;
    }
  }
  @media (min-width: 768px) {
    .storefront {
      padding: 14px 24px 48px;
    }
    .storefront > * {
      margin-bottom: 24px;
    }
  }
`;
