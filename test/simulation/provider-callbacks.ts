/** Ends orders at the providers, and sends their callbacks, true and forged ones. */
import type { RandomSource } from './random-source.js';
import type { Auditor } from './invariants/auditor.js';
import type { Network } from './network/network.js';
import type { Plan } from './fault-plan.js';
import type { Scheduler } from './scheduler.js';
import { ORIGIN } from './shoppers/simulated-shopper.js';
import type { SimulatedStore } from './simulated-store.js';
import type { Trace } from './trace.js';
import { toOrderState } from './upstreams/lapakgaming.js';
import { toCallback } from './upstreams/snapcart.js';
import { HANDLES_BY_HAND, type ProviderOrder } from './upstreams/upstream.js';
import { HOUR, MINUTE, SECOND } from './units.js';

export interface ProviderCallbackParts {
  readonly plan: Plan;
  readonly random: RandomSource;
  readonly scheduler: Scheduler;
  readonly network: Network;
  readonly auditor: Pick<Auditor, 'checkProviderOrder' | 'registerSecret'>;
  readonly trace: Trace;
  readonly store: SimulatedStore;
}

export class ProviderCallbacks {
  /** in the callback URLs that all orders share */
  secret = '';
  readonly #parts: ProviderCallbackParts;

  constructor(parts: ProviderCallbackParts) {
    this.#parts = parts;
  }

  /** Schedules the end of a new order, and callbacks before and after it. */
  onOrderCreated(order: ProviderOrder): void {
    const { random, scheduler, plan, auditor } = this.#parts;
    auditor.checkProviderOrder(order);
    if (order.voucher !== null) auditor.registerSecret(order.voucher);
    const endsAfterMs = this.#drawEndDelay();
    if (plan.faultKinds.size > 0 && random.withProbability(0.3)) {
      scheduler.schedule(endsAfterMs * random.next(), () => {
        order.isPartlyDone = order.state === 'pending';
      });
    }
    if (random.withProbability(0.2)) this.#scheduleCallback(order, endsAfterMs * random.next());
    if (plan.faultKinds.has('lyingRefusals'))
      this.#scheduleCallback(order, random.integer(0, 10 * SECOND));
    if (plan.faultKinds.has('lyingCallbacks')) this.#scheduleFalseCallbacks(order, endsAfterMs);
    if (plan.faultKinds.has('ordersByHand')) this.#scheduleMistakenCallbacks(order, endsAfterMs);
    scheduler.schedule(endsAfterMs, () => this.#endOrder(order));
  }

  #drawEndDelay(): number {
    const { random, plan } = this.#parts;
    if (plan.faultKinds.size === 0) return random.integer(SECOND, 20 * SECOND);
    switch (random.pickWeighted({ seconds: 6, minutes: 3, hours: 0.5 })) {
      case 'seconds':
        return random.integer(SECOND, 30 * SECOND);
      case 'minutes':
        return random.integer(MINUTE, 40 * MINUTE);
      case 'hours':
        return random.integer(HOUR, 6 * HOUR);
    }
  }

  #endOrder(order: ProviderOrder): void {
    const { random, plan, trace, auditor } = this.#parts;
    order.isPartlyDone = false;
    const fails = plan.faultKinds.has('failedOrders') && random.withProbability(0.6);
    const isUnpaid = order.handle.startsWith('INV') && !this.#wasInvoiceShown(order);
    order.state = fails || isUnpaid ? 'failed' : 'done';
    trace.add('provider', `${order.handle} ${order.state}`);
    auditor.checkProviderOrder(order);
    for (let times = random.pick([0, 1, 1, 2]); times > 0; times--) {
      this.#scheduleCallback(
        order,
        random.withProbability(0.7) ? random.integer(0, 5 * SECOND) : random.integer(0, HOUR),
      );
    }
  }

  /** An invoice is paid only if the shopper was shown it. */
  #wasInvoiceShown({ reference }: ProviderOrder): boolean {
    const events = this.#parts.store.listEventsAfter(0);
    return events.some(({ order_id, to_state }) => order_id === reference && to_state === 'PLACED');
  }

  #scheduleCallback(order: ProviderOrder, ms: number): void {
    const { scheduler, store } = this.#parts;
    scheduler.schedule(ms, () => {
      if (order.handle.startsWith('SNP')) this.#post('snapcart', this.secret, toCallback(order));
      const key = store.findOrder(order.reference)?.callback_key;
      if (order.handle.startsWith('RA') && key !== undefined) {
        this.#post('lapakgaming', key, { code: 'SUCCESS', data: toOrderState(order) });
      }
    });
  }

  /** Schedules forged callbacks, with a known or a guessed secret, a wrong state or a foreign handle. */
  #scheduleFalseCallbacks(order: ProviderOrder, endsAfterMs: number): void {
    const { random, scheduler, store } = this.#parts;
    for (let times = random.integer(1, 3); times > 0; times--) {
      scheduler.schedule(endsAfterMs * 1.5 * random.next(), () => {
        const state = order.state === 'done' ? 'failed' : 'done';
        const falseState = { ...order, state, isPartlyDone: false } as const;
        const isKnown = random.withProbability(0.8);
        const serial = random.withProbability(0.5) ? null : String(random.integer(1, 99));
        const falseOrder = (prefix: string) => ({
          ...falseState,
          handle: serial === null ? order.handle : `${prefix}${serial}`,
        });
        this.#post('snapcart', isKnown ? this.secret : 'guess', toCallback(falseOrder('SNP')));
        const key = store.findOrder(order.reference)?.callback_key ?? 'guess';
        const data = toOrderState(falseOrder('RA'));
        this.#post('lapakgaming', isKnown ? key : 'guess', { code: 'SUCCESS', data });
      });
    }
  }

  /** Schedules callbacks that claim an order by hand as this one; they come while it is still sought. */
  #scheduleMistakenCallbacks(order: ProviderOrder, endsAfterMs: number): void {
    const { random, scheduler, store } = this.#parts;
    for (const longest of [20 * SECOND, 2 * MINUTE, endsAfterMs]) {
      scheduler.schedule(longest * random.next(), () => {
        const claimed = { ...order, handle: random.pick(HANDLES_BY_HAND), isPartlyDone: false };
        const [payment, topUp] = ['SNP', 'RA'].map((prefix) => ({
          ...claimed,
          handle: `${prefix}${claimed.handle}`,
        }));
        if (payment) this.#post('snapcart', this.secret, toCallback(payment));
        const key = store.findOrder(order.reference)?.callback_key ?? 'guess';
        const data = topUp && toOrderState(topUp);
        this.#post('lapakgaming', key, { code: 'SUCCESS', data });
      });
    }
  }

  #post(provider: string, secret: string, body: unknown): void {
    const request = new Request(`${ORIGIN}/callbacks/${provider}/${secret}`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
    });
    // The provider ignores the answer.
    this.#parts.network.requestProxy('provider', request, true).catch(() => undefined);
  }
}
