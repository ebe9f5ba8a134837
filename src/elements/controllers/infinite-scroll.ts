/**
 * Reports that the shopper has scrolled near the host's `.foot`, the button for more.
 *
 * A WebView with bukaOlshop's height WRAP_CONTENT is as tall as its content: the end is always in view
 * and nothing scrolls. So each report also requires a scroll since the last one.
 */
import type { LitElement, ReactiveController } from 'lit';
import { composedParentOf } from '../base/scope.js';

/** Distance from the end at which the next page is requested. */
const PREFETCH_MARGIN = '600px';

export class InfiniteScroll implements ReactiveController {
  private observer: IntersectionObserver | null = null;
  private observed: Element | null = null;
  private isNear = false;
  private hasScrolled = false;

  /** @param onEnd returns whether it requested a page; if so, the next call needs another scroll */
  constructor(
    private readonly host: LitElement,
    private readonly onEnd: () => boolean,
  ) {
    host.addController(this);
  }

  hostConnected(): void {
    // The shopper may have scrolled before this file was loaded.
    this.hasScrolled = scrollY > 0;
    addEventListener('scroll', this.onScroll, { capture: true, passive: true });
  }

  hostDisconnected(): void {
    removeEventListener('scroll', this.onScroll, { capture: true });
    this.observer?.disconnect();
    this.observer = this.observed = null;
    this.isNear = this.hasScrolled = false;
  }

  hostUpdated(): void {
    const sentinel = this.host.renderRoot.querySelector('.foot');
    if (sentinel === this.observed) return;
    this.observer?.disconnect();
    this.isNear = false;
    this.observed = sentinel;
    if (!sentinel) return;
    this.observer ??= new IntersectionObserver(this.onIntersection, {
      rootMargin: PREFETCH_MARGIN,
    });
    this.observer.observe(sentinel);
  }

  private readonly onIntersection = (entries: IntersectionObserverEntry[]) => {
    this.isNear = entries[entries.length - 1]?.isIntersecting ?? false;
    this.loadIfReached();
  };

  private readonly onScroll = ({ target }: Event) => {
    for (let node: Node | null = this.host; node; node = composedParentOf(node)) {
      if (node === target) {
        this.hasScrolled = true;
        this.loadIfReached();
        return;
      }
    }
  };

  private loadIfReached(): void {
    if (this.isNear && this.hasScrolled && this.onEnd()) this.hasScrolled = false;
  }
}
