/** The grid that holds the cards, or their skeletons. */
import { html } from 'lit';
import type { TemplateResult } from 'lit';
import { toggleBroken } from '../ui/image.js';

const SKELETON_CARDS = 6;

/** One listener for all images: their events do not bubble, but are caught on the way down. */
const onImage = { handleEvent: toggleBroken, capture: true };

/** @param columns the `columns` attribute; as many columns as fit where it is no positive number */
export const renderGrid = (cards: unknown, columns: string | null): TemplateResult =>
  html`<div
    class="grid"
    part="grid"
    ?data-columns=${Number(columns) >= 1}
    @error=${onImage}
    @load=${onImage}
  >
    ${cards}
  </div>`;

const cardSkeleton = html`<div class="skeleton-card">
  <div class="skeleton-shape"></div>
  <div class="skeleton-shape"></div>
  <div class="skeleton-shape"></div>
  <div class="skeleton-shape"></div>
</div>`;

export const renderGridSkeleton = (columns: string | null): TemplateResult =>
  renderGrid(
    Array.from({ length: SKELETON_CARDS }, () => cardSkeleton),
    columns,
  );
