import type { CSSResult, PropertyDeclarations, PropertyValues } from 'lit';
import { html, nothing } from 'lit';
import type { ReadableAtom } from 'nanostores';
import { httpUrl } from '../../open-api/lenient-fields.js';
import { normalizeSearch } from '../../open-api/normalize-search.js';
import { storefrontIndonesian } from '../../texts/id/storefront.js';
import type { TextKey } from '../../texts/texts.js';
import { bellIcon, cartIcon, clearIcon, searchIcon } from '../ui/icons/browse-icons.js';
import { LazyElement } from '../base/lazy-element.js';
import { filterOf } from '../base/scope.js';
import { PageValues } from '../controllers/page-values.js';
import { searchStyles } from './search.styles.js';

/** Wait between the last key and the search. */
const DEBOUNCE_MS = 400;
/** A single letter matches nearly everything, and every search counts against the shop's quota. */
const MIN_SEARCH_LENGTH = 2;
/** More would not fit beside the box. */
const MAX_COUNT = 99;
/** Not documented: seen in pages of shops, where the other pages of an account are at `/akun/` too. */
const NOTICES_LINK = '/akun/?page=notifikasi';

interface Counted {
  /** also the name of the text */
  readonly part: 'cart' | 'notices';
  readonly count: number | null;
  readonly link: string;
  readonly icon: unknown;
}

/**
 * The search box for the products of the same shop. It searches while the shopper types, from two letters on;
 * only letters, digits and spaces can be searched. In the app, the links to the cart and to the notices stand
 * beside it.
 *
 * @tag etalase-search
 * @attr total-cart - `{{total_cart}}`: shows the cart with this count; taken from the shop around it
 * @attr total-notif - `{{total_notif}}`: shows a bell with this count; taken from the shop around it
 * @attr notif-link - where the bell leads, a path or an address; the app's notices without it
 * @csspart search - the whole form
 * @csspart label - the label, which is visually hidden
 * @csspart input - the box
 * @csspart clear - the button that empties it
 * @csspart hint - the sentence under the box
 * @csspart cart - the link to the cart
 * @csspart notices - the bell, a link to the notices
 * @csspart count - the number on either
 */
export class EtalaseSearch extends LazyElement {
  static override styles: CSSResult[] = [...LazyElement.styles, searchStyles];

  static override properties: PropertyDeclarations = {
    typed: { state: true },
    hintKey: { state: true },
  };

  /** the current text of the box */
  declare protected typed: string;
  /** the sentence under the box */
  declare protected hintKey: TextKey | null;

  /** the search that this box applied or adopted last */
  private currentSearch = '';
  private timer: ReturnType<typeof setTimeout> | undefined;
  private readonly page = new PageValues(this, ['total-cart', 'total-notif', 'notif-link']);

  constructor() {
    super();
    this.typed = '';
    this.hintKey = null;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.timer);
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    super.willUpdate(changed);
    const { search } = filterOf(this.scope).get();
    if (search !== this.currentSearch) this.adoptSearch(search);
  }

  protected override get indonesian() {
    return { ...super.indonesian, ...storefrontIndonesian };
  }

  private get input(): HTMLInputElement | null {
    return this.renderRoot.querySelector('input');
  }

  /** The address that the page names, if it is one. */
  private get noticesLink(): string {
    const { data } = httpUrl.safeParse(this.page.text('notif-link'));
    return data ?? NOTICES_LINK;
  }

  private readonly onInput = (event: Event) => {
    if (!(event.target instanceof HTMLInputElement)) return;
    this.typed = event.target.value;
    this.hintKey = null;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.applySearch(false), DEBOUNCE_MS);
  };

  private readonly onSubmit = (event: Event) => {
    event.preventDefault();
    // Closes the keyboard, which covers the results.
    this.input?.blur();
    this.applySearch(true);
  };

  private readonly onClear = () => {
    this.typed = '';
    this.input?.focus();
    this.applySearch(false);
  };

  protected override watchedStores(): readonly ReadableAtom<unknown>[] {
    return [filterOf(this.scope)];
  }

  /** Takes over a search that another element set or cleared. */
  private adoptSearch(search: string): void {
    clearTimeout(this.timer);
    this.currentSearch = search;
    this.typed = search;
    this.hintKey = null;
  }

  /** @param isFinished the shopper has submitted the form */
  private applySearch(isFinished: boolean): void {
    clearTimeout(this.timer);
    const { search, hasDropped } = normalizeSearch(this.typed);
    const isShort = search.length < MIN_SEARCH_LENGTH && this.typed.trim() !== '';
    this.hintKey = hasDropped ? 'searchDropped' : isShort && isFinished ? 'searchShort' : null;
    if (isShort || search === this.currentSearch) return;
    this.currentSearch = search;
    const view = filterOf(this.scope);
    view.set({ ...view.get(), search });
  }

  private renderClear() {
    return html`<button
      class="clear"
      part="clear"
      type="button"
      aria-label=${this.say('searchClear')}
      @click=${this.onClear}
    >
      ${clearIcon}
    </button>`;
  }

  /** Outside the app there is no count, and no cart to open. */
  private renderCounted({ part, count, link, icon }: Counted) {
    if (count === null || count < 0) return nothing;
    return html`<a class="shortcut" part=${part} href=${link}>
      ${icon}<span class="visually-hidden">${this.say(part)}</span>
      ${
        count > 0
          ? html`<b class="count" part="count">${count > MAX_COUNT ? `${MAX_COUNT}+` : count}</b>`
          : nothing
      }
    </a>`;
  }

  private renderForm() {
    return html`<form class="search" part="search" role="search" @submit=${this.onSubmit}>
      <label class="visually-hidden" part="label" for="box">${this.say('search')}</label>
      <span class="box">
        ${searchIcon}
        <input
          id="box"
          part="input"
          type="search"
          enterkeyhint="search"
          autocomplete="off"
          autocapitalize="off"
          spellcheck="false"
          dir="auto"
          placeholder=${this.say('search')}
          aria-describedby="hint"
          .value=${this.typed}
          @input=${this.onInput}
        />
        ${this.typed ? this.renderClear() : nothing}
      </span>
      <p class="hint" id="hint" part="hint" role="status">
        ${this.hintKey && html`<span>${this.say(this.hintKey)}</span>`}
      </p>
    </form>`;
  }

  protected override renderContent(): unknown {
    const { page, noticesLink } = this;
    const notices: Counted = {
      part: 'notices',
      count: page.number('total-notif'),
      link: noticesLink,
      icon: bellIcon,
    };
    const cart: Counted = {
      part: 'cart',
      count: page.number('total-cart'),
      link: '/cart/',
      icon: cartIcon,
    };
    return html`<div class="top">
      ${this.renderForm()} ${this.renderCounted(notices)} ${this.renderCounted(cart)}
    </div>`;
  }
}
