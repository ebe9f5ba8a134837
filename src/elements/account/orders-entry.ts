/** The entry to the shopper's top-ups on the balance card, with a dot while there is news of one. */
import type { LitElement, ReactiveController } from 'lit';
import { html, nothing } from 'lit';
import type { ReadableAtom } from 'nanostores';
import type { PurchaseSettings, RawSettings } from '../../stores/settings.js';
import type { Say } from '../../texts/texts.js';
import { afterPaint } from '../base/after-paint.js';
import { ensureDefined } from '../base/lazy-define.js';
import { openSheet } from '../controllers/open-sheet.js';

export class OrdersEntry implements ReactiveController {
  /** Whether there is news; `null` until that is known. */
  $news: ReadableAtom<boolean> | null = null;
  /** The sheet's file could not be loaded. */
  isFailed = false;

  private owner = '';
  private cancelLoading: (() => void) | undefined;

  constructor(private readonly host: LitElement) {
    host.addController(this);
  }

  hostDisconnected(): void {
    this.cancelLoading?.();
    this.owner = '';
  }

  /** A finger on the button: loads what the tap opens. */
  private readonly onPress = () => {
    for (const tag of ['etalase-sheet', 'etalase-orders']) ensureDefined(tag).catch(() => {});
  };

  /** Looks for news once for each shopper, after the card has been painted. */
  watch(settings: PurchaseSettings): void {
    const { shopper } = settings;
    const owner = JSON.stringify(settings);
    if (!shopper || owner === this.owner) return;
    this.owner = owner;
    this.$news = null;
    this.cancelLoading?.();
    this.cancelLoading = afterPaint(() => {
      import('../../purchase/order-news.js').then(
        ({ orderNews }) => {
          if (this.owner !== owner) return;
          this.$news = orderNews(settings, shopper.id);
          this.host.requestUpdate();
        },
        // The entry works without a dot.
        () => {},
      );
    });
  }

  private async open(rawSettings: RawSettings, say: Say): Promise<void> {
    this.isFailed = false;
    const content = { tag: 'etalase-orders', heading: say('orders') };
    await openSheet(this.host, rawSettings, content).catch(() => (this.isFailed = true));
    this.host.requestUpdate();
  }

  render(rawSettings: RawSettings, say: Say): unknown {
    return html`<button
      class="button entry"
      part="button orders"
      aria-haspopup="dialog"
      @pointerdown=${this.onPress}
      @click=${() => void this.open(rawSettings, say)}
    >
      ${say('orders')}${
        this.$news?.get()
          ? html`<span class="dot" part="dot"
              ><span class="visually-hidden">, ${say('ordersNews')}</span></span
            >`
          : nothing
      }
    </button>`;
  }
}
