import type { CSSResult, PropertyDeclarations, PropertyValues } from 'lit';
import { html, nothing } from 'lit';
import type { ReadableAtom } from 'nanostores';
import type { Slide } from '../../open-api/slides.js';
import { slides } from '../../open-api/slides.js';
import type { FeedStore } from '../../stores/feed.js';
import { createFeeds } from '../../stores/shop.js';
import { toggleBroken } from '../ui/image.js';
import { LazyElement } from '../base/lazy-element.js';
import { Autoplay } from '../controllers/autoplay.js';
import { DesignerTemplate } from '../controllers/designer-template.js';
import { RovingFocus } from '../controllers/roving-focus.js';
import { slidesStyles } from './slides.styles.js';

const DEFAULT_INTERVAL_SECONDS = 5;
const MIN_INTERVAL_SECONDS = 2;
/** A longer timer may overflow, and then fires at once. */
const MAX_INTERVAL_SECONDS = 60 * 60;
const NO_SLIDES: readonly Slide[] = [];

const feeds = createFeeds(slides);

/** Seconds between slides, within bounds; 0 turns autoplay off. */
function readInterval(value: string | null): number {
  const seconds = Number(value?.trim() || DEFAULT_INTERVAL_SECONDS);
  if (Number.isNaN(seconds)) return DEFAULT_INTERVAL_SECONDS;
  if (seconds <= 0) return 0;
  return Math.min(Math.max(MIN_INTERVAL_SECONDS, seconds), MAX_INTERVAL_SECONDS);
}

/**
 * The shop's slides. They advance by themselves until the shopper swipes or uses the dots.
 *
 * @tag etalase-slides
 * @attr {number} [interval=5] - seconds that a slide is shown, at least 2; 0 stops
 * @slot header - adds a heading
 * @slot - a `<template>` here replaces the slide
 * @fires etalase-error - the slides could not be shown
 * @csspart track - the slides together, which scroll
 * @csspart slide - one slide, a link where it has a target
 * @csspart image - a slide's image
 * @csspart dots - the dots together
 * @csspart dot - one dot's button
 */
export class EtalaseSlides extends LazyElement {
  static override styles: CSSResult[] = [...LazyElement.styles, slidesStyles];

  static override properties: PropertyDeclarations = {
    interval: {},
    current: { state: true },
    snapOffsets: { state: true },
  };

  declare interval: string | null;
  /** index of the current snap offset */
  declare protected current: number;
  /** scroll positions of the track, px; fewer than slides where several fit side by side */
  declare protected snapOffsets: readonly number[];

  private readonly autoplay = new Autoplay(this, () => this.goTo(this.current + 1));
  private readonly template = new DesignerTemplate<Slide>(this);
  private readonly resizeObserver = new ResizeObserver(() => this.measure());
  /** the track and the rows at the last measurement */
  private lastMeasured: readonly unknown[] = [];

  constructor() {
    super();
    this.interval = null;
    this.current = 0;
    this.snapOffsets = [];
    new RovingFocus(this, '.track');
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.resizeObserver.disconnect();
    this.lastMeasured = [];
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    super.willUpdate(changed);
    this.template.render(this.rows, () => {});
  }

  protected override updated(changed: PropertyValues<this>): void {
    super.updated(changed);
    const { track, rows } = this;
    if (track !== this.lastMeasured[0] || rows !== this.lastMeasured[1]) {
      this.lastMeasured = [track, rows];
      this.resizeObserver.disconnect();
      // The observer also reports the first size, as soon as there is a layout.
      if (track) this.resizeObserver.observe(track);
    }
    this.autoplay.setIntervalSeconds(
      this.snapOffsets.length > 1 && track ? readInterval(this.interval) : 0,
    );
  }

  private get feed(): FeedStore<Slide> | null {
    return this.shop && feeds(this.shop);
  }

  private get rows(): readonly Slide[] {
    const feed = this.feed?.$feed.get();
    return feed?.status === 'ready' ? feed.rows : NO_SLIDES;
  }

  /** Linked slides are a tab stop already, one for all of them. */
  private get isTrackStop(): boolean {
    const hasLinks = !this.template.element && this.rows.some(({ url_tujuan }) => url_tujuan);
    return this.snapOffsets.length > 1 && !hasLinks;
  }

  private get track(): HTMLElement | null {
    return this.renderRoot.querySelector('#track');
  }

  private readonly onScroll = () => {
    if (this.autoplay.isTouched) this.autoplay.stop();
    this.findCurrent();
  };

