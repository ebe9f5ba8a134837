/** Grey shapes in the place of a balance history: a month and its first rows. */
import { html } from 'lit';
import { renderSkeletonRows } from '../ui/paged-list.js';

const rowSkeleton = html`<div class="row">
  <span class="what">
    <span class="skeleton-shape"></span><span class="skeleton-shape"></span
    ><span class="skeleton-shape short"></span>
  </span>
  <span class="money">
    <span class="skeleton-shape"></span><span class="skeleton-shape short"></span>
  </span>
  <span class="chevron"></span>
</div>`;

export const renderHistorySkeleton = () =>
  html`<div class="month"><div class="skeleton-shape"></div></div>
    ${renderSkeletonRows(rowSkeleton)}`;
