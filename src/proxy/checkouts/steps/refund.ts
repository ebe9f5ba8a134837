/**
 * CLAIMED to REFUNDED: writes `batal_dan_refund`, for a transaction that is wholly ours and of which certainly
 * nothing was delivered. The proxy never changes the saldo itself, whatever becomes of the write.
 */
import type { CheckoutRow, OrderRow } from '../../store/tables.js';
import { standingOf } from '../../transactions/standing.js';
import { isWhollyOurs } from '../own-lines.js';
import type { CheckoutContext, CheckoutStep } from '../checkout-context.js';
import { end, goBack, tryAgain, tryReadAgain } from './endings.js';
import { inFlightUntil, recordIntent, recordOutcome, sendIntent } from './intent.js';

export async function refund(
  context: CheckoutContext,
  checkout: CheckoutRow,
  orders: readonly OrderRow[],
): Promise<CheckoutRow | null> {
  const { transactions } = context;
  const read = await transactions.read(checkout.payment_number);
  if (read.kind === 'failed') return tryReadAgain(context, checkout, read);
  switch (standingOf(read.value)) {
    case 'cancelled':
    case 'done':
    case 'unpaid':
      return end(context, checkout, 'CLOSED', 'ended in the app', 'changed_in_app');
    case 'unclear':
      return tryAgain(context, checkout, 'a state that is not known');
    case 'open':
      break;
  }
  if (!isWhollyOurs(read.value, orders)) {
    return end(context, checkout, 'CLOSED', 'not wholly ours', 'mixed_transaction');
  }
  const intent = await recordIntent(context, checkout, 'REFUNDING', 'batal_dan_refund');
  if (!intent) return null;
  const outcome = await sendIntent(context, intent, () =>
    transactions.setStatus(intent.payment_number, 'batal_dan_refund'),
  );
  return recordOutcome(context, intent, outcome, 'CLAIMED', () =>
    end(context, intent, 'REFUNDED', 'paid back'),
  );
}

/**
 * REFUNDING, and the answer is lost. "Cancelled" may also be a person's `batal`, which pays nothing back: the
 * member's history proves that the money is back, else a person decides.
 */
export const readRefundBack: CheckoutStep = async (context, checkout) => {
  const inFlightEndsAt = inFlightUntil(context, checkout);
  if (inFlightEndsAt !== null) return context.ledger.reschedule(checkout, inFlightEndsAt);
  const read = await context.transactions.read(checkout.payment_number);
  if (read.kind === 'failed') return tryReadAgain(context, checkout, read);
  switch (standingOf(read.value)) {
    case 'open':
      return goBack(context, checkout, 'CLAIMED', 'not cancelled');
    case 'unclear':
      return tryAgain(context, checkout, 'a state that is not known');
    case 'done':
    case 'unpaid':
      return end(context, checkout, 'CLOSED', 'ended in the app', 'changed_in_app');
    case 'cancelled':
      break;
  }
  const [order] = await context.listOrders(checkout);
  const paidBack = order ? await context.findPaidBack(order) : 'unreadable';
  if (paidBack === 'found') return end(context, checkout, 'REFUNDED', 'history shows it paid back');
  const hasWaited = context.now() - checkout.state_entered_at >= context.timeouts.maxSilenceMs;
  return hasWaited
    ? end(context, checkout, 'CLOSED', `paid back: ${paidBack}`, 'refund_not_seen')
    : tryAgain(context, checkout, `paid back: ${paidBack}`);
};
