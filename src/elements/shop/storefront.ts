/** All elements of a whole storefront but the products, in one chunk and so in one request. */
export { EtalaseBalance } from '../account/balance.js';
export { EtalaseCategories } from '../browse/categories.js';
export { EtalasePages } from '../browse/pages.js';
export { EtalaseSearch } from '../browse/search.js';
export { EtalaseSlides } from '../browse/slides.js';
