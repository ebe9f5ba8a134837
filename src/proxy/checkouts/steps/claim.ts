/**
 * ACCEPTED to CLAIMED: writes `diproses`, as a claim that a person sees in the app. Nothing is bought before, and
 * nothing of a transaction that is not wholly ours, or of which an order waits for a person.
 */
import { standingOf } from '../../transactions/standing.js';
import type { ShopTransaction } from '../../transactions/transaction.js';
import type { CheckoutRow, OrderRow } from '../../store/tables.js';
import { isWhollyOurs } from '../own-lines.js';
import type { CheckoutContext, CheckoutStep } from '../checkout-context.js';
import { end, goBack, goOn, tryAgain, tryReadAgain, waitForOrders } from './endings.js';
import { inFlightUntil, recordIntent, recordOutcome, sendIntent } from './intent.js';

export const claim: CheckoutStep = async (context, checkout) => {
  const orders = await context.listOrders(checkout);
  if (orders.some(({ state }) => state === 'REVIEW')) return waitForOrders(context, checkout);
  if (!orders.some(({ state }) => state === 'ACCEPTED')) {
    return goOn(context, checkout, 'CLAIMED', 'nothing to buy');
  }
  const read = await context.transactions.read(checkout.payment_number);
  if (read.kind === 'failed') return tryReadAgain(context, checkout, read);
  const ended = await endUnlessOpen(context, checkout, read.value, orders);
  if (ended !== undefined) return ended;
  // `diproses` would take back what a person has written since.
  if (read.value.delivery !== 'new') return goOn(context, checkout, 'CLAIMED', 'claimed already');
  const intent = await recordIntent(context, checkout, 'CLAIMING', 'diproses');
  if (!intent) return null;
  const { transactions } = context;
  const outcome = await sendIntent(context, intent, () =>
    transactions.setStatus(intent.payment_number, 'diproses'),
  );
  return recordOutcome(context, intent, outcome, 'ACCEPTED', () =>
    goOn(context, intent, 'CLAIMED', 'claimed'),
  );
};

/**
 * CLAIMING, and the answer is lost. A person may have cancelled the transaction in the moment before the write,
 * which then made it paid again: the member's history would show the money paid back.
 */
export const readClaimBack: CheckoutStep = async (context, checkout) => {
  const inFlightEndsAt = inFlightUntil(context, checkout);
  if (inFlightEndsAt !== null) return context.ledger.reschedule(checkout, inFlightEndsAt);
  const orders = await context.listOrders(checkout);
  const read = await context.transactions.read(checkout.payment_number);
  if (read.kind === 'failed') return tryReadAgain(context, checkout, read);
  const { value: transaction } = read;
  if (standingOf(transaction) === 'open' && transaction.delivery === 'new') {
    return goBack(context, checkout, 'ACCEPTED', 'not claimed');
  }
  const ended = await endUnlessOpen(context, checkout, transaction, orders);
  if (ended !== undefined) return ended;
  const [order] = orders;
  const paidBack = order ? await context.findPaidBack(order) : 'unreadable';
  switch (paidBack) {
    case 'found':
      return end(context, checkout, 'CLOSED', 'paid back in the app', 'changed_in_app');
    case 'not-seen':
      return goOn(context, checkout, 'CLAIMED', 'read back');
    case 'unreadable':
      return hasWaited(context, checkout)
        ? end(context, checkout, 'CLOSED', 'history unreadable', 'changed_in_app')
        : tryAgain(context, checkout, 'history unreadable');
  }
};

/** @returns `undefined` for a transaction that is open and wholly ours */
async function endUnlessOpen(
  context: CheckoutContext,
  checkout: CheckoutRow,
  transaction: ShopTransaction,
  orders: readonly OrderRow[],
): Promise<CheckoutRow | null | undefined> {
  switch (standingOf(transaction)) {
    case 'cancelled':
    case 'done':
      return end(context, checkout, 'CLOSED', 'ended in the app', 'changed_in_app');
    case 'unpaid':
    case 'unclear':
      return hasWaited(context, checkout)
        ? end(context, checkout, 'CLOSED', 'not paid any more', 'changed_in_app')
        : tryAgain(context, checkout, 'not paid now');
    case 'open':
      return isWhollyOurs(transaction, orders)
        ? undefined
        : end(context, checkout, 'CLOSED', 'not wholly ours', 'mixed_transaction');
  }
}

/** Half a day after its orders were recorded, a person decides. */
const hasWaited = ({ now, timeouts }: CheckoutContext, { created_at: at }: CheckoutRow): boolean =>
  now() - at >= timeouts.lateEffectWatchMs / 2;
