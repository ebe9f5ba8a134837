/**
 * Takes a step every few seconds, but not while the shopper touches or points at the element, has
 * the focus in it, or cannot see the page; never where less motion is wished for.
 */
import type { LitElement, ReactiveController } from 'lit';

/** What holds it, and until when. */
const HOLDS: Readonly<Record<string, readonly [reason: string, isHeld: boolean]>> = {
  touchstart: ['touch', true],
  touchend: ['touch', false],
  touchcancel: ['touch', false],
  pointerenter: ['pointer', true],
  pointerleave: ['pointer', false],
  focusin: ['focus', true],
  focusout: ['focus', false],
};

export class Autoplay implements ReactiveController {
  private readonly calm = matchMedia('(prefers-reduced-motion: reduce)');
  private readonly holds = new Set<string>();
  private seconds = 0;
  private isOver = false;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly host: LitElement,
    private readonly step: () => void,
  ) {
    host.addController(this);
  }

  /** Motion is unwelcome. */
  get isCalm(): boolean {
    return this.calm.matches;
  }

  get isTouched(): boolean {
    return this.holds.has('touch');
  }

  /** @param seconds between two steps; 0 for none */
  every(seconds: number): void {
    if (seconds === this.seconds) return;
    this.seconds = seconds;
    this.plan();
  }

  /** The shopper has taken over. */
  end(): void {
    this.isOver = true;
    this.plan();
  }

  hostConnected(): void {
    for (const type of Object.keys(HOLDS)) {
      this.host.addEventListener(type, this.onHold, { passive: true });
    }
    document.addEventListener('visibilitychange', this.plan);
    this.calm.addEventListener('change', this.plan);
    this.plan();
  }

  hostDisconnected(): void {
    for (const type of Object.keys(HOLDS)) this.host.removeEventListener(type, this.onHold);
    document.removeEventListener('visibilitychange', this.plan);
    this.calm.removeEventListener('change', this.plan);
    this.holds.clear();
    clearTimeout(this.timer);
  }

  private readonly onHold = (event: Event) => {
    // After a tap the browser makes a mouse of the finger, and that mouse stays where it is.
    if (event instanceof PointerEvent && event.pointerType === 'touch') return;
    const [reason = '', isHeld] = HOLDS[event.type] ?? [];
    if (isHeld) this.holds.add(reason);
    else this.holds.delete(reason);
    this.plan();
  };

  /** Always a whole interval from now, so that nothing moves right after the shopper let go. */
  private readonly plan = () => {
    clearTimeout(this.timer);
    const isHeld = this.isOver || this.isCalm || document.hidden || this.holds.size > 0;
    if (isHeld || this.seconds <= 0) return;
    this.timer = setTimeout(() => {
      this.step();
      this.plan();
    }, this.seconds * 1000);
  };
}
