/** What stands around the products in a whole storefront: one file, so that it is one request. */
export { EtalaseBalance } from './balance.js';
export { EtalaseCategories } from './categories.js';
export { EtalasePages } from './pages.js';
export { EtalaseSearch } from './search.js';
export { EtalaseSlides } from './slides.js';
