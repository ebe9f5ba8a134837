/**
 * Base class of all elements: settings, texts, theme, subscriptions, and the states of a feed. It
 * reads stores and never sends a request itself.
 */
import type { CSSResult, PropertyDeclarations, PropertyValues, TemplateResult } from 'lit';
import { html, LitElement, nothing } from 'lit';
import type { ReadableAtom } from 'nanostores';
import type { ErrorCode } from '../../open-api/result.js';
import { isNetworkError } from '../../open-api/result.js';
import type { Feed, FeedStore, ReadyFeed } from '../../stores/feed.js';
import type { RawSettings, Settings } from '../../stores/settings.js';
import { readSettings, DEFAULT_SETTINGS } from '../../stores/settings.js';
import type { Shop } from '../../stores/shop.js';
import { openShop } from '../../stores/shop.js';
import { entryIndonesian } from '../../texts/id/entry.js';
import type { Say, TextKey, Texts } from '../../texts/texts.js';
import { createSay, englishTexts, loadEnglish } from '../../texts/texts.js';
import { boxIcon, cloudOffIcon } from '../ui/icons/icons.js';
import {
  errorTextOf,
  renderRetryButton,
  renderSkeleton,
  renderStaleBar,
  renderState,
} from '../ui/states.js';
import { afterPaint } from './after-paint.js';
import { adjustContrast, onTransitionEnd } from './contrast.js';
import { sharedStyles } from './element.styles.js';
import { EtalaseErrorEvent } from './events.js';
import { setFailing } from './one-voice.js';
import type { Scope } from './scope.js';
import { findScope } from './scope.js';

/** What an element renders for each state of its feed. */
export interface FeedTemplates<T> {
  skeleton(): unknown;
  empty(): unknown;
  ready(feed: ReadyFeed<T>): unknown;
}

const asAttribute = (value: unknown): string | null => {
  if (typeof value === 'object') return value && JSON.stringify(value);
  return typeof value === 'string' || typeof value === 'number' ? String(value) : null;
};

/**
 * @attr {string} token - the shop's Open API token; it is made for pages, unlike the API key, which never
 *   belongs into one
 * @attr {string} id-user - always `{{id_user}}`: the app fills it in; while it does not, the visitor is a guest
 * @attr {string} token-user - always `{{token_user}}`, for the same reason
 * @attr {'id' | 'en'} [lang=id] - language of the texts
 * @attr {'auto' | 'light' | 'dark'} [theme=auto] - colours; `auto` follows the phone
 * @attr {string} texts - texts of the page's own, by their names, as JSON
 * @attr {string} help - https address of the seller behind the button "Contact the seller" of a receipt:
 *   `https://wa.me/62…`, a chat or a page; for `wa.me` the order's number and status are filled in
 * @attr {string} proxy - https address of the proxy that sells digital goods
 * @attr {string} api - address of another Open API, such as the sandbox's or the proxy's `/open`; bukaOlshop's own without it
 * @slot error - replaces the sentence and the button shown when loading failed
 * @slot empty - replaces what is shown when there is nothing
 * @csspart base - everything inside the element
 * @csspart state - the empty, guest or error sentence with its button
 * @csspart empty - the sentence where there is nothing
 * @csspart error - the sentence where loading failed
 * @csspart skeleton - what stands there while loading
 * @csspart button - any button of the element
 * @csspart stale - the bar above data of an earlier visit
 * @csspart retry - the button that tries again
 * @cssprop --etalase-accent - the brand colour: prices, buttons, choices
 * @cssprop --etalase-surface - the background
 * @cssprop --etalase-text - text
 * @cssprop --etalase-muted - secondary text
 * @cssprop --etalase-line - lines
 * @cssprop --etalase-danger - errors and discounts
 * @cssprop --etalase-success - money coming in
 * @cssprop --etalase-radius - the corner radius
 * @cssprop --etalase-gap - the gap between cards
 * @cssprop --etalase-font - the font; without it the page's own
 */
export abstract class EtalaseElement extends LitElement {
  static override styles: CSSResult[] = [sharedStyles];

  static override properties: PropertyDeclarations = {
    token: {},
    idUser: { attribute: 'id-user' },
    tokenUser: { attribute: 'token-user' },
    api: {},
    proxy: {},
    lang: { reflect: true },
    theme: {},
    help: {},
    texts: {},
  };

