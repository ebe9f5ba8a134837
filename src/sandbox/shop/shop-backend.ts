import type { ProductView } from '../content/product-view.js';
import type { ShopContent } from '../content/shop-content.js';
import type { Api, CallbackTarget, FaultPlan } from '../faults/fault-plan.js';
import { SlidingWindowLimiter } from '../http/sliding-window-limiter.js';
import type { Clock, Platform, SendCallback, SetTimer } from '../platform.js';
import type { BackendState } from '../state/backend-state.js';
import type { OrderStatus } from '../state/order-status.js';
import type { BackendSettings } from './backend-settings.js';

/** A callback that was sent, as `/books` reports it. */
export interface SentCallback {
  readonly at: string;
  readonly api: Api;
  readonly order: string;
  /** HTTP status of the response; null when there was none. */
  readonly status: number | null;
}

export interface BackendOptions extends Platform {
  readonly content: ShopContent;
  /** The path of the shop's own pages, for instance `/toko`. */
  readonly storefrontPath: string;
  readonly settings: BackendSettings;
  readonly state: BackendState;
  /** The secret in bukaOlshop's callbacks. */
  readonly callbackSecret: string;
  /** The number of today's requests to the Closed API. */
  readonly closedApiRequestsToday: () => number;
  readonly faults: () => FaultPlan;
}

interface Callback {
  readonly api: Api;
  readonly order: string;
  readonly url: string;
  readonly body: string | URLSearchParams | FormData;
  /** What a fault's `fields` are matched against. */
  readonly fields?: NonNullable<CallbackTarget['fields']>;
}

/** The state, clock and callbacks that the Closed API and the providers of one shop share. */
export class ShopBackend {
  settings: BackendSettings;
  readonly content: ShopContent;
  readonly storefrontPath: string;
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
    this.content = options.content;
    this.storefrontPath = options.storefrontPath;
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

  /** The current time, ISO 8601, UTC. */
  get time(): string {
    return new Date(this.now()).toISOString();
  }

  /** What the rows of the shop's products depend on now. */
  productView(publicUrl: string): ProductView {
    return { publicUrl, changes: this.#state.shopProducts.changes };
  }

  /** Runs `action` and undoes its changes; timers that it schedules are not set. */
  runAndRollBack<T>(action: () => T): T {
    const snapshot = structuredClone(this.#state);
    this.#isRollingBack = true;
    try {
      return action();
    } finally {
      this.#isRollingBack = false;
      this.#state = snapshot;
    }
  }

  /** Runs a task after `ms` milliseconds; does nothing inside `runAndRollBack`. */
  schedule(ms: number, task: () => void): void {
    if (!this.#isRollingBack) this.#setTimer(ms, task);
  }

  /** Schedules the end of an order, unless the shop's orders end on command only. */
  scheduleSettlement(settle: (status: OrderStatus) => void): void {
    const { settleMs, settleAs } = this.settings;
    if (settleMs !== null) this.schedule(settleMs, () => settle(settleAs));
  }

  /**
   * Milliseconds by which the fault `early` puts a callback before the change that it tells of; undefined without
   * the fault.
   */
  takeEarlyCallbackMs(target: CallbackTarget): number | undefined {
    return this.#faults().nextEarlyCallback(target)?.ms;
  }

  /** Sends a callback, subject to the shop's faults; resolves when all copies due now were sent. */
  async sendCallback(callback: Callback): Promise<void> {
    const fault = this.#faults().nextCallbackFault(callback);
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
      (response) => response.status,
      () => null,
    );
    this.callbacks.push({ at, api, order, status });
  }
}
