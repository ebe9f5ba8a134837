import type { Clock, Later } from './clock.js';
import type { Transaction } from './closed-api/transactions.js';
import type { Api, FaultPlan } from './faults.js';
import type { LapakgamingState } from './lapakgaming/orders.js';
import type { LeuwongrrState } from './leuwongrr/orders.js';
import { Limits } from './limits.js';
import type { Member } from './members.js';
import type { SnapcartState } from './snapcart/payments.js';
import type { WorldSettings } from './world-settings.js';

/** Everything that money or an order changes: plain data, so that it can be copied and put back. */
export interface WorldState {
  readonly members: Map<string, Member>;
  readonly transactions: Map<string, Transaction>;
  readonly lapakgaming: LapakgamingState;
  readonly snapcart: SnapcartState;
  readonly leuwongrr: LeuwongrrState;
  /** What was changed in a provider's catalogue, by `provider/code`. */
  readonly changed: Map<
    string,
    { readonly price?: number; readonly status?: 'available' | 'empty' }
  >;
}

/** A callback that was sent. */
export interface SentCallback {
  readonly at: string;
  readonly api: Api;
  readonly order: string;
  /** HTTP status of the answer; null when there was none. */
  readonly status: number | null;
}

/** How a callback leaves the sandbox; `fetch` unless a program gives its own. */
export type Send = (url: string, init: RequestInit) => Promise<Response>;

export interface WorldParts {
  readonly settings: WorldSettings;
  readonly state: WorldState;
  readonly now: Clock;
  readonly later: Later;
  readonly send: Send;
  /** Comes with bukaOlshop's callbacks. */
  readonly callbackSecret: string;
  /** Today's requests to the Closed API. */
  readonly closedRequests: () => number;
  /** A number that no other call gives, in no shop of the sandbox. */
  readonly serial: () => number;
  readonly faults: () => FaultPlan;
}

interface Callback {
  readonly api: Api;
  readonly order: string;
  readonly url: string;
  readonly body: string | URLSearchParams;
}

/** What the closed interfaces of one shop share: its books, its clock, its callbacks. */
export class World {
  settings: WorldSettings;
  readonly now: Clock;
  readonly limits: Limits;
  readonly serial: () => number;
  readonly callbackSecret: string;
  readonly closedRequests: () => number;
  readonly callbacks: SentCallback[] = [];
  readonly #later: Later;
  readonly #send: Send;
  readonly #faults: () => FaultPlan;
  #state: WorldState;
  #pretending = false;

  constructor(parts: WorldParts) {
    this.settings = parts.settings;
    this.#state = parts.state;
    this.now = parts.now;
    this.limits = new Limits(parts.now);
    this.serial = parts.serial;
    this.callbackSecret = parts.callbackSecret;
    this.closedRequests = parts.closedRequests;
    this.#later = parts.later;
    this.#send = parts.send;
    this.#faults = parts.faults;
  }

  get state(): WorldState {
    return this.#state;
  }

  /** The time as the books write it, ISO 8601, UTC. */
  get time(): string {
    return new Date(this.now()).toISOString();
  }

  /** Gives what `act` gives, and leaves no trace of it. */
  pretend<T>(act: () => T): T {
    const before = structuredClone(this.#state);
    this.#pretending = true;
    try {
      return act();
    } finally {
      this.#pretending = false;
      this.#state = before;
    }
  }

  /** Does something later, unless it is only pretended. */
  schedule(ms: number, task: () => void): void {
    if (!this.#pretending) this.#later(ms, task);
  }

  /** Calls back, as the shop's faults allow; done when everything that is due now was sent. */
  async callBack(callback: Callback): Promise<void> {
    const fault = this.#faults().callback(callback.api);
    if (fault?.mode === 'none') return;
    if (fault?.mode === 'late') {
      this.schedule(fault.ms, () => void this.#deliver(callback));
      return;
    }
    const copies = fault?.mode === 'duplicate' ? fault.copies : 1;
    for (let copy = 0; copy < copies; copy += 1) await this.#deliver(callback);
  }

  async #deliver({ api, order, url, body }: Callback): Promise<void> {
    const at = this.time;
    const type =
      typeof body === 'string' ? { headers: { 'Content-Type': 'application/json' } } : {};
    const status = await this.#send(url, {
      method: 'POST',
      body,
      redirect: 'manual',
      ...type,
    }).then(
      (answer) => answer.status,
      () => null,
    );
    this.callbacks.push({ at, api, order, status });
  }
}
