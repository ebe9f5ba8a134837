/**
 * Virtual time. Events run one after the other, in the order of their time, then of their scheduling.
 * Each runs until all its microtasks are done: between two events only other events are pending.
 */

/** The receiver of an event: it receives nothing while frozen, and never again after a crash. */
export interface EventOwner {
  readonly isAlive: boolean;
  /** ms; events are held back until then */
  readonly frozenUntil: number;
  /** whether a request to it is unanswered */
  readonly hasOpenRequests: boolean;
}

interface ScheduledEvent {
  at: number;
  order: number;
  readonly owner: EventOwner | null;
  readonly task: () => void;
  isCancelled: boolean;
}

/** A heap, the earliest first. */
class EventQueue {
  readonly #events: ScheduledEvent[] = [];

  get first(): ScheduledEvent | undefined {
    return this.#events[0];
  }

  push(event: ScheduledEvent): void {
    const events = this.#events;
    let index = events.length;
    events.push(event);
    while (index > 0) {
      const parent = (index - 1) >> 1;
      if (!this.#isBefore(index, parent)) break;
      this.#swap(index, parent);
      index = parent;
    }
  }

  pop(): ScheduledEvent | undefined {
    const events = this.#events;
    const first = events[0];
    const last = events.pop();
    if (first === undefined || last === undefined || events.length === 0) return first;
    events[0] = last;
    let index = 0;
    for (;;) {
      const [left, right] = [2 * index + 1, 2 * index + 2];
      let least = index;
      if (left < events.length && this.#isBefore(left, least)) least = left;
      if (right < events.length && this.#isBefore(right, least)) least = right;
      if (least === index) return first;
      this.#swap(index, least);
      index = least;
    }
  }

  #isBefore(one: number, other: number): boolean {
    const [a, b] = [this.#events[one], this.#events[other]];
    if (!a || !b) return false;
    return a.at < b.at || (a.at === b.at && a.order < b.order);
  }

  #swap(one: number, other: number): void {
    const [a, b] = [this.#events[one], this.#events[other]];
    if (a && b) [this.#events[one], this.#events[other]] = [b, a];
  }
}

/** Whether a timer polls for work: every second, every five, every minute or every hour. */
const isPollTimer = (ms: number): boolean => [1_000, 5_000, 60_000].includes(ms) || ms >= 3_600_000;

export class Scheduler {
  readonly #pollTimers = new EventQueue();
  readonly #events = new EventQueue();
  /** Time of the next due work in the store, ms; `null` when none. */
  readonly #nextAttemptAt: () => number | null;
  #now: number;
  #order = 0;

  constructor(start: number, nextAttemptAt: () => number | null) {
    this.#now = start;
    this.#nextAttemptAt = nextAttemptAt;
  }

  now = (): number => this.#now;

  /** Schedules an event of the world. */
  schedule(ms: number, task: () => void, owner: EventOwner | null = null): () => void {
    return this.#add(this.#events, ms, task, owner);
  }

  /** Schedules a timer of a program. */
  setTimer(ms: number, task: () => void, owner: EventOwner): () => void {
    return this.#add(isPollTimer(ms) ? this.#pollTimers : this.#events, ms, task, owner);
  }

  sleep(ms: number): Promise<void> {
    return new Promise((resolve) => this.schedule(ms, resolve));
  }

  /** Runs the next event to its end; `false` when nothing will ever happen again. */
  async step(): Promise<boolean> {
    const event = this.#next();
    if (!event) return false;
    this.#now = Math.max(this.#now, event.at);
    event.task();
    await new Promise(setImmediate);
    return true;
  }

  #add(queue: EventQueue, ms: number, task: () => void, owner: EventOwner | null): () => void {
    const at = this.#now + Math.max(0, Math.round(ms));
    const event: ScheduledEvent = { at, order: this.#order++, owner, task, isCancelled: false };
    queue.push(event);
    return () => {
      event.isCancelled = true;
    };
  }

  #next(): ScheduledEvent | null {
    for (;;) {
      const queue = this.#earliest();
      const first = queue.pop();
      if (!first) return null;
      const at = Math.max(first.owner?.frozenUntil ?? 0, this.#deferredUntil(queue, first));
      if (at === Infinity) return null;
      if (at <= Math.max(first.at, this.#now)) return first;
      first.at = at;
      first.order = this.#order++;
      queue.push(first);
    }
  }

  #earliest(): EventQueue {
    this.#dropDead(this.#pollTimers);
    this.#dropDead(this.#events);
    const [timer, event] = [this.#pollTimers.first, this.#events.first];
    if (!timer || !event) return timer ? this.#pollTimers : this.#events;
    const isFirst = timer.at < event.at || (timer.at === event.at && timer.order < event.order);
    return isFirst ? this.#pollTimers : this.#events;
  }

  /**
   * A poll timer may fire late. It is deferred while no request is open, so that days in which nothing
   * happens and nothing is due are skipped.
   */
  #deferredUntil(queue: EventQueue, { at, owner }: ScheduledEvent): number {
    if (queue === this.#events || owner?.hasOpenRequests) return at;
    const next = this.#events.first?.at ?? Infinity;
    return Math.max(at, Math.min(this.#nextAttemptAt() ?? Infinity, next));
  }

  #dropDead(queue: EventQueue): void {
    while (queue.first && (queue.first.isCancelled || queue.first.owner?.isAlive === false)) {
      queue.pop();
    }
  }
}
