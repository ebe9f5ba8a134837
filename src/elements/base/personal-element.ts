/** What the elements that show one shopper's own things share: the invitation to log in. */
import type { CSSResult, TemplateResult } from 'lit';
import { html } from 'lit';
import type { ReadableAtom } from 'nanostores';
import type { ErrorCode } from '../../open-api/result.js';
import { personIcon } from '../ui/account-icons.js';
import { LazyElement } from './lazy-element.js';
import { personalElementStyles } from './personal-element.styles.js';

/**
 * @csspart guest - the invitation to log in
 * @csspart login - the link to the shop's login page
 */
export abstract class PersonalElement extends LazyElement {
  static override styles: CSSResult[] = [...LazyElement.styles, personalElementStyles];

  /** What it shows; `null` where the settings name no shop. */
  protected abstract get feed(): { readonly $feed: ReadableAtom<unknown> } | null;

  protected override watchedStores(): readonly ReadableAtom<unknown>[] {
    const feed = this.isGuest ? null : this.feed;
    return feed ? [feed.$feed] : [];
  }

  protected renderGuest(text: string): TemplateResult {
    return html`<div class="state guest" part="state guest">
      <span class="avatar">${personIcon}</span><strong>${text}</strong>${this.renderLogIn()}
    </div>`;
  }

  /** A session that has ended is seldom mended by trying again alone. */
  protected override renderFailed(code: ErrorCode, retry: (() => void) | null): TemplateResult {
    if (code !== 'unauthorized') return super.renderFailed(code, retry);
    return html`<slot name="error">
      <div class="state" part="state error" role="alert">
        <span class="avatar">${personIcon}</span><strong>${this.say('errorUser')}</strong>
        ${this.renderLogIn()}
        <button class="button" part="button retry" @click=${retry}>${this.say('retry')}</button>
      </div>
    </slot>`;
  }

  private renderLogIn() {
    return html`<a class="button primary" part="button login" href="/akun/">
      ${this.say('logIn')}
    </a>`;
  }
}
