import { quotaDay, type Clock } from './clock.js';
import type { ShopContent } from './content.js';
import { FaultPlan, type Fault } from './faults.js';

/** One request to the Open API, as the log keeps it. */
export interface LoggedRequest {
  /** ISO 8601, UTC. */
  readonly at: string;
  /** Below `/v1`. */
  readonly path: string;
  /** Without `token` and `token_user`. */
  readonly query: Readonly<Record<string, string>>;
  /** Null while the answer is pending and when there never was one. */
  status: number | null;
}

export interface ShopOptions {
  readonly token: string;
  readonly content: ShopContent;
  /** Requests a day; null for a shop that may ask without end. */
  readonly quota: number | null;
  readonly faults?: readonly Fault[];
  readonly now: Clock;
}

const longestLog = 10_000;
const secrets = new Set(['token', 'token_user']);

/** A shop of the sandbox: what it answers, and what it remembers of those who asked. */
export class Shop {
  readonly token: string;
  readonly content: ShopContent;
  readonly quota: number | null;
  readonly #now: Clock;
  #faults: FaultPlan;
  #requests: LoggedRequest[] = [];
  #count = 0;
  #day = '';

  constructor({ token, content, quota, faults = [], now }: ShopOptions) {
    this.token = token;
    this.content = content;
    this.quota = quota;
    this.#now = now;
    this.#faults = new FaultPlan(faults);
  }

  get faults(): FaultPlan {
    return this.#faults;
  }

  /** Replaces every fault; their counters start anew. */
  setFaults(faults: readonly Fault[]): void {
    this.#faults = new FaultPlan(faults);
  }

  /** Counts and logs a request. The entry's status is filled in when the answer is known. */
  record(path: string, query: URLSearchParams): LoggedRequest {
    const now = this.#now();
    this.#turnDay(now);
    this.#count += 1;
    const entry: LoggedRequest = {
      at: new Date(now).toISOString(),
      path,
      query: Object.fromEntries([...query].filter(([name]) => !secrets.has(name))),
      status: null,
    };
    this.#requests.push(entry);
    if (this.#requests.length > longestLog) this.#requests.shift();
    return entry;
  }

  get exhausted(): boolean {
    return this.quota !== null && this.#count > this.quota;
  }

  get log(): { count: number; quota: number | null; requests: readonly LoggedRequest[] } {
    this.#turnDay(this.#now());
    return { count: this.#count, quota: this.quota, requests: this.#requests };
  }

  /** Forgets the log and starts the day's quota anew. */
  clearLog(): void {
    this.#requests = [];
    this.#count = 0;
  }

  #turnDay(now: number): void {
    const day = quotaDay(now);
    if (day === this.#day) return;
    this.#day = day;
    this.#count = 0;
  }
}
