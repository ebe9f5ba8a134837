/** The button that loads the next page of a feed, and what it says meanwhile or after a failure. */
import { html, nothing } from 'lit';
import type { ReadyFeed } from '../../stores/feed.js';
import type { Say } from '../../texts/texts.js';

export function renderLoadMore(
  { done, moreStatus }: ReadyFeed<unknown>,
  say: Say,
  onLoadMore: () => void,
): unknown {
  if (done) return nothing;
  const isLoading = moreStatus === 'pending';
  const hasFailed = moreStatus !== 'idle' && !isLoading;
  return html`<div class="foot">
    ${hasFailed ? html`<p role="alert">${say('moreFailed')}</p>` : nothing}
    <button
      class="button"
      part="button more"
      aria-disabled=${isLoading ? 'true' : nothing}
      @click=${onLoadMore}
    >
      ${say(isLoading ? 'loading' : hasFailed ? 'retry' : 'more')}
    </button>
  </div>`;
}