  private readonly onWheel = (event: WheelEvent) => {
    if (Math.abs(event.deltaX) > Math.abs(event.deltaY) || event.shiftKey) this.autoplay.stop();
  };

  private readonly onKey = (event: KeyboardEvent) => {
    if (/^Arrow(Left|Right)$/.test(event.key)) this.autoplay.stop();
  };

  private readonly onDot = (index: number) => {
    this.autoplay.stop();
    this.goTo(index);
  };

  protected override watchedStores(): readonly ReadableAtom<unknown>[] {
    return this.feed ? [this.feed.$feed] : [];
  }

  /** Scrolls only the track, never the page. After the last slide it starts again at the first. */
  private goTo(index: number): void {
    const left = this.snapOffsets[index] ?? this.snapOffsets[0] ?? 0;
    this.track?.scrollTo({
      left,
      behavior: this.autoplay.prefersReducedMotion ? 'auto' : 'smooth',
    });
  }

  private measure(): void {
    const track = this.track;
    if (!track) return;
    const slot = track.querySelector('slot');
    const slideElements = slot ? slot.assignedElements() : Array.from(track.children);
    const start = track.getBoundingClientRect().left - track.scrollLeft;
    const last = track.scrollWidth - track.clientWidth;
    // The assigned nodes include the template itself, which has no box.
    const boxes = slideElements.flatMap((slide) => Array.from(slide.getClientRects()).slice(0, 1));
    const lefts = boxes.map((box) => Math.min(last, Math.round(box.left - start)));
    const snapOffsets = Array.from(new Set(lefts));
    if (snapOffsets.join() !== this.snapOffsets.join()) this.snapOffsets = snapOffsets;
    this.findCurrent();
  }

  private findCurrent(): void {
    const { track, snapOffsets } = this;
    if (!track) return;
    const distances = snapOffsets.map((stop) => Math.abs(stop - track.scrollLeft));
    this.current = Math.max(0, distances.indexOf(Math.min(...distances)));
  }

  private renderSlideSkeleton() {
    return html`<div class="track">
      <div class="slide skeleton-shape"></div>
      <div class="slide skeleton-shape"></div>
      <div class="slide skeleton-shape"></div>
    </div>`;
  }

  private renderSlides(rows: readonly Slide[]) {
    if (this.template.isLoading) return this.renderSkeleton(this.renderSlideSkeleton());
    return html`<div class="frame">
      <div
        class="track"
        id="track"
        part="track"
        role="region"
        aria-label=${this.say('slides')}
        tabindex=${this.isTrackStop ? '0' : nothing}
        data-count=${rows.length}
        @scroll=${this.onScroll}
        @wheel=${{ handleEvent: this.onWheel, passive: true }}
        @keydown=${this.onKey}
      >
        ${
          this.template.element
            ? html`<slot></slot>`
            : rows.map((slide, index) => this.renderSlide(slide, index, rows.length))
        }
      </div>
      ${this.snapOffsets.length > 1 ? this.renderDots() : nothing}
    </div>`;
  }

  private renderSlide({ url_gambar_slide, url_tujuan }: Slide, index: number, total: number) {
    const image = html`<img
      part="image"
      alt=${this.say('slide', { n: index + 1, total })}
      loading=${index === 0 ? 'eager' : 'lazy'}
      fetchpriority=${index === 0 ? 'high' : nothing}
      decoding="async"
      src=${url_gambar_slide}
      draggable="false"
      @error=${toggleBroken}
      @load=${toggleBroken}
    />`;
    return url_tujuan
      ? html`<a class="slide tap" part="slide" href=${url_tujuan}>${image}</a>`
      : html`<div class="slide" part="slide">${image}</div>`;
  }

  /** Dots are no tab stops: the arrow keys move the slides. */
  private renderDots() {
    return html`<div class="dots" part="dots">
      ${this.snapOffsets.map(
        (_stop, index) =>
          html`<button
            part="dot"
            tabindex="-1"
            aria-label=${this.say('slideGo', { n: index + 1 })}
            aria-current=${index === this.current ? 'true' : nothing}
            @click=${() => this.onDot(index)}
          >
            <i></i>
          </button>`,
      )}
    </div>`;
  }

  protected override renderContent(): unknown {
    return html`<slot name="header"></slot> ${this.renderFeed(this.feed, {
        skeleton: () => this.renderSlideSkeleton(),
        empty: () => this.renderEmpty(this.say('noSlides')),
        ready: ({ rows }) => this.renderSlides(rows),
      })}`;
  }
}
