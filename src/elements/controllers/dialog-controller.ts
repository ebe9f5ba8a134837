/**
 * Shows an element's `<dialog>` over the page: a sheet from below on a phone, in the middle of a
 * wide screen. It is closed by Escape, by a tap beside it, by the back button, or by `close`.
 *
 * In the dialog stands a `.panel` with a `.scroller` that takes the focus.
 */
import type { LitElement, ReactiveController } from 'lit';
import { closeOnBack } from './close-on-back.js';
import { reducedMotionQuery } from './reduced-motion.js';
import { lockScroll } from './scroll-lock.js';

/** ms; also in modal.styles.ts */
const MOTION_MS = 200;

/**
 * A WebView with bukaOlshop's height WRAP_CONTENT is as tall as its page: the middle of such a
 * "screen", or its lower end, may be far from where the shopper is.
 */
const isContentTallWindow = () => innerWidth < 768 && innerHeight > screen.height * 1.5;

export class DialogController implements ReactiveController {
  private dialog: HTMLDialogElement | null = null;
  private opener: Element | null = null;
  private cleanups: (() => void)[] = [];
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly host: LitElement,
    /** The shopper closed it. */
    private readonly onClosed: () => void,
  ) {
    host.addController(this);
  }

  hostUpdated(): void {
    const dialog = this.host.renderRoot.querySelector('dialog');
    if (dialog !== this.dialog) this.detach();
    if (dialog && !this.dialog && this.host.isConnected) this.open(dialog);
  }

  hostDisconnected(): void {
    this.detach();
  }

  /** Escape closes with the same motion as everything else. */
  private readonly onCancel = (event: Event) => {
    event.preventDefault();
    this.close();
  };

  /** A browser may close it without asking. One that was opened again in the meantime stays. */
  private readonly onClose = () => {
    if (!this.dialog?.open) this.finish();
  };

  private readonly onClick = ({ target, detail }: MouseEvent) => {
    // The second tap of a double one was meant for what is behind.
    if (target === this.dialog && detail < 2) this.close();
  };

  readonly close = () => {
    const { dialog } = this;
    if (!dialog?.classList.contains('shown')) return;
    dialog.classList.remove('shown');
    const prefersReducedMotion = reducedMotionQuery().matches;
    this.timer = setTimeout(this.finish, prefersReducedMotion ? 0 : MOTION_MS);
  };

  private open(dialog: HTMLDialogElement): void {
    this.opener = deepActiveElement();
    placeNearOpener(dialog, this.opener);
    dialog.showModal();
    this.dialog = dialog;
    this.cleanups = [lockScroll(), closeOnBack(this.close)];
    dialog.addEventListener('cancel', this.onCancel);
    dialog.addEventListener('close', this.onClose);
    dialog.addEventListener('click', this.onClick);
    dialog.querySelector<HTMLElement>('.scroller')?.focus({ preventScroll: true });
    // Where it comes from has to be known before it can come.
    dialog.getBoundingClientRect();
    dialog.classList.add('shown');
  }

  private readonly finish = () => {
    this.detach();
    this.onClosed();
  };

  private detach(): void {
    const { dialog, opener } = this;
    if (!dialog) return;
    clearTimeout(this.timer);
    this.dialog = this.opener = null;
    dialog.removeEventListener('cancel', this.onCancel);
    dialog.removeEventListener('close', this.onClose);
    dialog.removeEventListener('click', this.onClick);
    dialog.classList.remove('shown');
    dialog.close();
    for (const each of this.cleanups.splice(0)) each();
    if (opener instanceof HTMLElement) opener.focus({ preventScroll: true });
  }
}

/** What has the focus, in whatever shadow root it is. */
function deepActiveElement(): Element | null {
  let element = document.activeElement;
  while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
  return element;
}

function placeNearOpener({ style }: HTMLElement, opener: Element | null): void {
  if (!isContentTallWindow() || !opener) return;
  const visibleHeight = screen.height * 0.8;
  const { top, height } = opener.getBoundingClientRect();
  const start = Math.min(top + (height - visibleHeight) / 2, innerHeight - visibleHeight);
  style.setProperty('top', `${Math.max(0, start)}px`);
  style.setProperty('height', `${visibleHeight}px`);
}
