/** What a list of products has beside its first cards. Loaded after those are painted. */
import type { LitElement } from 'lit';
import { InfiniteScroll } from '../controllers/infinite-scroll.js';
import { loadMoreStyles } from '../ui/load-more.styles.js';
import type { ListActions, ShownList } from './list-place.js';
import { ListPlace } from './list-place.js';
import { newChipStyles } from './new-chip.styles.js';

export { listToolsIndonesian as texts } from '../../texts/id/list-tools.js';
export { renderLoadMore } from '../ui/load-more.js';
export { sortProducts } from '../../stores/sort-products.js';
export { renderNewChip } from './new-chip.js';
export { renderSortMenu } from './sort-menu.js';

/** Makes the list go on where it ends, and keep its place. */
export function attach(host: LitElement, list: () => ShownList, actions: ListActions): void {
  new InfiniteScroll(host, () => actions.loadNextPage());
  new ListPlace(host, list, actions);
  const { renderRoot } = host;
  if (!(renderRoot instanceof ShadowRoot)) return;
  const added = [loadMoreStyles, newChipStyles].flatMap(({ styleSheet }) => styleSheet ?? []);
  renderRoot.adoptedStyleSheets = [...renderRoot.adoptedStyleSheets, ...added];
}
