/** The offers of an order: the current one in its own columns, and those that are left. Pure functions. */
import { z } from 'zod';
import { PROVIDERS } from '../contract.js';
import type { OrderRow } from '../store/tables.js';
import { referenceOf } from './attempts.js';
import { fieldsOf, mapFields } from './order-fields.js';

const offersSchema = z.array(
  z.object({
    provider: z.enum(PROVIDERS),
    product: z.string(),
    item: z.string(),
    cost: z.int().min(0),
    fieldNames: z.record(z.string(), z.string()),
  }),
);
/** As in `quote/quote.ts`. */
type Offer = Readonly<z.infer<typeof offersSchema>[number]>;

/** The columns of a new order. @param fieldNames as in the first offer */
export const offerColumns = (
  fieldNames: Readonly<Record<string, string>> | null,
  offers: readonly Offer[],
): Pick<OrderRow, 'field_names' | 'alternates'> => ({
  field_names: fieldNames && JSON.stringify(fieldNames),
  alternates: offers.length === 0 ? null : JSON.stringify(offers),
});

export const offersLeft = ({ alternates }: Pick<OrderRow, 'alternates'>): readonly Offer[] =>
  alternates === null ? [] : offersSchema.parse(JSON.parse(alternates));

/**
 * The columns by which an order goes to its next offer: one that costs no more than the shopper pays, and
 * to which each field can be given; `null` without one.
 */
export function nextOfferColumns(order: OrderRow) {
  const { price } = order;
  if (price === null || order.paid_by === 'invoice') return null;
  const isUsable = ({ cost, fieldNames }: Offer): boolean =>
    cost <= price && mapFields(fieldNames, fieldsOf(order)) !== null;
  const [next, ...left] = offersLeft(order).filter(isUsable);
  if (!next) return null;
  const { fieldNames, ...offer } = next;
  return {
    ...offer,
    ...offerColumns(fieldNames, left),
    attempt_number: order.attempt_number + 1,
    handle: null,
    callback_handle: null,
  };
}

/** The attempts that may follow the current one, as they would be numbered. */
export const attemptsAhead = (order: OrderRow) =>
  offersLeft(order).map(({ fieldNames: _names, ...offer }, index) => {
    const number = order.attempt_number + index + 1;
    return { ...offer, number, reference: referenceOf({ ...order, attempt_number: number }) };
  });
