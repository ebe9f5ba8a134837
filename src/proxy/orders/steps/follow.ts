/** PLACED to its end: follows an order that the provider has accepted. It never places anything. */
import { referenceOf } from '../../ledger/attempts.js';
import type { QueryOutcome } from '../../providers/provider.js';
import type { OrderRow } from '../../store/tables.js';
import type { OrderContext, Step } from '../order-context.js';
import { describeCharge, withNote } from './charged-cost.js';
import { findNamedAttempt, reportKnownAttempt } from './former-attempts.js';
import { learnFromPaidDebit } from './transfer-evidence.js';
import {
  changedOrderOrNull,
  elapsed,
  failAtProvider,
  failOrder,
  formerAttemptsWatch,
  nextAttemptAt,
  transition,
} from './transitions.js';

/** PLACED: queries by the provider's own handle. Only the provider's final words end the order. */
export const followOrder: Step = async (context, order) => {
  const provider = context.providers.get(order.provider);
  const known = await findNamedAttempt(context, order);
  if (known) return reportKnownAttempt(context, order, known, context.now());
  if (order.paid_by === 'saldo') await learnFromPaidDebit(context, order);
  const outcome: QueryOutcome = provider
    ? await provider.queryOrder({ reference: referenceOf(order), handle: order.handle })
    : { kind: 'unknown', code: 'provider is off' };
  if (outcome.kind === 'done') {
    const voucher = outcome.voucher === null ? null : await context.encrypt(outcome.voucher);
    const cost = describeCharge(order, outcome.charged);
    const change = { voucher, ...formerAttemptsWatch(context, order) };
    const note = withNote('delivered', cost);
    const columns = { ...change, ...cost.change };
    if (order.paid_by !== 'checkout') return transition(context, order, 'FULFILLED', note, columns);
    // Its transaction is settled next.
    const next = { ...columns, next_attempt_at: context.now() };
    return transition(context, order, 'DELIVERED', note, next);
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
