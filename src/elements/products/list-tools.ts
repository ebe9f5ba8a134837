/** What a list of products has beside its first cards. Loaded after those are painted. */
export { renderLoadMore } from '../ui/load-more.js';
export { InfiniteScroll } from '../controllers/infinite-scroll.js';
export { ListPlace } from './list-place.js';
export { sortProducts } from '../../stores/sort-products.js';
export { renderSortMenu } from './sort-menu.js';
