/**
 * The account that an order's note did not name for certain, as an operator has asked the shopper for it. The
 * values are checked as a shopper's are; nothing is bought here.
 */
import { cleanFields, fieldFaults } from '../../contract.js';
import { fieldsOf, mapFields, providerFieldsOf } from '../../ledger/order-fields.js';
import type { OrderRow } from '../../store/tables.js';
import type { DecisionContext } from './decision-context.js';

export type FillResult =
  | { readonly kind: 'filled'; readonly order: OrderRow }
  /** no order that waits for its fields */
  | { readonly kind: 'not-applicable' }
  /** the supplier cannot be read now */
  | { readonly kind: 'unreadable' }
  | { readonly kind: 'invalid'; readonly faults: readonly string[] }
  | { readonly kind: 'outdated' };

/** Reasons of a review that another value ends. */
const REASONS: readonly (OrderRow['reason'] | null)[] = ['note_unclear', 'account_refused'];

export async function fillFields(
  { providers, ledger, now }: DecisionContext,
  order: OrderRow,
  typed: Readonly<Record<string, string>>,
  { by, reason }: { readonly by: string; readonly reason: string },
): Promise<FillResult> {
  const attempts = await ledger.listAttempts(order);
  const isWaiting =
    order.paid_by === 'checkout' && order.state === 'REVIEW' && REASONS.includes(order.reason);
  if (!isWaiting || attempts.length > 0) return { kind: 'not-applicable' };
  const read = await providers.get(order.provider)?.getProduct(order.product);
  if (read?.kind !== 'read') return { kind: 'unreadable' };
  const { value: product } = read;
  const known = knownNames(
    order,
    product.fields.map(({ name }) => name),
  );
  const values = new Map(Object.entries(fieldsOf(order)));
  const unknown = Object.keys(typed).filter((name) => !known.has(name));
  if (unknown.length > 0) {
    return { kind: 'invalid', faults: unknown.map((name) => `${name}: ${[...known].join(', ')}?`) };
  }
  for (const [name, value] of Object.entries(typed)) values.set(name, value);
  const fields = JSON.stringify(Object.fromEntries(values));
  const theirs = providerFieldsOf({ ...order, fields });
  const faults = fieldFaults(product, theirs);
  if (faults.length > 0) {
    return { kind: 'invalid', faults: faults.map(({ field, fault }) => `${field}: ${fault}`) };
  }
  const cleaned = namedByPage(order, cleanFields(product, theirs));
  const change = { fields: JSON.stringify(cleaned), reason: null, next_attempt_at: now() };
  const note = `fields by ${by}: ${reason}`;
  const result = await ledger.resolve(order, 'ACCEPTED', note, change, false);
  await ledger.releaseLease(order.id);
  return result.kind === 'changed' ? { kind: 'filled', order: result.order } : { kind: 'outdated' };
}

const namesOf = ({ field_names: names }: OrderRow): Readonly<Record<string, string>> | null =>
  names === null ? null : fieldsOf({ fields: names });

/** The names that the shopper's page has for the supplier's fields. */
const knownNames = (order: OrderRow, theirs: readonly string[]): ReadonlySet<string> =>
  new Set(Object.keys(namesOf(order) ?? Object.fromEntries(theirs.map((name) => [name, name]))));

function namedByPage(
  order: OrderRow,
  theirs: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> {
  const names = namesOf(order);
  const pageNames =
    names && Object.fromEntries(Object.entries(names).map(([own, their]) => [their, own]));
  return mapFields(pageNames, theirs) ?? {};
}
