import type { Clock, SetTimer } from '../platform.js';
import type { Transaction } from '../closed-api/transactions.js';
import type { Api, FaultPlan } from '../faults/fault-plan.js';
import type { LapakgamingState } from '../lapakgaming/orders.js';
import type { LeuwongrrState } from '../leuwongrr/orders.js';
import { SlidingWindowLimiter } from '../http/sliding-window-limiter.js';
import type { Member } from '../state/members.js';
import type { SnapcartState } from '../snapcart/payments.js';
import type { BackendSettings } from './backend-settings.js';

/** Everything that money or an order changes: plain data, so that it can be copied and put back. */
export interface BackendState {
  readonly members: Map<string, Member>;
  readonly transactions: Map<string, Transaction>;
  readonly lapakgaming: LapakgamingState;
  readonly snapcart: SnapcartState;
  readonly leuwongrr: LeuwongrrState;
  /** What was changed in a provider's catalogue, by `provider/code`. */
  readonly productOverrides: Map<
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
export type SendCallback = (url: string, init: RequestInit) => Promise<Response>;

export interface BackendOptions {
  readonly settings: BackendSettings;
  readonly state: BackendState;
  readonly now: Clock;
  readonly setTimer: SetTimer;
  readonly sendCallback: SendCallback;
  /** Comes with bukaOlshop's callbacks. */
  readonly callbackSecret: string;
  /** Today's requests to the Closed API. */
  readonly closedApiRequestsToday: () => number;
  /** A number that no other call gives, in no shop of the sandbox. */
  readonly nextId: () => number;
  readonly faults: () => FaultPlan;
}

interface Callback {
  readonly api: Api;
  readonly order: string;
  readonly url: string;
  readonly body: string | URLSearchParams;
}

/** What the closed interfaces of one shop share: its books, its clock, its callbacks. */
export class ShopBackend {
  settings: BackendSettings;
  readonly now: Clock;
  readonly limiter: SlidingWindowLimiter;
  readonly nextId: () => number;
  readonly callbackSecret: string;
  readonly closedApiRequestsToday: () => number;
  readonly callbacks: SentCallback[] = [];
  readonly #setTimer: SetTimer;
  readonly #sendCallback: SendCallback;
  readonly #faults: () => FaultPlan;
  #state: BackendState;
  #isRollingBack = false;

  constructor(options: BackendOptions) {
    this.settings = options.settings;
    this.#state = options.state;
    this.now = options.now;
    this.limiter = new SlidingWindowLimiter(options.now);
    this.nextId = options.nextId;
    this.callbackSecret = options.callbackSecret;
    this.closedApiRequestsToday = options.closedApiRequestsToday;
    this.#setTimer = options.setTimer;
    this.#sendCallback = options.sendCallback;
    this.#faults = options.faults;
  }

  get state(): BackendState {
    return this.#state;
  }

  /** The time as the books write it, ISO 8601, UTC. */
  get time(): string {
    return new Date(this.now()).toISOString();
  }

  /** Gives what `action` gives, and leaves no trace of it. */
  runAndRollBack<T>(action: () => T): T {
    const before = structuredClone(this.#state);
    this.#isRollingBack = true;
    try {
      return action();
    } finally {
      this.#isRollingBack = false;
      this.#state = before;
    }
  }

  /** Does something later, unless it is only pretended. */
  schedule(ms: number, task: () => void): void {
    if (!this.#isRollingBack) this.#setTimer(ms, task);
  }

  /** Calls back, as the shop's faults allow; done when everything that is due now was sent. */
  async sendCallback(callback: Callback): Promise<void> {
    const fault = this.#faults().nextCallbackFault(callback.api);
    if (fault?.mode === 'none') return;
    if (fault?.mode === 'late') {
      this.schedule(fault.ms, () => void this.#postCallback(callback));
      return;
    }
    const copies = fault?.mode === 'duplicate' ? fault.copies : 1;
    for (let copy = 0; copy < copies; copy += 1) await this.#postCallback(callback);
  }

  async #postCallback({ api, order, url, body }: Callback): Promise<void> {
    const at = this.time;
    const type =
      typeof body === 'string' ? { headers: { 'Content-Type': 'application/json' } } : {};
    const status = await this.#sendCallback(url, {
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
