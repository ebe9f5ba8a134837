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
  .storefront > etalase-search {
    position: sticky;
    top: 0;
    z-index: 2;
    margin-bottom: 6px;
  }
  /* Only the balance and the products show the bar of stale data. */
  etalase-slides::part(stale),
  etalase-pages::part(stale),
  etalase-categories::part(stale) {
    display: none;
  }
  .guest > etalase-balance:not(:defined) {
    min-height: 84px;
  }
  etalase-topup-section:not(:defined) {
    display: block;
    min-height: 216px;
  }
  /* What was searched for comes first, and alone. */
  .searching > etalase-balance,
  .searching > etalase-slides,
  .searching > etalase-pages,
  .searching:not(.in-category) > etalase-categories {
    display: none;
  }
  /* A few products, or those that are still loading, can be scrolled to as well. */
  .in-category > etalase-products {
    min-height: 100vh;
  }
  /* Matching top-ups above the products stay in view when these are scrolled to. */
  .searching > etalase-products {
    scroll-margin-top: 100vh;
  }
  @media (min-width: 474px) {
    .guest > etalase-balance:not(:defined) {
      min-height: 68px;
    }
  }
  @media (min-width: 768px) {
    .storefront {
      padding: 14px 24px 48px;
    }
    .storefront > * {
      margin-bottom: 24px;
    }
    etalase-topup-section:not(:defined) {
      min-height: 132px;
    }
  }
`;
