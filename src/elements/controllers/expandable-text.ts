/** Measures whether the host's `.clamped` text is cut off, and expands or collapses it. */
import type { LitElement, ReactiveController } from 'lit';

export class ExpandableText implements ReactiveController {
  isOverflowing = false;
  isExpanded = false;
  private text: Element | null = null;
  private readonly observer = new ResizeObserver(() => this.measure());

  constructor(private readonly host: LitElement) {
    host.addController(this);
  }

  hostUpdated(): void {
    const text = this.host.isConnected ? this.host.renderRoot.querySelector('.clamped') : null;
    if (text === this.text) return;
    this.observer.disconnect();
    this.text = text;
    if (text) this.observer.observe(text);
  }

  hostDisconnected(): void {
    this.observer.disconnect();
    this.text = null;
  }

  /** Call it when the text changes. */
  reset(): void {
    this.isOverflowing = this.isExpanded = false;
  }

  readonly toggle = () => {
    this.isExpanded = !this.isExpanded;
    this.host.requestUpdate();
  };

  private measure(): void {
    if (!this.text || this.isExpanded) return;
    const isOverflowing = this.text.scrollHeight > this.text.clientHeight + 1;
    if (isOverflowing === this.isOverflowing) return;
    this.isOverflowing = isOverflowing;
    this.host.requestUpdate();
  }
}
