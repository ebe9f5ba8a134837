/** CLAIMED to SETTLED: writes the number and the cost of each delivered line, then `selesai`. */
import type { CheckoutRow, OrderRow } from '../../store/tables.js';
import { standingOf } from '../../transactions/standing.js';
import type { ShopTransaction } from '../../transactions/transaction.js';
import { isWhollyOurs, ordersOf } from '../own-lines.js';
import { costOf, waybillOf } from '../waybill.js';
import type { CheckoutContext, CheckoutStep } from '../checkout-context.js';
import { end, goBack, tryAgain, tryReadAgain } from './endings.js';
import { inFlightUntil, recordIntent, recordOutcome, sendIntent } from './intent.js';

/** Attempts to write a line's number before the line is settled without one. */
const MAX_WAYBILL_ATTEMPTS = 3;

export async function settle(
  context: CheckoutContext,
  checkout: CheckoutRow,
  orders: readonly OrderRow[],
): Promise<CheckoutRow | null> {
  const read = await context.transactions.read(checkout.payment_number);
  if (read.kind === 'failed') return tryReadAgain(context, checkout, read);
  switch (standingOf(read.value)) {
    case 'done':
      return endDone(context, checkout, 'ended in the app');
    case 'cancelled':
    case 'unpaid':
      return end(context, checkout, 'CLOSED', 'delivered, and ended in the app', 'changed_in_app');
    case 'unclear':
      return tryAgain(context, checkout, 'a state that is not known');
    case 'open':
      return isWhollyOurs(read.value, orders)
        ? write(context, checkout, read.value, orders)
        : end(context, checkout, 'CLOSED', 'not wholly ours', 'mixed_transaction');
  }
}

async function write(
  context: CheckoutContext,
  checkout: CheckoutRow,
  transaction: ShopTransaction,
  orders: readonly OrderRow[],
): Promise<CheckoutRow | null> {
  const { transactions } = context;
  let intent: CheckoutRow | null = await recordIntent(context, checkout, 'SETTLING', 'selesai');
  if (!intent) return null;
  for (const line of transaction.lines) {
    const delivered = ordersOf(line, orders);
    const waybill = await waybillOf(delivered, context.decrypt);
    const isWritten = line.waybill === waybill || intent.attempts >= MAX_WAYBILL_ATTEMPTS;
    if (isWritten) continue;
    const outcome = await sendIntent(context, intent, () =>
      transactions.setWaybill(line.transactionId, waybill, costOf(delivered)),
    );
    // Whatever it was, the number is read before it is written again.
    if (outcome.kind !== 'done') return goBack(context, intent, 'CLAIMED', `resi: ${outcome.kind}`);
    intent = await recordIntent(context, intent, 'SETTLING', 'resi written');
    if (!intent) return null;
  }
  const last = intent;
  const outcome = await sendIntent(context, last, () =>
    transactions.setStatus(last.payment_number, 'selesai'),
  );
  return recordOutcome(context, last, outcome, 'CLAIMED', () =>
    end(context, last, 'SETTLED', 'settled'),
  );
}

/** SETTLING, and the answer is lost. A settled transaction that was paid back before is for a person. */
export const readSettlementBack: CheckoutStep = async (context, checkout) => {
  const inFlightEndsAt = inFlightUntil(context, checkout);
  if (inFlightEndsAt !== null) return context.ledger.reschedule(checkout, inFlightEndsAt);
  const read = await context.transactions.read(checkout.payment_number);
  if (read.kind === 'failed') return tryReadAgain(context, checkout, read);
  if (standingOf(read.value) !== 'done') return goBack(context, checkout, 'CLAIMED', 'not settled');
  return endDone(context, checkout, 'read back');
};

/** A person may have paid it back before it was made `selesai`. */
async function endDone(
  context: CheckoutContext,
  checkout: CheckoutRow,
  note: string,
): Promise<CheckoutRow | null> {
  const [order] = await context.listOrders(checkout);
  const paidBack = order ? await context.findPaidBack(order) : 'unreadable';
  return paidBack === 'found'
    ? end(context, checkout, 'CLOSED', 'settled, and paid back', 'changed_in_app')
    : end(context, checkout, 'SETTLED', note);
}
