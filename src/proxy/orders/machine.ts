/** What the steps of the order machine work with, and the few words they share. */
import type { OrderReason, ProviderName } from '../contract.js';
import type { Platform } from '../outside.js';
import type { Provider, ProviderProductDetail, Read } from '../providers/provider.js';
import type { Saldo } from '../saldo/saldo.js';
import type { OrderRow } from '../store/tables.js';
import type { ShopFacts } from './facts.js';
import type { OrderChange, OrderLedger, ChangeResult } from './ledger.js';
import type { PinLock } from './pin-lock.js';
import type { Pins } from './pins.js';
import type { OrderState } from './states.js';
import { nextAttemptDelayMs, type Timeouts } from './windows.js';

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
  readonly saldo: Saldo;
  readonly providers: ReadonlyMap<ProviderName, Provider>;
  /** A product as the provider has it now, at most `maxAgeMs` ms old. */
  readonly getFreshProduct: (
    provider: ProviderName,
    code: string,
    maxAgeMs: number,
  ) => Promise<Read<ProviderProductDetail>>;
  readonly shopFacts: ShopFacts;
  readonly timeouts: Timeouts;
  readonly now: Platform['now'];
  readonly setTimer: Platform['setTimer'];
  readonly pins: Pins;
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
export const next = (moved: ChangeResult): OrderRow | null =>
  moved.kind === 'moved' ? moved.order : null;

export async function transition(
  { ledger }: OrderContext,
  order: OrderRow,
  to: OrderState,
  note: string,
  change: OrderChange & { readonly due_at: number | null },
): Promise<OrderRow | null> {
  return next(await ledger.transition(order, to, note, change));
}

export const waited = ({ now }: OrderContext, since: number): number => now() - since;

/** When to look at an order again, the rarer the longer it is in its state. */
export const lookAgain = (context: OrderContext, order: OrderRow): number =>
  context.now() + nextAttemptDelayMs(context.timeouts, waited(context, order.state_at));

/** An intent may still be on its way for so long after its commit, from whichever process. */
export const isMaybeOnItsWay = (context: OrderContext, { intent_at }: OrderRow): number | null => {
  const over = (intent_at ?? 0) + context.timeouts.sendBy + context.timeouts.callTimeout + 1_000;
  return context.now() < over ? over : null;
};

/** Only whoever wrote an intent may send it, and only soon. */
export const isTooLate = (context: OrderContext, { intent_at }: OrderRow): boolean =>
  waited(context, intent_at ?? 0) >= context.timeouts.sendBy;

/** ms between two tries to write down what was answered */
const WRITE_AGAIN = 1_000;

/**
 * Writes down what an upstream answered to the intent of `order`. It is known here alone: while the
 * store fails it is tried again, as long as nobody else can take the order over. What was written
 * all the same is found changed then, and stays as it is.
 */
export async function written<T>(
  context: OrderContext,
  order: OrderRow,
  write: () => Promise<T>,
): Promise<T> {
  try {
    return await write();
  } catch (error) {
    if (isMaybeOnItsWay(context, order) === null) throw error;
  }
  await new Promise<void>((resolve) => context.setTimer(WRITE_AGAIN, resolve));
  return written(context, order, write);
}

/**
 * Watches an ended order on: rarer with time, and once more at the very end. Where that last look
 * could not be had it is tried for as long again; then a person is told, for nobody knows.
 *
 * @param isClear whether this look showed that nothing came late
 */
export async function watchOn(
  context: OrderContext,
  order: OrderRow,
  isClear: boolean,
  shortest: number,
): Promise<OrderRow | null> {
  const { ledger, timeouts, now } = context;
  const until = order.watch_until ?? 0;
  const rest = until - now();
  if (rest <= 0 && !isClear && -rest >= timeouts.watch) {
    context.alarm('unwatched', order);
    return next(
      await ledger.recordObservation(order, 'could not be watched', { due_at: null }, 'alarm'),
    );
  }
  const later = Math.max(shortest, waited(context, order.state_at));
  if (rest > 0) await ledger.reschedule(order, now() + Math.min(later, rest));
  else await ledger.reschedule(order, isClear ? null : now() + shortest);
  return null;
}

/** Hands the order to a person. */
export async function review(
  context: OrderContext,
  order: OrderRow,
  reason: OrderReason,
  detail: string,
): Promise<OrderRow | null> {
  const moved = await transition(context, order, 'REVIEW', detail, {
    reason,
    detail,
    due_at: null,
  });
  if (moved) context.alarm('review', moved);
  return moved;
}

/** Ends an order of which for certain nothing was bought: what was paid goes back. */
export function giveUp(
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
    due_at: isPaid ? context.now() : null,
    ...(watchUntil !== null && { watch_until: watchUntil }),
  });
}
