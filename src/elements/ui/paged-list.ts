/** What the pages of a history have in common: the heading, the skeleton, dates, the way on. */
import { html, nothing } from 'lit';
import type { FeedStore, ReadyFeed } from '../../stores/feed.js';
import type { DisplayDate } from '../../texts/dates.js';
import type { Say } from '../../texts/texts.js';

const SKELETON_ROWS = 5;

export const renderHeading = (text: string) =>
  html`<h2 class="heading" part="heading">${text}</h2>`;

export const renderSkeletonRows = (row: unknown) =>
  Array.from({ length: SKELETON_ROWS }, () => row);

const noteSkeleton = html`<div class="row">
  <span class="what">
    <span class="skeleton-shape"></span><span class="skeleton-shape"></span
    ><span class="skeleton-shape short"></span>
  </span>
  <span class="money"
    ><span class="skeleton-shape"></span><span class="skeleton-shape short"></span
  ></span>
  <span class="chevron"></span>
</div>`;

/** The ledger before it comes: a month and the first changes in it. */
export const renderNoteSkeleton = () =>
  html`<div class="month"><div class="skeleton-shape"></div></div>
    ${renderSkeletonRows(noteSkeleton)}`;

/** A date that cannot be read is shown as it was written. */
export function renderDate(text: string, display: DisplayDate | null) {
  return display
    ? html`<time class="muted" part="date" datetime=${display.datetime}>${display.text}</time>`
    : text
      ? html`<span class="muted" part="date" dir="auto">${text}</span>`
      : nothing;
}

/** The button for the next page: a history is read by hand, page by page. */
export function renderLoadMore<T>(
  { done, moreStatus }: ReadyFeed<T>,
  store: FeedStore<T>,
  say: Say,
) {
  if (done) return nothing;
  const isLoading = moreStatus === 'pending';
  const hasFailed = moreStatus !== 'idle' && !isLoading;
  return html`<div class="foot">
    ${hasFailed ? html`<p role="alert">${say('moreFailed')}</p>` : nothing}
    <button
      class="button"
      part="button more"
      aria-disabled=${isLoading ? 'true' : nothing}
      @click=${() => store.loadMore()}
    >
      ${say(isLoading ? 'loading' : hasFailed ? 'retry' : 'more')}
    </button>
  </div>`;
}
