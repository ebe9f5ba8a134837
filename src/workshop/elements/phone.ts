import { html, nothing, type CSSResult, type PropertyDeclarations } from 'lit';
import { ref } from 'lit/directives/ref.js';
import { OPEN_API } from '../checks/check-servers.js';
import { mirrorOf } from '../code/snippet.js';
import { bridgeFrame } from '../preview/bridge.js';
import { CATEGORY } from '../choice/placeholders.js';
import { previewOf } from '../preview/preview.js';
import type { WorkshopTextKey } from '../texts/texts.js';
import { reloadIcon } from './icons.js';
import { phoneStyles } from './phone.styles.js';
import { WorkshopElement } from './workshop-element.js';

/** A colour that is being dragged is shown when it rests. */
const SETTLED_MS = 300;
const PHONE_PX = 360;

type Toggle = 'isPhone' | 'isDark' | 'isLarge' | 'isGuest' | 'isOffline';

const TOGGLES: readonly (readonly [Toggle, WorkshopTextKey])[] = [
  ['isDark', 'dark'],
  ['isLarge', 'large'],
  ['isGuest', 'guest'],
  ['isOffline', 'offline'],
];

/** The code in a phone, in the circumstances that its shoppers have. */
export class WorkshopPhone extends WorkshopElement {
  static override styles: CSSResult[] = [...WorkshopElement.styles, phoneStyles];
  static override properties: PropertyDeclarations = {
    ...WorkshopElement.properties,
    toggles: { state: true },
    shown: { state: true },
  };

  declare private toggles: Readonly<Record<Toggle, boolean>>;
  /** the code that the frame shows */
  declare private shown: string;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private endBridge: (() => void) | undefined;
  private stopWatching: (() => void) | undefined;
  private readonly scriptNonce = crypto.getRandomValues(new Uint32Array(4)).join('-');

  constructor() {
    super();
    this.toggles = {
      isPhone: true,
      isDark: false,
      isLarge: false,
      isGuest: false,
      isOffline: false,
    };
    this.shown = '';
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.shown = this.workshop.$snippet.get();
    this.stopWatching = this.workshop.$snippet.listen((snippet) => {
      clearTimeout(this.timer);
      const isShowing = this.renderRoot.querySelector('iframe') !== null;
      if (!isShowing) this.shown = snippet;
      else this.timer = setTimeout(() => (this.shown = snippet), SETTLED_MS);
    });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.timer);
    this.stopWatching?.();
    this.endBridge?.();
    this.endBridge = undefined;
  }

  protected override updated(): void {
    const frame = this.renderRoot.querySelector('iframe');
    if (!frame) {
      this.endBridge?.();
      this.endBridge = undefined;
    }
  }

  private get missing(): WorkshopTextKey | null {
    const { token, api, proxy, script } = this.workshop.$connection.get();
    if (token === '' && (api === '' || api !== mirrorOf(proxy))) return 'needShop';
    return script === '' ? 'needScript' : null;
  }

  /** Before the frame's document is set, for its first message comes while that is parsed. */
  private readonly onFrame = (frame: Element | undefined): void => {
    this.endBridge?.();
    this.endBridge = undefined;
    if (!(frame instanceof HTMLIFrameElement)) return;
    const { $connection, $isExample, platform } = this.workshop;
    this.endBridge = bridgeFrame(frame, {
      fetch: (input, init) => platform.fetch(input, init),
      now: () => platform.now(),
      bases: () => {
        const { api, proxy } = $connection.get();
        return [api === '' ? OPEN_API : api, ...(proxy === '' ? [] : [proxy])];
      },
      mayWrite: () => $isExample.get(),
    });
  };

  private readonly onReload = (): void => {
    const { shown } = this;
    this.shown = '';
    void this.updateComplete.then(() => (this.shown = shown));
  };

  protected override watchedStores() {
    const { $connection, $findings, $sandbox, $isExample } = this.workshop;
    return [$connection, $findings, $sandbox, $isExample];
  }

  private toggle(name: Toggle): void {
    this.toggles = { ...this.toggles, [name]: !this.toggles[name] };
  }

  private renderNothing(missing: WorkshopTextKey): unknown {
    return html`<div class="nothing">
      <h3>${this.say('nothingYet')}</h3>
      <p>${this.say(missing)}</p>
      ${
        missing === 'needShop' && this.workshop.$sandbox.get()
          ? html`<button
              class="button primary"
              type="button"
              @click=${() => this.workshop.useSandbox()}
            >
              ${this.say('useExample')}
            </button>`
          : nothing
      }
    </div>`;
  }

  private renderFrame(): unknown {
    const { toggles, shown, workshop } = this;
    const { isDark, isLarge, isOffline, isGuest } = toggles;
    const sandbox = workshop.$isExample.get() ? workshop.$sandbox.get() : null;
    const shopper = isGuest || !sandbox ? null : sandbox.shopper;
    const category = sandbox?.categories[workshop.$design.get().page];
    const snippet = category ? shown.split(CATEGORY).join(category) : shown;
    const page = previewOf(snippet, {
      isDark,
      isLarge,
      isOffline,
      shopper,
      nonce: this.scriptNonce,
    });
    return html`<iframe
      title=${this.say('phone', { n: PHONE_PX })}
      sandbox="allow-scripts"
      ${ref(this.onFrame)}
      .srcdoc=${page}
    ></iframe>`;
  }

  private renderToggle(name: Toggle, label: string, isPressed: boolean, isOff = false): unknown {
    return html`<button
      class="chip ${name === 'isPhone' ? 'of-wide' : ''}"
      type="button"
      aria-pressed=${isPressed}
      ?disabled=${isOff}
      @click=${() => this.toggle(name)}
    >
      ${label}
    </button>`;
  }

  protected override render(): unknown {
    const { say, toggles, missing, shown } = this;
    const isExample = this.workshop.$isExample.get();
    return html`
      <div class="toggles" role="group" aria-label=${say('toggles')}>
        ${this.renderToggle('isPhone', `${PHONE_PX} px`, toggles.isPhone)}
        ${TOGGLES.map(([name, key]) => {
          const isAlways = name === 'isGuest' && !isExample;
          return this.renderToggle(name, say(key), isAlways || toggles[name], isAlways);
        })}
        <button class="chip" type="button" aria-label=${say('reload')} @click=${this.onReload}>
          ${reloadIcon}
        </button>
      </div>
      <div class="phone ${toggles.isPhone ? '' : 'wide'} ${toggles.isDark ? 'dark' : ''}">
        ${missing ? this.renderNothing(missing) : shown === '' ? nothing : this.renderFrame()}
      </div>
      ${toggles.isOffline ? html`<p class="note">${say('offlineOn')}</p>` : nothing}
      ${isExample || missing ? nothing : html`<p class="note">${say('guestOnly')}</p>`}
    `;
  }
}
