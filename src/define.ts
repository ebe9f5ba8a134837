/**
 * Registers the elements: the only place that does. The product grid is here at once; the rest is
 * loaded when it is first seen. A second copy of the script does nothing.
 */
import { defineLater, defineWhenSeen } from './elements/lazy.js';
import { EtalaseProducts } from './elements/products.js';
import { EtalaseShop } from './elements/shop.js';

const storefront = () => import('./elements/storefront.js');

if (!customElements.get('etalase-shop')) {
  // The shop first: the elements inside it look for it when they are defined.
  customElements.define('etalase-shop', EtalaseShop);
  customElements.define('etalase-products', EtalaseProducts);
  const later = {
    'etalase-slides': async () => (await storefront()).EtalaseSlides,
    'etalase-categories': async () => (await storefront()).EtalaseCategories,
    'etalase-search': async () => (await storefront()).EtalaseSearch,
    'etalase-pages': async () => (await storefront()).EtalasePages,
    'etalase-balance': async () => (await storefront()).EtalaseBalance,
    'etalase-product': async () => (await import('./elements/product.js')).EtalaseProduct,
    'etalase-ledger': async () => (await import('./elements/ledger.js')).EtalaseLedger,
    'etalase-transactions': async () =>
      (await import('./elements/transactions.js')).EtalaseTransactions,
  };
  for (const [tag, load] of Object.entries(later)) defineLater(tag, load);
  defineWhenSeen(document);
}
