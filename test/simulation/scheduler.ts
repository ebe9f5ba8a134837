/**
 * Virtual time. One event runs after the other, each until nothing more follows from it: between two
 * events nothing is under way but what waits for one. The order is that of time, then of arrival.
 */

/** Whoever an event is for: it is not told while it stands still, and never again once dead. */
export interface Owner {
  readonly isAlive: boolean;
  /** ms; it hears of nothing before */
  readonly frozenUntil: number;
  /** Somebody waits for it to answer. */
  readonly isAsked: boolean;
}

interface Event {
  at: number;
  order: number;
  readonly owner: Owner | null;
  readonly task: () => void;
  isCancelled: boolean;
}

/** A heap, the earliest first. */
class Queue {
  readonly #events: Event[] = [];

  get first(): Event | undefined {
    return this.#events[0];
  }

  push(event: Event): void {
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

  pop(): Event | undefined {
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

/** Timers by which programs look every second, or every hour, whether there is something to do. */
const isPatient = (ms: number): boolean => ms === 1_000 || ms >= 3_600_000;

export class Scheduler {
  readonly #patient = new Queue();
  readonly #events = new Queue();
  /** When the store has something to do next, ms; `null` when never. */
  readonly #nextDue: () => number | null;
  #now: number;
  #order = 0;

  constructor(start: number, nextDue: () => number | null) {
    this.#now = start;
    this.#nextDue = nextDue;
  }

  now = (): number => this.#now;

  /** Something that happens in the world. */
  after(ms: number, task: () => void, owner: Owner | null = null): () => void {
    return this.#add(this.#events, ms, task, owner);
  }

  /** A timer of a program. */
  timer(ms: number, task: () => void, owner: Owner): () => void {
    return this.#add(isPatient(ms) ? this.#patient : this.#events, ms, task, owner);
  }

  sleep(ms: number): Promise<void> {
    return new Promise((resolve) => this.after(ms, resolve));
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

  #add(queue: Queue, ms: number, task: () => void, owner: Owner | null): () => void {
    const at = this.#now + Math.max(0, Math.round(ms));
    const event: Event = { at, order: this.#order++, owner, task, isCancelled: false };
    queue.push(event);
    return () => {
      event.isCancelled = true;
    };
  }

  #next(): Event | null {
    for (;;) {
      const queue = this.#earliest();
      const first = queue.pop();
      if (!first) return null;
      const at = Math.max(first.owner?.frozenUntil ?? 0, this.#heldUntil(queue, first));
      if (at === Infinity) return null;
      if (at <= Math.max(first.at, this.#now)) return first;
      first.at = at;
      first.order = this.#order++;
      queue.push(first);
    }
  }

  #earliest(): Queue {
    this.#dropDead(this.#patient);
    this.#dropDead(this.#events);
    const [timer, event] = [this.#patient.first, this.#events.first];
    if (!timer || !event) return timer ? this.#patient : this.#events;
    const isFirst = timer.at < event.at || (timer.at === event.at && timer.order < event.order);
    return isFirst ? this.#patient : this.#events;
  }

  /**
   * As every timer, a patient one may ring late. It does while nobody waits for it: days in which
   * nothing happens, and nothing is due, are passed over.
   */
  #heldUntil(queue: Queue, { at, owner }: Event): number {
    if (queue === this.#events || owner?.isAsked) return at;
    const next = this.#events.first?.at ?? Infinity;
    return Math.max(at, Math.min(this.#nextDue() ?? Infinity, next));
  }

  #dropDead(queue: Queue): void {
    while (queue.first && (queue.first.isCancelled || queue.first.owner?.isAlive === false)) {
      queue.pop();
    }
  }
}
