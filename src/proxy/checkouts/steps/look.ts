/**
 * NOTED: reads a transaction that bukaOlshop named, and records what it buys of us. Nothing that a callback said
 * is believed: `GET /transaksi/id` alone decides.
 */
import { standingOf } from '../../transactions/standing.js';
import type { ShopTransaction } from '../../transactions/transaction.js';
import type { CheckoutRow } from '../../store/tables.js';
import type { CheckoutContext, CheckoutStep } from '../checkout-context.js';
import { isDigital } from '../own-lines.js';
import { end, goOn, tryAgain } from './endings.js';

/** "Not found" answers before only another announcement makes it look again: the number may be made up. */
const MAX_NOT_FOUND = 3;

export const lookAtTransaction: CheckoutStep = async (context, checkout) => {
  // A shop that also sends parcels must not spend its quota on them.
  if (!isDigital(checkout.kind) && !(await context.allowsMinorCall())) {
    return end(context, checkout, 'IGNORED', 'no digital goods, and little quota');
  }
  const read = await context.transactions.read(checkout.payment_number);
  if (read.kind === 'failed') {
    const isUnknown = read.code === 'not-found' && checkout.attempts + 1 >= MAX_NOT_FOUND;
    return isUnknown
      ? waitForAnnouncement(context, checkout)
      : tryForADay(context, checkout, `unreadable: ${read.code}`);
  }
  const { value: transaction } = read;
  if (!context.sellsAnyOf(transaction)) {
    return end(context, checkout, 'IGNORED', 'sells nothing of ours');
  }
  switch (standingOf(transaction)) {
    case 'cancelled':
    case 'done':
      return end(context, checkout, 'CLOSED', 'ended before');
    case 'unpaid':
      return waitForAnnouncement(context, checkout);
    case 'unclear':
      return tryForADay(context, checkout, 'a state that is not known');
    case 'open': {
      const orders = await context.readOrders(transaction, checkout);
      return orders === null
        ? tryAgain(context, checkout, 'suppliers unreadable')
        : context.ledger.accept(checkout, describe(transaction), orders);
    }
  }
};

/** Later it is looked at again when a callback or the list names it. */
function tryForADay(
  context: CheckoutContext,
  checkout: CheckoutRow,
  note: string,
): Promise<CheckoutRow | null> {
  const { now, timeouts } = context;
  return now() - checkout.state_entered_at >= timeouts.lateEffectWatchMs
    ? waitForAnnouncement(context, checkout)
    : tryAgain(context, checkout, note);
}

/** A callback or the list tells when it is paid; one may have come during the read, and counts. */
const waitForAnnouncement = (
  { ledger }: CheckoutContext,
  checkout: CheckoutRow,
): Promise<CheckoutRow | null> => ledger.reschedule(checkout, null);

const describe = ({ lines, total }: ShopTransaction): string =>
  `paid: ${String(lines.length)} lines, ${String(total)} rupiah`;

/** CLOSED, and named again: a person may have made a cancelled transaction paid. */
export const lookAgain: CheckoutStep = async (context, checkout) => {
  const orders = await context.listOrders(checkout);
  return orders.length > 0
    ? context.ledger.reschedule(checkout, null)
    : goOn(context, checkout, 'NOTED', 'named again');
};
