/** Base class of elements that show one shopper's own data. Guests see a link to log in instead. */
import type { CSSResult, TemplateResult } from 'lit';
import { html } from 'lit';
import type { ReadableAtom } from 'nanostores';
import type { ErrorCode } from '../../open-api/result.js';
import type { FeedStore } from '../../stores/feed.js';
import type { TextKey } from '../../texts/texts.js';
import { personIcon } from '../ui/icons/account-icons.js';
import { renderLogInLink } from '../ui/account-links.js';
import { renderHeading } from '../ui/heading.js';
import { renderLoadMore } from '../ui/load-more.js';
import { renderRetryButton, renderState } from '../ui/states.js';
import { LazyElement } from './lazy-element.js';
import { personalElementStyles } from './personal-element.styles.js';

/** The texts and the templates in which one paged list differs from another. */
export interface PagedListTemplates<T> {
  readonly heading: TextKey;
  /** what a guest has to log in for */
  readonly guest: TextKey;
  readonly empty: TextKey;
  readonly emptyHint: TextKey;
  skeleton(): unknown;
  rows(rows: readonly T[]): unknown;
}

/**
 * @csspart guest - the invitation to log in
 * @csspart login - the link to the shop's login page
 */
export abstract class PersonalElement extends LazyElement {
  static override styles: CSSResult[] = [...LazyElement.styles, personalElementStyles];

  /** The feed that the element shows; `null` if the settings name no shop. */
  protected abstract get feed(): { readonly $feed: ReadableAtom<unknown> } | null;

  protected override watchedStores(): readonly ReadableAtom<unknown>[] {
    const feed = this.isGuest ? null : this.feed;
    return feed ? [feed.$feed] : [];
  }

  protected renderGuest(text: string): TemplateResult {
    return html`<div class="state guest" part="state guest">
      ${renderPersonAvatar()}<strong>${text}</strong>${this.renderLogIn()}
    </div>`;
  }

  protected renderPagedList<T>(store: FeedStore<T> | null, list: PagedListTemplates<T>): unknown {
    const content = this.isGuest
      ? this.renderGuest(this.say(list.guest))
      : this.renderFeed(store, {
          skeleton: () => list.skeleton(),
          empty: () =>
            this.renderEmpty(this.say(list.empty), html`<span>${this.say(list.emptyHint)}</span>`),
          ready: (feed) => [
            list.rows(feed.rows),
            renderLoadMore(feed, this.say, () => store?.loadMore()),
          ],
        });
    return html`<slot name="header">${renderHeading(this.say(list.heading))}</slot> ${content}`;
  }

  /** Retrying seldom helps after a session has ended, so a link to log in stands beside it. */
  protected override renderFailed(code: ErrorCode, retry: (() => void) | null): TemplateResult {
    if (code !== 'unauthorized') return super.renderFailed(code, retry);
    return renderState('error', renderPersonAvatar(), this.say('errorUser'), [
      this.renderLogIn(),
      renderRetryButton(this.say, retry),
    ]);
  }

  private renderLogIn(): TemplateResult {
    return renderLogInLink(this.say('logIn'));
  }
}

const renderPersonAvatar = () => html`<span class="avatar">${personIcon}</span>`;
