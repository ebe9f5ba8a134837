/** The layouts of the categories, their skeletons, and scrolling to one of them. */
import { html } from 'lit';
import { tileSkeleton } from '../ui/tile.js';
import { reducedMotionQuery } from '../controllers/reduced-motion.js';

const SKELETON_TILES = 8;
const SKELETON_TREE_ITEMS = 5;

const LAYOUTS = ['row', 'grid', 'tree'] as const;
export type Layout = (typeof LAYOUTS)[number];

/** Tile: the picture above the name. Tree item: beside it. Chip: the name alone. */
export type ItemShape = 'tile' | 'tree-item' | 'chip';

export const readLayout = (value: string | null): Layout =>
  LAYOUTS.find((layout) => layout === value?.trim()) ?? 'row';

const treeItemSkeleton = html`<div class="tree-item skeleton-tree-item">
  <div class="skeleton-shape avatar"></div>
  <div class="skeleton-shape"></div>
</div>`;

export function renderCategorySkeleton(layout: Layout): unknown {
  if (layout === 'tree') return Array.from({ length: SKELETON_TREE_ITEMS }, () => treeItemSkeleton);
  return html`<div class=${layout}>
    ${Array.from({ length: SKELETON_TILES }, () => tileSkeleton)}
  </div>`;
}

/** Scrolls only the list around the button, so that the button is centred in it. */
export function scrollToCenter(button: HTMLElement, isSmooth: boolean): void {
  const list = button.closest('ul');
  if (!list || list.scrollWidth <= list.clientWidth) return;
  const box = button.getBoundingClientRect();
  const frame = list.getBoundingClientRect();
  const left = list.scrollLeft + box.left - frame.left - (frame.width - box.width) / 2;
  const prefersReducedMotion = reducedMotionQuery().matches;
  list.scrollTo({ left, behavior: isSmooth && !prefersReducedMotion ? 'smooth' : 'auto' });
}
