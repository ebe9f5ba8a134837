/** What stands around the products in a whole storefront: one file, so that it is one request. */
export { EtalaseBalance } from '../account/balance.js';
export { EtalaseCategories } from '../browse/categories.js';
export { EtalasePages } from '../browse/pages.js';
export { EtalaseSearch } from '../browse/search.js';
export { EtalaseSlides } from '../browse/slides.js';
