/** What the list does as the page scrolls. Loaded after the first cards are painted. */
export { InfiniteScroll } from '../controllers/infinite-scroll.js';
export { ListPlace } from './list-place.js';
