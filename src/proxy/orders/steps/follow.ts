/** PLACED to its end: what the provider says of an order that it has. */
import type { QueryOutcome } from '../../providers/provider.js';
import type { OrderRow } from '../../store/tables.js';
import { learnFromPaidDebit } from './debit.js';
import {
  failOrder,
  nextAttemptAt,
  transition,
  changedOrderOrNull,
  elapsed,
  continueLateEffectWatch,
  type OrderContext,
  type Step,
} from '../order-context.js';

/** PLACED: asks by the provider's own handle. Only its final words end the order. */
export const followOrder: Step = async (context, order) => {
  const provider = context.providers.get(order.provider);
  if (order.paid_by === 'saldo') await learnFromPaidDebit(context, order);
  const outcome: QueryOutcome = provider
    ? await provider.queryOrder({ reference: order.id, handle: order.handle })
    : { kind: 'unknown', code: 'provider is off' };
  if (outcome.kind === 'done') {
    return transition(context, order, 'FULFILLED', 'delivered', {
      voucher: outcome.voucher === null ? null : await context.encrypt(outcome.voucher),
      next_attempt_at: null,
    });
  }
  if (outcome.kind === 'failed') return failOrder(context, order, outcome.reason, outcome.code);
  return recordStillOpen(context, order, outcome);
};

async function recordStillOpen(
  context: OrderContext,
  order: OrderRow,
  outcome: Exclude<QueryOutcome, { kind: 'done' | 'failed' }>,
): Promise<OrderRow | null> {
  const { ledger, timeouts, now } = context;
  if (elapsed(context, order.state_entered_at) >= timeouts.lateEffectWatchMs) {
    // Nobody pays a bill of yesterday; what was paid from saldo stays open, and is told of once.
    if (order.paid_by === 'invoice' && outcome.kind === 'pending') {
      return failOrder(context, order, 'invoice_lapsed', 'not paid');
    }
    if (order.attempts === 0) {
      context.alarm('slow-order', order);
      const change = { attempts: 1, next_attempt_at: nextAttemptAt(context, order) };
      return changedOrderOrNull(
        await ledger.recordObservation(order, 'still open', change, 'alarm'),
      );
    }
  }
  const retryAfterMs = outcome.kind === 'unknown' ? (outcome.retryAfterMs ?? 0) : 0;
  const dueAt = Math.max(nextInvoiceAttemptAt(context, order), now() + retryAfterMs);
  const invoice = outcome.kind === 'pending' ? outcome.invoice : undefined;
  const invoiceColumns = invoice && {
    invoice_url: invoice.url,
    price: invoice.amount ?? order.price,
  };
  if (
    invoiceColumns &&
    (invoiceColumns.invoice_url !== order.invoice_url || invoiceColumns.price !== order.price)
  ) {
    return changedOrderOrNull(
      await ledger.recordObservation(order, 'invoice', {
        ...invoiceColumns,
        next_attempt_at: dueAt,
      }),
    );
  }
  await ledger.reschedule(order, dueAt);
  return null;
}

/** A shopper pays an invoice when it suits: looked at every 10 to 30 s at first (LeuwongRR). */
function nextInvoiceAttemptAt(context: OrderContext, order: OrderRow): number {
  const at = nextAttemptAt(context, order);
  return order.paid_by === 'invoice'
    ? Math.max(at, context.now() + 2 * context.timeouts.minAttemptDelayMs)
    : at;
}

/** REFUNDED because the provider never knew the order: one that it delivers late is told of. */
export const watchForLateDelivery: Step = async (context, order) => {
  const { ledger, providers, timeouts } = context;
  const outcome = await providers
    .get(order.provider)
    ?.queryOrder({ reference: order.id, handle: order.callback_handle });
  if (outcome?.kind === 'done' || outcome?.kind === 'pending') {
    context.alarm('late-delivery', order);
    return changedOrderOrNull(
      await ledger.recordObservation(order, 'late delivery', { next_attempt_at: null }, 'alarm'),
    );
  }
  const isClear = outcome?.kind === 'absent' || outcome?.kind === 'failed';
  return continueLateEffectWatch(context, order, isClear, timeouts.placementSearchMs);
};
