/** PLACED to its end: what the provider says of an order that it has. */
import type { LookOutcome } from '../providers/provider.js';
import type { OrderRow } from '../store/tables.js';
import { learnFromPaidDebit } from './debit.js';
import {
  giveUp,
  lookAgain,
  transition,
  next,
  waited,
  watchOn,
  type OrderContext,
  type Step,
} from './machine.js';

/** PLACED: asks by the provider's own handle. Only its final words end the order. */
export const followOrder: Step = async (context, order) => {
  const provider = context.providers.get(order.provider);
  if (order.paid_by === 'saldo') await learnFromPaidDebit(context, order);
  const seen: LookOutcome = provider
    ? await provider.look({ reference: order.id, handle: order.handle })
    : { kind: 'unknown', code: 'provider is off' };
  if (seen.kind === 'done') {
    return transition(context, order, 'FULFILLED', 'delivered', {
      voucher: seen.voucher === null ? null : await context.encrypt(seen.voucher),
      due_at: null,
    });
  }
  if (seen.kind === 'failed') return giveUp(context, order, seen.reason, seen.code);
  return stillOpen(context, order, seen);
};

async function stillOpen(
  context: OrderContext,
  order: OrderRow,
  seen: Exclude<LookOutcome, { kind: 'done' | 'failed' }>,
): Promise<OrderRow | null> {
  const { ledger, windows, now } = context;
  if (waited(context, order.state_at) >= windows.watch) {
    // Nobody pays a bill of yesterday; what was paid from saldo stays open, and is told of once.
    if (order.paid_by === 'invoice' && seen.kind === 'pending') {
      return giveUp(context, order, 'invoice_lapsed', 'not paid');
    }
    if (order.looks === 0) {
      context.alarm('slow-order', order);
      const change = { looks: 1, due_at: lookAgain(context, order) };
      return next(await ledger.recordObservation(order, 'still open', change, 'alarm'));
    }
  }
  const retryAfter = seen.kind === 'unknown' ? (seen.retryAfterMs ?? 0) : 0;
  const dueAt = Math.max(nextLookAt(context, order), now() + retryAfter);
  const invoice = seen.kind === 'pending' ? seen.invoice : undefined;
  const bill = invoice && { invoice_url: invoice.url, price: invoice.amount ?? order.price };
  if (bill && (bill.invoice_url !== order.invoice_url || bill.price !== order.price)) {
    return next(await ledger.recordObservation(order, 'invoice', { ...bill, due_at: dueAt }));
  }
  await ledger.reschedule(order, dueAt);
  return null;
}

/** A shopper pays an invoice when it suits: looked at every 10 to 30 s at first (LeuwongRR). */
function nextLookAt(context: OrderContext, order: OrderRow): number {
  const at = lookAgain(context, order);
  return order.paid_by === 'invoice' ? Math.max(at, context.now() + 2 * context.windows.look) : at;
}

/** REFUNDED because the provider never knew the order: one that it delivers late is told of. */
export const watchForLateDelivery: Step = async (context, order) => {
  const { ledger, providers, windows } = context;
  const seen = await providers
    .get(order.provider)
    ?.look({ reference: order.id, handle: order.hint });
  if (seen?.kind === 'done' || seen?.kind === 'pending') {
    context.alarm('late-delivery', order);
    return next(await ledger.recordObservation(order, 'late delivery', { due_at: null }, 'alarm'));
  }
  const isClear = seen?.kind === 'absent' || seen?.kind === 'failed';
  return watchOn(context, order, isClear, windows.unplaced);
};
