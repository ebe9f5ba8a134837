/** What the steps of the order machine work with, and the few words they share. */
import type { OrderReason, ProviderName } from '../contract.js';
import type { Platform } from '../platform.js';
import type { Provider, ProviderProductDetail, ReadResult } from '../providers/provider.js';
import type { SaldoClient } from '../saldo/saldo-client.js';
import type { OrderRow } from '../store/tables.js';
import type { ShopFacts } from '../ledger/shop-facts.js';
import type { OrderChange, OrderLedger, ChangeResult } from '../ledger/order-ledger.js';
import type { PinLock } from './pin-lock.js';
import type { PinStore } from './pin-store.js';
import type { OrderState } from '../ledger/states.js';
import { nextAttemptDelayMs, type Timeouts } from './timeouts.js';

/** What an operator should hear of at once. */
export const ALARMS = [
  'review',
  'late-debit',
  'late-delivery',
  'unwatched',
  'slow-order',
  'slow-refund',
  'step-failed',
] as const;
export type Alarm = (typeof ALARMS)[number];

export interface OrderContext {
  readonly ledger: OrderLedger;
  readonly saldo: SaldoClient;
  readonly providers: ReadonlyMap<ProviderName, Provider>;
  /** A product as the provider has it now, at most `maxAgeMs` ms old. */
  readonly getFreshProduct: (
    provider: ProviderName,
    code: string,
    maxAgeMs: number,
  ) => Promise<ReadResult<ProviderProductDetail>>;
  readonly shopFacts: ShopFacts;
  readonly timeouts: Timeouts;
  readonly now: Platform['now'];
  readonly setTimer: Platform['setTimer'];
  readonly pins: PinStore;
  readonly pinLock: PinLock;
  readonly encrypt: (text: string) => Promise<string>;
  /** `null` when no key of the ring can */
  readonly decrypt: (text: string) => Promise<string | null>;
  /** where providers reach the proxy, without a slash at its end */
  readonly publicUrl: string;
  readonly alarm: (kind: Alarm, order: OrderRow) => void;
}

/** A step gives the order on which to go on, or nothing when it is not this one's any more. */
export type Step = (context: OrderContext, order: OrderRow) => Promise<OrderRow | null>;

/** The order as moved; nothing when somebody else was faster. */
export const changedOrderOrNull = (moved: ChangeResult): OrderRow | null =>
  moved.kind === 'moved' ? moved.order : null;

export async function transition(
  { ledger }: OrderContext,
  order: OrderRow,
  to: OrderState,
  note: string,
  change: OrderChange & { readonly next_attempt_at: number | null },
): Promise<OrderRow | null> {
  return changedOrderOrNull(await ledger.transition(order, to, note, change));
}

export const elapsed = ({ now }: OrderContext, since: number): number => now() - since;

/** When to look at an order again, the rarer the longer it is in its state. */
export const nextAttemptAt = (context: OrderContext, order: OrderRow): number =>
  context.now() + nextAttemptDelayMs(context.timeouts, elapsed(context, order.state_entered_at));

/** An intent may still be on its way for so long after its commit, from whichever process. */
export const inFlightUntil = (context: OrderContext, { intent_at }: OrderRow): number | null => {
  const inFlightEndsAt =
    (intent_at ?? 0) + context.timeouts.sendDeadlineMs + context.timeouts.callTimeoutMs + 1_000;
  return context.now() < inFlightEndsAt ? inFlightEndsAt : null;
};

/** Only whoever wrote an intent may send it, and only soon. */
export const hasSendDeadlinePassed = (context: OrderContext, { intent_at }: OrderRow): boolean =>
  elapsed(context, intent_at ?? 0) >= context.timeouts.sendDeadlineMs;

/** ms between two tries to write down what was answered */
const PERSIST_RETRY_MS = 1_000;

/**
 * Writes down what an upstream answered to the intent of `order`. It is known here alone: while the
 * store fails it is tried again, as long as nobody else can take the order over. What was written
 * all the same is found changed then, and stays as it is.
 */
export async function persistWithRetry<T>(
  context: OrderContext,
  order: OrderRow,
  persist: () => Promise<T>,
): Promise<T> {
  try {
    return await persist();
  } catch (error) {
    if (inFlightUntil(context, order) === null) throw error;
  }
  await new Promise<void>((resolve) => context.setTimer(PERSIST_RETRY_MS, resolve));
  return persistWithRetry(context, order, persist);
}

/**
 * Watches an ended order on: rarer with time, and once more at the very end. Where that last look
 * could not be had it is tried for as long again; then a person is told, for nobody knows.
 *
 * @param isConclusive whether this look showed that nothing came late
 */
export async function continueLateEffectWatch(
  context: OrderContext,
  order: OrderRow,
  isConclusive: boolean,
  minIntervalMs: number,
): Promise<OrderRow | null> {
  const { ledger, timeouts, now } = context;
  const until = order.watch_until ?? 0;
  const remainingMs = until - now();
  if (remainingMs <= 0 && !isConclusive && -remainingMs >= timeouts.lateEffectWatchMs) {
    context.alarm('unwatched', order);
    return changedOrderOrNull(
      await ledger.recordObservation(
        order,
        'could not be watched',
        { next_attempt_at: null },
        'alarm',
      ),
    );
  }
  const intervalMs = Math.max(minIntervalMs, elapsed(context, order.state_entered_at));
  if (remainingMs > 0) await ledger.reschedule(order, now() + Math.min(intervalMs, remainingMs));
  else await ledger.reschedule(order, isConclusive ? null : now() + minIntervalMs);
  return null;
}

/** Hands the order to a person. */
export async function sendToReview(
  context: OrderContext,
  order: OrderRow,
  reason: OrderReason,
  detail: string,
): Promise<OrderRow | null> {
  const reviewedOrder = await transition(context, order, 'REVIEW', detail, {
    reason,
    detail,
    next_attempt_at: null,
  });
  if (reviewedOrder) context.alarm('review', reviewedOrder);
  return reviewedOrder;
}

/** Ends an order of which for certain nothing was bought: what was paid goes back. */
export function failOrder(
  context: OrderContext,
  order: OrderRow,
  reason: OrderReason,
  detail: string,
  watchUntil: number | null = null,
): Promise<OrderRow | null> {
  const isPaid = order.paid_by === 'saldo' && order.state !== 'ACCEPTED';
  return transition(context, order, isPaid ? 'REFUND_DUE' : 'CANCELLED', detail, {
    reason,
    detail,
    next_attempt_at: isPaid ? context.now() : null,
    ...(watchUntil !== null && { watch_until: watchUntil }),
  });
}
