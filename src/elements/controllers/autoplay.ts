/**
 * Advances at an interval. It pauses while the element is touched, hovered or focused, while the page
 * is hidden, and where the system asks for reduced motion.
 */
import type { LitElement, ReactiveController } from 'lit';
import { reducedMotionQuery } from './reduced-motion.js';

/** Events that add a reason to pause, or remove it. */
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

  get prefersReducedMotion(): boolean {
    return this.reducedMotion.matches;
  }

  get isTouched(): boolean {
    return this.pauseReasons.has('touch');
  }

  private readonly onPauseEvent = (event: Event) => {
    // After a tap, browsers emulate a mouse that never leaves: ignore those pointer events.
    if (event instanceof PointerEvent && event.pointerType === 'touch') return;
    const [reason = '', isPaused] = PAUSE_EVENTS[event.type] ?? [];
    if (isPaused) this.pauseReasons.add(reason);
    else this.pauseReasons.delete(reason);
    this.schedule();
  };

  /** @param seconds between two steps; 0 turns autoplay off */
  setIntervalSeconds(seconds: number): void {
    if (seconds === this.intervalSeconds) return;
    this.intervalSeconds = seconds;
    this.schedule();
  }

  /** Stops for good: the shopper has taken over. */
  stop(): void {
    this.hasStopped = true;
    this.schedule();
  }

  /** Restarts a whole interval, so that nothing moves right after a pause. */
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
