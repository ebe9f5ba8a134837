/** What bukaOlshop says, now, of the transaction of an order of the shop's own checkout. It only reads. */
import { OPEN_CHECKOUT_STATES } from '../../ledger/states.js';
import type { OrderRow } from '../../store/tables.js';
import type { PaidBack } from '../../transactions/paid-back.js';
import { standingOf, type Standing } from '../../transactions/standing.js';
import type { DecisionContext } from './decision-context.js';
import type { Facts } from './verdicts.js';

export interface TransactionEvidence {
  readonly standing: Standing | 'unreadable';
  readonly paidBack: PaidBack;
  /** The proxy may still claim, settle or cancel it. */
  readonly isOurs: boolean;
}

export async function readTransactionEvidence(
  { transactions, findPaidBack, findCheckout }: DecisionContext,
  order: OrderRow,
): Promise<TransactionEvidence> {
  const checkout = await findCheckout(order);
  const read = await transactions.read(order.payment_number ?? '');
  return {
    standing: read.kind === 'read' ? standingOf(read.value) : 'unreadable',
    paidBack: await findPaidBack(order),
    isOurs: checkout !== undefined && OPEN_CHECKOUT_STATES.includes(checkout.state),
  };
}

/** Whether bukaOlshop has the shopper's money, or had it. */
export function paymentFact({ standing }: TransactionEvidence): Facts['debit'] {
  switch (standing) {
    case 'open':
    case 'done':
    case 'cancelled':
      return 'taken';
    case 'unpaid':
      return 'not-taken';
    case 'unclear':
    case 'unreadable':
      return 'unclear';
  }
}

/** A cancelled transaction is paid back by `batal_dan_refund`, and not by `batal`. */
export function paidBackFact({ standing, paidBack }: TransactionEvidence): Facts['refund'] {
  if (paidBack === 'found') return 'paid';
  return standing === 'open' || standing === 'done' ? 'none' : 'unclear';
}
