/** Photos in a row, moved by swipes, buttons and arrow keys. */
import type { LitElement } from 'lit';
import { html, nothing } from 'lit';
import type { Say } from '../../texts/texts.js';
import { nextIcon, previousIcon } from '../ui/icons/action-icons.js';

export interface Photo {
  /** `null` where the product has none */
  readonly address: string | null;
  readonly index: number;
  readonly total: number;
  /** It is the one in view. */
  readonly isCurrent: boolean;
}

export class Gallery {
  index = 0;
  private total = 0;

  /** @param renderPhoto one photo, as wide as the row */
  constructor(
    private readonly host: LitElement,
    private readonly renderPhoto: (photo: Photo, say: Say) => unknown,
  ) {}

  private readonly onScroll = ({ target }: Event) => {
    if (!(target instanceof Element) || target.clientWidth === 0) return;
    const index = Math.round(Math.abs(target.scrollLeft) / target.clientWidth);
    if (index === this.index) return;
    this.index = index;
    this.host.requestUpdate();
  };

  private readonly onKey = (event: KeyboardEvent) => {
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    const strip = this.host.renderRoot.querySelector('.strip');
    if (step === undefined || !strip) return;
    event.preventDefault();
    this.show(this.index + step * directionOf(strip));
  };

  /** Call it when the product changes: starts at the first picture. */
  reset(): void {
    this.index = 0;
  }

  /** Scrolls to a photo. */
  show(index: number): void {
    const strip = this.host.renderRoot.querySelector('.strip');
    const target = Math.min(Math.max(index, 0), this.total - 1);
    if (strip) strip.scrollTo({ left: target * strip.clientWidth * directionOf(strip) });
  }

  private renderFrame(content: unknown) {
    return html`<div class="gallery" part="gallery" @keydown=${this.onKey}>${content}</div>`;
  }

  private renderAt(address: string | null, index: number, say: Say) {
    const total = Math.max(this.total, 1);
    return this.renderPhoto({ address, index, total, isCurrent: index === this.index }, say);
  }

  private renderControls(say: Say) {
    const { index, total } = this;
    return html`<button
        class="arrow"
        part="previous"
        aria-label=${say('previousPhoto')}
        aria-disabled=${index === 0 ? 'true' : nothing}
        @click=${() => this.show(index - 1)}
      >
        ${previousIcon}
      </button>
      <button
        class="arrow next"
        part="next"
        aria-label=${say('nextPhoto')}
        aria-disabled=${index === total - 1 ? 'true' : nothing}
        @click=${() => this.show(index + 1)}
      >
        ${nextIcon}
      </button>
      <span class="counter" part="counter" aria-hidden="true">${index + 1}/${total}</span>`;
  }

  render(images: readonly string[], say: Say): unknown {
    this.total = images.length;
    this.index = Math.max(0, Math.min(this.index, images.length - 1));
    if (images.length < 2) return this.renderFrame(this.renderAt(images[0] ?? null, 0, say));
    const strip = html`<div
      class="strip"
      role="group"
      aria-label=${say('photo', { n: this.index + 1, total: this.total })}
      @scroll=${this.onScroll}
    >
      ${images.map((image, index) => this.renderAt(image, index, say))}
    </div>`;
    return this.renderFrame(html`${strip}${this.renderControls(say)}`);
  }
}

/** In right-to-left text, the next picture is to the left. */
const directionOf = (strip: Element) => (getComputedStyle(strip).direction === 'rtl' ? -1 : 1);
