import { css } from 'lit';

/**
 * The height of each element until its code is loaded, so that nothing shifts when it comes. What may
 * be longer than the screen reserves the rest of it.
 */
export const reservedStyles = css`
  etalase-balance:not(:defined),
  etalase-categories:not(:defined),
  etalase-ledger:not(:defined),
  etalase-orders:not(:defined),
  etalase-pages:not(:defined),
  etalase-product:not(:defined),
  etalase-search:not(:defined),
  etalase-slides:not(:defined),
  etalase-topup:not(:defined),
  etalase-transactions:not(:defined) {
    display: block;
    min-height: 100vh;
  }
  etalase-search:not(:defined) {
    min-height: 56px;
  }
  etalase-balance:not(:defined) {
    min-height: 124px;
  }
  etalase-slides:not(:defined) {
    min-height: 0;
    padding-top: calc(min(100% - 28px, 540px) * 0.4375);
  }
  etalase-pages:not(:defined) {
    min-height: 204px;
  }
  etalase-pages[layout='row']:not(:defined) {
    min-height: 102px;
  }
  etalase-pages[layout='chips']:not(:defined) {
    min-height: 44px;
  }
  etalase-categories:not([layout]):not(:defined),
  etalase-categories[layout='row']:not(:defined) {
    min-height: 106px;
  }
  @media (min-width: 768px) {
    etalase-balance:not(:defined) {
      min-height: 76px;
    }
    etalase-topup:not(:defined) {
      min-height: 508px;
    }
  }
`;
