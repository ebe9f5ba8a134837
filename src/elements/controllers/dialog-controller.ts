/**
 * Opens the `<dialog>` that the host renders with `renderDialogFrame`: a sheet on a phone, centred on
 * a wide screen. Escape, a tap beside it, the back button and `close` close it.
 */
import type { LitElement, ReactiveController } from 'lit';
import { closeOnBack, watchHistory } from './close-on-back.js';
import { focusInside, focusedElement } from './keep-focus.js';
import { reducedMotionQuery } from './reduced-motion.js';
import { lockScroll } from './scroll-lock.js';

/** Duration of the transitions in dialog-frame.styles.ts. */
const MOTION_MS = 200;

/**
 * With bukaOlshop's height WRAP_CONTENT a WebView is as tall as its page. The middle and the lower end
 * of such a window may be far from what the shopper sees.
 */
const isContentTallWindow = () => innerWidth < 768 && innerHeight > screen.height * 1.5;

export class DialogController implements ReactiveController {
  private dialog: HTMLDialogElement | null = null;
  private opener: Element | null = null;
  private cleanups: (() => void)[] = [];
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly host: LitElement,
    /** called after the closing transition */
    private readonly onClosed: () => void,
  ) {
    host.addController(this);
  }

  hostConnected(): void {
    watchHistory();
  }

  hostUpdated(): void {
    const dialog = this.host.renderRoot.querySelector('dialog');
    if (dialog !== this.dialog) this.detach();
    if (dialog && !this.dialog && this.host.isConnected) this.open(dialog);
  }

  hostDisconnected(): void {
    this.detach();
  }

  /** Escape closes with the same transition as all other ways. */
  private readonly onCancel = (event: Event) => {
    event.preventDefault();
    this.close();
  };

  /** A browser may close a dialog without `cancel`. A dialog that is open again by now stays open. */
  private readonly onClose = () => {
    if (!this.dialog?.open) this.finish();
  };

  private readonly onClick = ({ target, detail }: MouseEvent) => {
    // The second tap of a double tap was meant for the page behind.
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
    this.opener = focusedElement();
    placeNearOpener(dialog, this.opener);
    dialog.showModal();
    this.dialog = dialog;
    this.cleanups = [lockScroll(), closeOnBack(this.close)];
    dialog.addEventListener('cancel', this.onCancel);
    dialog.addEventListener('close', this.onClose);
    dialog.addEventListener('click', this.onClick);
    dialog.querySelector<HTMLElement>('.scroller')?.focus({ preventScroll: true });
    // A layout before the class is set gives the transition a start.
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
    // The opener may be gone by now, or may never have had the focus.
    if (document.activeElement === document.body) focusInside(this.host);
  }
}

function placeNearOpener({ style }: HTMLElement, opener: Element | null): void {
  if (!isContentTallWindow() || !opener) return;
  const visibleHeight = screen.height * 0.8;
  const { top, height } = opener.getBoundingClientRect();
  const start = Math.min(top + (height - visibleHeight) / 2, innerHeight - visibleHeight);
  style.setProperty('top', `${Math.max(0, start)}px`);
  style.setProperty('height', `${visibleHeight}px`);
}
