/**
 * The bill of an order: asked about before its debit, and again before its payment where that is long ago. The
 * payment names the inquiry, whose amount is exactly what was quoted.
 */
import { z } from 'zod';
import { inquiryReferenceOf, referenceOf } from '../../ledger/attempts.js';
import { providerFieldsOf } from '../../ledger/order-fields.js';
import type { Provider, QueryOutcome } from '../../providers/provider.js';
import type { OrderRow } from '../../store/tables.js';
import type { OrderContext } from '../order-context.js';
import type { ItemAvailability } from './availability.js';
import { isKnownPlacement } from './placement-query.js';
import { elapsed } from './transitions.js';

const storedInquiry = z.object({
  handle: z.string(),
  /** when it was asked, ms since 1970 */
  at: z.int(),
  expiresAt: z.int().nullable(),
});

const inquiryOf = ({ inquiry }: Pick<OrderRow, 'inquiry'>) =>
  inquiry === null ? null : storedInquiry.parse(JSON.parse(inquiry));

export const inquiryHandleOf = (order: Pick<OrderRow, 'inquiry'>): string | null =>
  inquiryOf(order)?.handle ?? null;

/** @param maxAgeMs ms that an inquiry may be old */
export async function checkBill(
  context: OrderContext,
  order: OrderRow,
  inquire: NonNullable<Provider['inquire']>,
  maxAgeMs: number,
): Promise<ItemAvailability> {
  const { cost } = order;
  const at = context.now();
  const known = inquiryOf(order);
  if (known && elapsed(context, known.at) <= maxAgeMs && (known.expiresAt ?? Infinity) > at) {
    return { kind: 'available', cost, inquiry: order.inquiry };
  }
  const reference = inquiryReferenceOf(order, at);
  const read = await inquire(order.product, providerFieldsOf(order), reference);
  if (read.kind === 'failed') {
    return read.code === 'not-found'
      ? { kind: 'unavailable', reason: 'item_gone' }
      : { kind: 'unreachable' };
  }
  const { handle, amount, expiresAt } = read.value;
  // A lower amount is another bill as well: it is never paid at the price of the first.
  if (amount !== cost) return { kind: 'unavailable', reason: 'price_moved' };
  return { kind: 'available', cost, inquiry: JSON.stringify({ handle, at, expiresAt }) };
}

/**
 * Looks for a payment by the handle of its inquiry. Only an answer that names the order's reference is about
 * the payment; whatever else it says may be about the inquiry alone, and proves nothing.
 *
 * @returns the payment where there is one that was not failed
 */
export async function findPaymentByInquiry(
  provider: Provider,
  order: OrderRow,
): Promise<Extract<QueryOutcome, { kind: 'done' | 'pending' }> | null> {
  const handle = inquiryHandleOf(order);
  if (handle === null) return null;
  const reference = referenceOf(order);
  const seen = await provider.queryOrder({ reference, handle, isHandleClaimed: true });
  return isKnownPlacement(seen) ? seen : null;
}
