/** PLACED to its end: follows an order that the provider has accepted. It never places anything. */
import type { QueryOutcome } from '../../providers/provider.js';
import type { OrderRow } from '../../store/tables.js';
import type { OrderContext, Step } from '../order-context.js';
import { describeCharge, withNote } from './charged-cost.js';
import { continueLateEffectWatch } from './late-effects.js';
import { canQueryPlacement, queryPlacement } from './placement-query.js';
import { learnFromPaidDebit } from './transfer-evidence.js';
import {
  changedOrderOrNull,
  elapsed,
  failAtProvider,
  failOrder,
  nextAttemptAt,
  rescheduleAt,
  transition,
} from './transitions.js';

/** PLACED: queries by the provider's own handle. Only the provider's final words end the order. */
export const followOrder: Step = async (context, order) => {
  const provider = context.providers.get(order.provider);
  if (order.paid_by === 'saldo') await learnFromPaidDebit(context, order);
  const outcome: QueryOutcome = provider
    ? await provider.queryOrder({ reference: order.id, handle: order.handle })
    : { kind: 'unknown', code: 'provider is off' };
  if (outcome.kind === 'done') {
    const voucher = outcome.voucher === null ? null : await context.encrypt(outcome.voucher);
    const cost = describeCharge(order, outcome.charged);
    const change = { voucher, next_attempt_at: null };
    const note = withNote('delivered', cost);
    const columns = { ...change, ...cost.change };
    return transition(context, order, 'FULFILLED', note, columns);
  }
  if (outcome.kind === 'failed') return failAtProvider(context, order, outcome);
  return recordStillOpen(context, order, outcome);
};

async function recordStillOpen(
  context: OrderContext,
  order: OrderRow,
  outcome: Exclude<QueryOutcome, { kind: 'done' | 'failed' }>,
): Promise<OrderRow | null> {
  const { ledger, timeouts, now } = context;
  const isOverdue = elapsed(context, order.state_entered_at) >= timeouts.lateEffectWatchMs;
  const isPaid = order.paid_at !== null || (outcome.kind === 'pending' && outcome.isPaid === true);
  // An invoice that is still unpaid counts as lapsed.
  if (isOverdue && order.paid_by === 'invoice' && outcome.kind === 'pending' && !isPaid) {
    return failOrder(context, order, 'invoice_lapsed', 'not paid');
  }
  // A paid order stays open; the alarm is raised once.
  if (isOverdue && order.attempts === 0) {
    const alarm = 'slow-order' as const;
    const change = { attempts: 1, next_attempt_at: nextAttemptAt(context, order), alarm };
    return changedOrderOrNull(await ledger.recordObservation(order, 'still open', change));
  }
  const retryAfterMs = outcome.kind === 'unknown' ? (outcome.retryAfterMs ?? 0) : 0;
  const dueAt = Math.max(nextQueryAt(context, order), now() + retryAfterMs);
  if (isPaid && order.paid_at === null) {
    const change = { paid_at: now(), next_attempt_at: dueAt };
    return changedOrderOrNull(await ledger.recordObservation(order, 'paid', change));
  }
  const change = outcome.kind === 'pending' ? invoiceChange(order, outcome.invoice) : null;
  if (change) {
    const scheduled = { ...change, next_attempt_at: dueAt };
    return changedOrderOrNull(await ledger.recordObservation(order, 'invoice', scheduled));
  }
  await ledger.reschedule(order, dueAt);
  return null;
}

/** @returns the invoice's columns where the provider changed them, else `null` */
function invoiceChange(
  order: OrderRow,
  invoice: Extract<QueryOutcome, { kind: 'pending' }>['invoice'],
): Pick<OrderRow, 'invoice_url' | 'price'> | null {
  if (!invoice) return null;
  const columns = { invoice_url: invoice.url, price: invoice.amount ?? order.price };
  const isSame = columns.invoice_url === order.invoice_url && columns.price === order.price;
  return isSame ? null : columns;
}

/** Shoppers pay invoices slowly; LeuwongRR asks for 10 to 30 s between queries. */
function nextQueryAt(context: OrderContext, order: OrderRow): number {
  const at = nextAttemptAt(context, order);
  return order.paid_by === 'invoice'
    ? Math.max(at, context.now() + 2 * context.timeouts.minAttemptDelayMs)
    : at;
}

/** REFUNDED although the provider may still deliver: a late delivery raises an alarm. */
export const watchForLateDelivery: Step = async (context, order) => {
  const { ledger, providers, timeouts, now } = context;
  const provider = providers.get(order.provider);
  // Without a handle or a reference to ask by, only a callback can name the order.
  if (provider && !canQueryPlacement(provider, order)) {
    const watchUntil = order.watch_until ?? 0;
    return rescheduleAt(context, order, now() < watchUntil ? watchUntil : null);
  }
  const outcome = provider && (await queryPlacement(provider, order));
  if (outcome?.kind === 'done' || outcome?.kind === 'pending') {
    const change = { next_attempt_at: null, alarm: 'late-delivery' as const };
    return changedOrderOrNull(await ledger.recordObservation(order, 'late delivery', change));
  }
  const isClear = outcome?.kind === 'absent' || outcome?.kind === 'failed';
  return continueLateEffectWatch(context, order, isClear, timeouts.placementSearchMs);
};
