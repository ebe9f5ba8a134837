/**
 * The package's API: element classes, events, and types of rows. Importing it registers nothing;
 * `etalase/define` does.
 *
 * @example
 * import 'etalase/define';
 * document.addEventListener('etalase-buy', (event) => console.log(event.product.nama_produk));
 */
export { EtalaseBalance } from './elements/account/balance.js';
export { EtalaseCategories } from './elements/browse/categories.js';
export { EtalaseErrorEvent, EtalaseSelectEvent } from './elements/base/events.js';
export { EtalaseLedger } from './elements/account/balance-history.js';
export { EtalaseOrderEvent } from './elements/orders/order-event.js';
export { EtalaseOrders } from './elements/orders/orders.js';
export { EtalasePages } from './elements/browse/pages.js';
export { EtalaseBuyEvent } from './elements/base/shop-checkout.js';
export { EtalaseProduct } from './elements/product/product.js';
export { EtalaseProducts } from './elements/products/products.js';
export { EtalaseSearch } from './elements/browse/search.js';
export { EtalaseShop } from './elements/shop/shop.js';
export { EtalaseSlides } from './elements/browse/slides.js';
export { EtalaseTransactions } from './elements/account/transactions.js';
export type { Category, SubCategory } from './open-api/categories.js';
export type { PointNote, SaldoNote } from './open-api/notes.js';
export type { CustomPage } from './open-api/custom-pages.js';
export type { Product } from './open-api/products.js';
export type { ErrorCode } from './open-api/result.js';
export type { Slide } from './open-api/slides.js';
export type { Transaction } from './open-api/transactions.js';
export type { User } from './open-api/user.js';
export type { Order, OrderReason, OrderStatus } from './proxy/contract.js';
export type { BrowserPlatform } from './stores/platform.js';
export { setPlatform } from './stores/platform.js';
/** @deprecated since 0.2: `BrowserPlatform` and `setPlatform` */
export type { BrowserPlatform as Environment } from './stores/platform.js';
/** @deprecated since 0.2: `setPlatform` */
export { setPlatform as setOutside } from './stores/platform.js';
