/** ACCEPTED: waits until its checkout is claimed, then makes the checks before anything is bought. */
import { fieldFaults } from '../../contract.js';
import { providerFieldsOf } from '../../ledger/order-fields.js';
import type { OrderRow } from '../../store/tables.js';
import type { OrderContext, Step } from '../order-context.js';
import {
  checkLaterOffer,
  REASON_BY_SUPPLY,
  recordUnavailable,
} from '../steps/item-availability.js';
import { skipOffer } from '../steps/next-offer.js';
import { sendToReview } from '../steps/review.js';
import { retryLater, transition } from '../steps/transitions.js';
import { endAfterClose } from './closed.js';

/** ms that the provider's price may be old */
const MAX_PRICE_AGE_MS = 15_000;

export const awaitClaim: Step = async (context, order) => {
  const checkout = await context.findCheckout(order);
  switch (checkout?.state) {
    case 'CLAIMED':
      return beginPurchase(context, order, checkout.state_entered_at);
    case 'CLOSED':
      return endAfterClose(context, order, checkout);
    default:
      return retryLater(context, order);
  }
};

/** @param claimedAt ms since 1970, from which a provider that cannot be reached is waited for */
async function beginPurchase(
  context: OrderContext,
  order: OrderRow,
  claimedAt: number,
): Promise<OrderRow | null> {
  const item = await checkLaterOffer(context, order, MAX_PRICE_AGE_MS);
  if (item.kind !== 'available') return recordUnavailable(context, order, item, claimedAt);
  const { provider, product } = order;
  const read = await context.getFreshProduct(provider, product, MAX_PRICE_AGE_MS);
  if (read.kind === 'failed') return retryLater(context, order);
  const [fault] = fieldFaults(read.value, providerFieldsOf(order));
  if (fault) return sendToReview(context, order, 'note_unclear', `${fault.field} ${fault.fault}`);
  const refusal = await context.supply.debitRefusal({ ...order, cost: item.cost });
  if (refusal) return skipOffer(context, order, REASON_BY_SUPPLY[refusal], refusal);
  const change = { cost: item.cost, next_attempt_at: context.now() };
  return transition(context, order, 'DEBITED', 'paid and claimed', change);
}