  /** Frameworks set numbers, objects and `undefined`; a property is read as its attribute is. */
  protected static override finalize(): void {
    if (Object.prototype.hasOwnProperty.call(this, 'finalized')) return;
    super.finalize();
    for (const [name, { attribute }] of this.elementProperties) {
      const accessors = Object.getOwnPropertyDescriptor(this.prototype, name);
      if (attribute === false || !accessors) continue;
      Object.defineProperty(this.prototype, name, {
        ...accessors,
        set(value: unknown) {
          accessors.set?.call(this, asAttribute(value));
        },
      });
    }
  }

  declare token: string | null;
  declare idUser: string | null;
  declare tokenUser: string | null;
  declare api: string | null;
  declare proxy: string | null;
  declare lang: string;
  declare theme: string | null;
  declare help: string | null;
  declare texts: string | null;

  protected scope: Scope | null = null;
  protected settings: Settings = DEFAULT_SETTINGS;
  /** The shop of these settings, or `null` where they name none. */
  protected shop: Shop | null = null;
  protected say: Say = createSay(entryIndonesian, {});

  /** nothing but a placeholder is shown */
  protected isLoading = false;
  private isNetworkFailing = false;
  /** px, of what was in the place of the content */
  protected heldHeight = 0;

  private subscriptions = new Map<ReadableAtom<unknown>, () => void>();
  private errorCode: ErrorCode | null = null;
  private reportedCode: ErrorCode | null = null;
  private leaveScope: (() => void) | undefined;
  private readonly darkScheme = matchMedia('(prefers-color-scheme: dark)');
  private cancelPaint: (() => void) | undefined;
  private readonly childObserver = new MutationObserver(() => this.requestUpdate());

  constructor() {
    super();
    this.token = this.idUser = this.tokenUser = this.api = null;
    this.proxy = this.theme = this.help = this.texts = null;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.scope = findScope(this);
    this.leaveScope = this.scope?.$chain.listen(this.rerender);
    this.darkScheme.addEventListener('change', this.rerender);
    this.childObserver.observe(this, { childList: true });
    this.requestUpdate();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.cancelPaint?.();
    this.cancelPaint = undefined;
    this.leaveScope?.();
    setFailing(this, false);
    this.childObserver.disconnect();
    this.darkScheme.removeEventListener('change', this.rerender);
    for (const stop of this.subscriptions.values()) stop();
    this.subscriptions.clear();
  }

  /** A detached element renders nothing and requests nothing. */
  protected override shouldUpdate(): boolean {
    return this.isConnected;
  }

  protected override willUpdate(_changed: PropertyValues<this>): void {
    this.settings = readSettings(this.settingsChain, document.baseURI);
    const { openApi, language, texts } = this.settings;
    this.shop = openApi.ok ? openShop(openApi.value) : null;
    const languageTexts = language === 'id' ? this.indonesian : englishTexts();
    if (languageTexts) this.say = createSay(languageTexts, texts);
    // If the English texts cannot be loaded, the Indonesian ones stay.
    else loadEnglish().then(this.rerender, () => {});
    this.subscribe(this.watchedStores());
  }

  /** Where content is shorter than what was in its place, what follows the element stays where it is. */
  protected override update(changed: PropertyValues<this>): void {
    const wasLoading = this.isLoading;
    if (wasLoading) this.heldHeight = this.offsetHeight;
    super.update(changed);
    if (!this.isNetworkFailing) setFailing(this, false);
    if (this.isLoading && !wasLoading && this.hasUpdated) this.heldHeight = 0;
    const frame = this.renderRoot.firstElementChild;
    if (frame instanceof HTMLElement) frame.style.minHeight = `${this.heldHeight}px`;
  }

  protected override updated(_changed: PropertyValues<this>): void {
    this.report();
    // After the first paint, reading computed styles does not force another layout.
    if (this.renderRoot.firstElementChild) {
      this.cancelPaint ??= afterPaint(() => void adjustContrast(this.renderRoot.firstElementChild));
    }
  }

  /** The Indonesian texts. Elements outside the entry script add theirs. */
  protected get indonesian(): Partial<Texts> {
    return entryIndonesian;
  }

  /** The settings name a shop, but no shopper. */
  protected get isGuest(): boolean {
    const { openApi } = this.settings;
    return openApi.ok && openApi.value.shopper === null;
  }

