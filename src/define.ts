/**
 * Registers the elements, and is the only file that does. Shop and product grid are defined at once,
 * all others are loaded on first use. A second copy of the script registers nothing.
 */
import { EtalaseProducts } from './elements/products/products.js';
import type { EtalaseBalance } from './elements/account/balance.js';
import type { EtalaseCategories } from './elements/browse/categories.js';
import { registerLazyElement, defineWhenPresent } from './elements/base/lazy-define.js';
import { EtalaseMissing } from './elements/base/missing-element.js';
import type { EtalaseLedger } from './elements/account/balance-history.js';
import type { EtalaseOrders } from './elements/orders/orders.js';
import type { EtalasePages } from './elements/browse/pages.js';
import type { EtalasePhotos } from './elements/product/photos.js';
import type { EtalaseProduct } from './elements/product/product.js';
import { reservedStyles } from './elements/base/reserved.styles.js';
import type { EtalaseSearch } from './elements/browse/search.js';
import type { EtalaseSheet } from './elements/shop/sheet.js';
import { EtalaseShop } from './elements/shop/shop.js';
import type { EtalaseSlides } from './elements/browse/slides.js';
import type { EtalaseTopup } from './elements/topup/topup.js';
import type { EtalaseTopupSection } from './elements/topup/tiles/topup-section.js';
import type { EtalaseTransactions } from './elements/account/transactions.js';

declare global {
  interface HTMLElementTagNameMap {
    'etalase-balance': EtalaseBalance;
    'etalase-categories': EtalaseCategories;
    'etalase-ledger': EtalaseLedger;
    'etalase-orders': EtalaseOrders;
    'etalase-pages': EtalasePages;
    'etalase-photos': EtalasePhotos;
    'etalase-product': EtalaseProduct;
    'etalase-products': EtalaseProducts;
    'etalase-search': EtalaseSearch;
    'etalase-sheet': EtalaseSheet;
    'etalase-shop': EtalaseShop;
    'etalase-slides': EtalaseSlides;
    'etalase-topup': EtalaseTopup;
    'etalase-topup-section': EtalaseTopupSection;
    'etalase-transactions': EtalaseTransactions;
  }
}

const loadStorefront = () => import('./elements/shop/storefront.js');

if (!customElements.get('etalase-shop')) {
  // The shop first: elements inside it look for its scope as soon as they are defined.
  customElements.define('etalase-shop', EtalaseShop);
  customElements.define('etalase-products', EtalaseProducts);
  customElements.define('etalase-missing', EtalaseMissing);
  const loaders = {
    'etalase-slides': async () => (await loadStorefront()).EtalaseSlides,
    'etalase-categories': async () => (await loadStorefront()).EtalaseCategories,
    'etalase-search': async () => (await loadStorefront()).EtalaseSearch,
    'etalase-pages': async () => (await loadStorefront()).EtalasePages,
    'etalase-balance': async () => (await loadStorefront()).EtalaseBalance,
    'etalase-product': async () => (await import('./elements/product/product.js')).EtalaseProduct,
    'etalase-ledger': async () =>
      (await import('./elements/account/balance-history.js')).EtalaseLedger,
    'etalase-transactions': async () =>
      (await import('./elements/account/transactions.js')).EtalaseTransactions,
    'etalase-topup': async () => (await import('./elements/topup/topup.js')).EtalaseTopup,
    'etalase-topup-section': async () =>
      (await import('./elements/topup/tiles/topup-section.js')).EtalaseTopupSection,
    'etalase-sheet': async () => (await import('./elements/shop/sheet.js')).EtalaseSheet,
    'etalase-photos': async () => (await import('./elements/product/photos.js')).EtalasePhotos,
    'etalase-orders': async () => (await import('./elements/orders/orders.js')).EtalaseOrders,
  };
  for (const [tag, load] of Object.entries(loaders)) registerLazyElement(tag, load);
  const { styleSheet } = reservedStyles;
  if (styleSheet) document.adoptedStyleSheets = [...document.adoptedStyleSheets, styleSheet];
  const tags = ['etalase-products', ...Object.keys(loaders)].join();
  // Scripts run before this event, unless the page adds them later.
  document.addEventListener('DOMContentLoaded', () => {
    // A shop holds elements and the others hold none, or a tag was not closed.
    const suspicious = Array.from(document.querySelectorAll(`etalase-shop,${tags}`)).filter(
      (element) =>
        element.firstElementChild &&
        element.matches('etalase-shop') === !element.querySelector(tags),
    );
    if (suspicious.length === 0) return;
    import('./elements/base/unclosed.js').then(
      ({ closeUnclosed }) => closeUnclosed(suspicious, tags),
      () => {},
    );
  });
  defineWhenPresent(document);
}

// A dialog that was open when the page was loaded again has left an entry in the history.
const state: unknown = history.state;
if (typeof state === 'object' && state && 'etalase' in state) {
  import('./elements/controllers/close-on-back.js').then(
    ({ watchHistory }) => watchHistory(),
    () => {},
  );
}
