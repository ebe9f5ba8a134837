/** The fields that name the account to deliver to: as the shopper's page names them, and as a provider does. */
import { fieldValues } from '../contract.js';
import type { OrderRow } from '../store/tables.js';

type Values = Readonly<Record<string, string>>;

/** The fields as the shopper entered them, by the page's names. */
export const fieldsOf = ({ fields }: Pick<OrderRow, 'fields'>): Record<string, string> =>
  fieldValues.parse(JSON.parse(fields));

/**
 * The values by the provider's names.
 *
 * @param fieldNames the provider's name of each field, by the page's; `null` where they are the same
 * @returns `null` where a name is missing, or two values would have the same
 */
export function mapFields(
  fieldNames: Values | null,
  values: Values,
): Record<string, string> | null {
  if (fieldNames === null) return { ...values };
  const nameOf = new Map(Object.entries(fieldNames));
  const mapped = new Map<string, string>();
  for (const [name, value] of Object.entries(values)) {
    const theirs = nameOf.get(name);
    if (theirs === undefined || mapped.has(theirs)) return null;
    mapped.set(theirs, value);
  }
  return Object.fromEntries(mapped);
}

/** What the current attempt's provider gets. @throws Error where a field has no name there */
export function providerFieldsOf(
  order: Pick<OrderRow, 'id' | 'fields' | 'field_names'>,
): Record<string, string> {
  const names =
    order.field_names === null ? null : fieldValues.parse(JSON.parse(order.field_names));
  const mapped = mapFields(names, fieldsOf(order));
  if (mapped === null) throw new Error(`A field of order ${order.id} has no name at its provider.`);
  return mapped;
}