  /** The element's own attributes, then those of the shops around it, the nearest first. */
  protected get settingsChain(): readonly RawSettings[] {
    return [this.rawSettings, ...(this.scope?.$chain.get() ?? [])];
  }

  protected get rawSettings(): RawSettings {
    const { token, idUser, tokenUser, api, proxy, lang, theme, help, texts } = this;
    return { token, idUser, tokenUser, api, proxy, lang, theme, help, texts };
  }

  /** Has no background and no text of its own, because the element only holds others. */
  protected get isBare(): boolean {
    return false;
  }

  /** An exception is shown as this element's error, and the next update tries again. */
  private get contentOrError(): unknown {
    this.isLoading = this.isNetworkFailing = false;
    try {
      return this.renderContent();
    } catch (error) {
      console.warn(error);
      this.errorCode = 'malformed';
      return this.renderFailed('malformed', this.rerender);
    }
  }

  /** A listener: takes no arguments, unlike `requestUpdate`. */
  protected readonly rerender = (): void => this.requestUpdate();

  /** The stores that this element shows now. It subscribes to these and drops all others. */
  protected abstract watchedStores(): readonly ReadableAtom<unknown>[];

  protected errorText(code: ErrorCode): TextKey {
    return errorTextOf(code);
  }

  /** The network fails, and another element says so for the page. */
  protected isQuiet(code: string): boolean {
    this.isNetworkFailing = isNetworkError(code);
    return setFailing(this, this.isNetworkFailing);
  }

  private subscribe(stores: readonly ReadableAtom<unknown>[]): void {
    for (const [store, stop] of this.subscriptions) {
      if (stores.includes(store)) continue;
      stop();
      this.subscriptions.delete(store);
    }
    for (const store of stores) {
      if (!this.subscriptions.has(store)) {
        this.subscriptions.set(store, store.listen(this.rerender));
      }
    }
  }

  /** Dispatches one event for each failure, not for each render. */
  private report(): void {
    const code = this.errorCode;
    if (code === this.reportedCode) return;
    this.reportedCode = code;
    if (code && code !== 'guest') this.dispatchEvent(new EtalaseErrorEvent(code, this));
  }

  /** Renders a feed in its current state. `store` is `null` if the settings name no shop. */
  protected renderFeed<T>(store: FeedStore<T> | null, states: FeedTemplates<T>): unknown {
    const { openApi } = this.settings;
    const feed: Feed<T> = store
      ? store.$feed.get()
      : { status: 'failed', code: openApi.ok ? 'settings' : openApi.code };
    if (feed.status === 'failed') {
      const { code } = feed;
      this.errorCode = code;
      return this.isQuiet(code)
        ? this.renderSkeleton(states.skeleton())
        : this.renderFailed(code, store && (() => store.refresh()));
    }
    if (feed.status !== 'ready') return this.renderSkeleton(states.skeleton());
    this.errorCode = feed.staleReason ?? (feed.dropped > 0 ? 'malformed' : null);
    // An array renders faster than another template, and this is before the first card.
    return [
      feed.staleReason
        ? renderStaleBar(feed.at, this.settings.language, this.say, () => store?.refresh())
        : nothing,
      feed.rows.length === 0 && feed.done ? states.empty() : states.ready(feed),
    ];
  }

  protected renderSkeleton(shapes: unknown): TemplateResult {
    this.isLoading = true;
    return renderSkeleton(this.say, shapes);
  }

  protected renderFailed(code: ErrorCode, retry: (() => void) | null): TemplateResult {
    const text = this.say(this.errorText(code));
    const picture = isNetworkError(code) ? cloudOffIcon : boxIcon;
    return renderState('error', picture, text, retry && renderRetryButton(this.say, retry));
  }

  protected renderEmpty(text: string, more: unknown = nothing): TemplateResult {
    return renderState('empty', boxIcon, text, more);
  }

  /** The content of the themed frame. `nothing` renders no frame either. */
  protected abstract renderContent(): unknown;

  protected override render(): unknown {
    const content = this.contentOrError;
    if (content === nothing) return nothing;
    const { theme, language } = this.settings;
    const isDark = theme === 'dark' || (theme === 'auto' && this.darkScheme.matches);
    return html`<div
      class="etalase"
      part="base"
      lang=${language}
      ?data-bare=${this.isBare}
      data-theme=${isDark ? 'dark' : 'light'}
      @transitionend=${onTransitionEnd}
    >
      ${content}
    </div>`;
  }
}
