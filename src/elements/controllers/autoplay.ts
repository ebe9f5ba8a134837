/**
 * Takes a step every few seconds, but not while the shopper touches or points at the element, has
 * the focus in it, or cannot see the page; never where less motion is wished for.
 */
import type { LitElement, ReactiveController } from 'lit';
import { reducedMotionQuery } from './reduced-motion.js';

/** What holds it, and until when. */
const PAUSE_EVENTS: Readonly<Record<string, readonly [reason: string, isHeld: boolean]>> = {
  touchstart: ['touch', true],
  touchend: ['touch', false],
  touchcancel: ['touch', false],
  pointerenter: ['pointer', true],
  pointerleave: ['pointer', false],
  focusin: ['focus', true],
  focusout: ['focus', false],
};

export class Autoplay implements ReactiveController {
  private readonly reducedMotion = reducedMotionQuery();
  private readonly pauseReasons = new Set<string>();
  private intervalSeconds = 0;
  private hasStopped = false;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly host: LitElement,
    private readonly step: () => void,
  ) {
    host.addController(this);
  }

  hostConnected(): void {
    for (const type of Object.keys(PAUSE_EVENTS)) {
      this.host.addEventListener(type, this.onPauseEvent, { passive: true });
    }
    document.addEventListener('visibilitychange', this.schedule);
    this.reducedMotion.addEventListener('change', this.schedule);
    this.schedule();
  }

  hostDisconnected(): void {
    for (const type of Object.keys(PAUSE_EVENTS))
      this.host.removeEventListener(type, this.onPauseEvent);
    document.removeEventListener('visibilitychange', this.schedule);
    this.reducedMotion.removeEventListener('change', this.schedule);
    this.pauseReasons.clear();
    clearTimeout(this.timer);
  }

  /** Motion is unwelcome. */
  get prefersReducedMotion(): boolean {
    return this.reducedMotion.matches;
  }

  get isTouched(): boolean {
    return this.pauseReasons.has('touch');
  }

  private readonly onPauseEvent = (event: Event) => {
    // After a tap the browser makes a mouse of the finger, and that mouse stays where it is.
    if (event instanceof PointerEvent && event.pointerType === 'touch') return;
    const [reason = '', isPaused] = PAUSE_EVENTS[event.type] ?? [];
    if (isPaused) this.pauseReasons.add(reason);
    else this.pauseReasons.delete(reason);
    this.schedule();
  };

  /** @param seconds between two steps; 0 for none */
  setIntervalSeconds(seconds: number): void {
    if (seconds === this.intervalSeconds) return;
    this.intervalSeconds = seconds;
    this.schedule();
  }

  /** The shopper has taken over. */
  stop(): void {
    this.hasStopped = true;
    this.schedule();
  }

  /** Always a whole interval from now, so that nothing moves right after the shopper let go. */
  private readonly schedule = () => {
    clearTimeout(this.timer);
    const isPaused =
      this.hasStopped || this.prefersReducedMotion || document.hidden || this.pauseReasons.size > 0;
    if (isPaused || this.intervalSeconds <= 0) return;
    this.timer = setTimeout(() => {
      this.step();
      this.schedule();
    }, this.intervalSeconds * 1000);
  };
}
