/**
 * How steps end: with a transition, with another attempt later, or as failed. Nothing here calls an
 * upstream.
 */
import type { OrderReason } from '../../contract.js';
import type { MemberLockChange } from '../../ledger/member-lock.js';
import type { ChangeResult, ScheduledChange } from '../../ledger/order-changes.js';
import type { PlaceOutcome, QueryOutcome } from '../../providers/provider.js';
import type { OrderState } from '../../store/order-state.js';
import type { OrderRow } from '../../store/tables.js';
import type { OrderContext } from '../order-context.js';
import { nextAttemptDelayMs } from '../timeouts.js';

/** The changed order; `null` when it was changed by another node or a callback first. */
export const changedOrderOrNull = (result: ChangeResult): OrderRow | null =>
  result.kind === 'changed' ? result.order : null;

export async function transition(
  { ledger }: OrderContext,
  order: OrderRow,
  to: OrderState,
  note: string,
  change: ScheduledChange,
  lockChange?: MemberLockChange,
): Promise<OrderRow | null> {
  return changedOrderOrNull(await ledger.transition(order, to, note, change, lockChange));
}

export const elapsed = ({ now }: OrderContext, since: number): number => now() - since;

/** When to work on an order again; the longer it is in its state, the less often. */
export const nextAttemptAt = (context: OrderContext, order: OrderRow): number =>
  context.now() + nextAttemptDelayMs(context.timeouts, elapsed(context, order.state_entered_at));

/** Leaves the order as it is until then. @param at ms since 1970; `null` for ever */
export async function rescheduleAt(
  { ledger }: OrderContext,
  order: OrderRow,
  at: number | null,
): Promise<null> {
  await ledger.reschedule(order, at);
  return null;
}

/** Leaves the order as it is until the next attempt. */
export const retryLater = (context: OrderContext, order: OrderRow): Promise<null> =>
  rescheduleAt(context, order, nextAttemptAt(context, order));

/** Ends an order that its provider refused or could not carry out. */
export async function failAtProvider(
  context: OrderContext,
  order: OrderRow,
  { reason, code, stop }: ProviderRefusal,
): Promise<OrderRow | null> {
  if (stop) await context.supply.recordStop(order.provider, stop);
  const wasPaid = order.paid_at !== null;
  return failOrder(context, order, wasPaid ? 'invoice_failed' : reason, code);
}

type ProviderRefusal =
  Extract<PlaceOutcome, { kind: 'refused' }> | Extract<QueryOutcome, { kind: 'failed' }>;

/**
 * Ends an order for which certainly nothing was bought. A paid order is refunded; where several suppliers
 * were asked, it is watched for a refusal that was none.
 */
export function failOrder(
  context: OrderContext,
  order: OrderRow,
  reason: OrderReason,
  detail: string,
  watchUntil: number | null = null,
): Promise<OrderRow | null> {
  const isPaid =
    order.paid_by === 'checkout' || (order.paid_by === 'saldo' && order.state !== 'ACCEPTED');
  const watchedUntil = watchUntil ?? formerAttemptsWatch(context, order).watch_until;
  return transition(context, order, isPaid ? 'REFUND_DUE' : 'CANCELLED', detail, {
    reason,
    detail,
    next_attempt_at: isPaid ? context.now() : null,
    ...(watchedUntil !== null && { watch_until: watchedUntil }),
  });
}

/** When an ended order is first looked at for a late delivery; `null` where it is not watched. */
export const firstWatchAt = (
  { now, timeouts }: Pick<OrderContext, 'now' | 'timeouts'>,
  { watch_until: watchUntil }: Pick<OrderRow, 'watch_until'>,
): number | null => (watchUntil === null ? null : now() + timeouts.placementSearchMs);

/** Until when an order that has left a supplier is watched, once it has ended. */
export const formerAttemptsWatch = (
  { now, timeouts }: Pick<OrderContext, 'now' | 'timeouts'>,
  { attempt_number: attempt, paid_by }: OrderRow,
): Pick<OrderRow, 'watch_until' | 'next_attempt_at'> =>
  attempt > 1 && paid_by !== 'invoice'
    ? {
        watch_until: now() + timeouts.lateEffectWatchMs,
        next_attempt_at: now() + timeouts.placementSearchMs,
      }
    : { watch_until: null, next_attempt_at: null };
