/**
 * Registers the elements: the only place that does. The product grid is here at once; the rest is
 * loaded when it is first seen. A second copy of the script does nothing.
 */
import type { EtalaseBalance } from './elements/balance.js';
import type { EtalaseCategories } from './elements/categories.js';
import { registerLazyElement, defineWhenPresent } from './elements/lazy.js';
import type { EtalaseLedger } from './elements/ledger.js';
import type { EtalaseOrders } from './elements/orders.js';
import type { EtalasePages } from './elements/pages.js';
import type { EtalaseProduct } from './elements/product.js';
import { EtalaseProducts } from './elements/products.js';
import type { EtalaseSearch } from './elements/search.js';
import { EtalaseShop } from './elements/shop.js';
import type { EtalaseSlides } from './elements/slides.js';
import type { EtalaseTopup } from './elements/topup.js';
import type { EtalaseTransactions } from './elements/transactions.js';

declare global {
  interface HTMLElementTagNameMap {
    'etalase-balance': EtalaseBalance;
    'etalase-categories': EtalaseCategories;
    'etalase-ledger': EtalaseLedger;
    'etalase-orders': EtalaseOrders;
    'etalase-pages': EtalasePages;
    'etalase-product': EtalaseProduct;
    'etalase-products': EtalaseProducts;
    'etalase-search': EtalaseSearch;
    'etalase-shop': EtalaseShop;
    'etalase-slides': EtalaseSlides;
    'etalase-topup': EtalaseTopup;
    'etalase-transactions': EtalaseTransactions;
  }
}

const loadStorefront = () => import('./elements/storefront.js');

if (!customElements.get('etalase-shop')) {
  // The shop first: the elements inside it look for it when they are defined.
  customElements.define('etalase-shop', EtalaseShop);
  customElements.define('etalase-products', EtalaseProducts);
  const loaders = {
    'etalase-slides': async () => (await loadStorefront()).EtalaseSlides,
    'etalase-categories': async () => (await loadStorefront()).EtalaseCategories,
    'etalase-search': async () => (await loadStorefront()).EtalaseSearch,
    'etalase-pages': async () => (await loadStorefront()).EtalasePages,
    'etalase-balance': async () => (await loadStorefront()).EtalaseBalance,
    'etalase-product': async () => (await import('./elements/product.js')).EtalaseProduct,
    'etalase-ledger': async () => (await import('./elements/ledger.js')).EtalaseLedger,
    'etalase-transactions': async () =>
      (await import('./elements/transactions.js')).EtalaseTransactions,
    'etalase-topup': async () => (await import('./elements/topup.js')).EtalaseTopup,
    'etalase-orders': async () => (await import('./elements/orders.js')).EtalaseOrders,
  };
  for (const [tag, load] of Object.entries(loaders)) registerLazyElement(tag, load);
  defineWhenPresent(document);
}
