/**
 * Gives text a readable colour where the page has set its own accent or surface. The built-in
 * colours have enough contrast, so pages without colours of their own never load that code.
 */
import type { ReactiveController, ReactiveElement } from 'lit';
import { afterPaint } from './after-paint.js';

export class ContrastController implements ReactiveController {
  private cancelPaint: (() => void) | null = null;

  constructor(private readonly host: ReactiveElement) {
    host.addController(this);
  }

  hostUpdated(): void {
    // After the first frame, computed styles are there without a layout of their own.
    if (this.host.renderRoot.firstElementChild) {
      this.cancelPaint ??= afterPaint(() => void this.match());
    }
  }

  hostDisconnected(): void {
    this.cancelPaint?.();
    this.cancelPaint = null;
  }

  /** The frame's transitions report that the page has changed a colour; see element.styles.ts. */
  readonly onTransitionEnd = ({ propertyName }: TransitionEvent): void => {
    if (/outline-color|column-rule-color/.test(propertyName)) void this.match();
  };

  private async match(): Promise<void> {
    const frame = this.host.renderRoot.firstElementChild;
    if (!(frame instanceof HTMLElement)) return;
    const styles = getComputedStyle(frame);
    const customColours =
      styles.getPropertyValue('--etalase-accent') + styles.getPropertyValue('--etalase-surface');
    if (customColours.trim() === '' && !frame.hasAttribute('style')) return;
    const colours = await import('./match-colours.js').catch(() => null);
    colours?.matchColours(frame);
  }
}
