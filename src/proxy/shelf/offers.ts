/** What is quoted of a row: its best offer for these fields, and the offers that may take its place. */
import { fieldFaults } from '../contract.js';
import { ProblemError } from '../problem.js';
import type { Offer, QuoteTerms } from '../quote/quote.js';
import { requireValidFields } from '../catalog/catalog-lookup.js';
import { hasSameNames, toOwnValues } from './field-names.js';
import type { ShelfOffer } from './rows.js';
import type { OpenProduct } from './shelf.js';

/** A quote is sent with the order, and must stay short. */
const MAX_ALTERNATES = 4;

type Values = Readonly<Record<string, string>>;

/**
 * @param values the shopper's fields by the shelf's names, where they are known already
 * @throws ProblemError
 */
export function requireOffers(
  { entry, fields, sources, rows }: OpenProduct,
  item: string,
  values: Values | undefined,
): Omit<QuoteTerms, 'shopper'> {
  const row = rows.find(({ id }) => id === item);
  if (!row) throw new ProblemError('unknown_item');
  const all = [row.offer, ...row.others];
  const available = all.filter(({ isAvailable }) => isAvailable);
  if (available.length === 0) {
    const notice = sources.find(({ limits }) => limits.notice !== null)?.limits.notice ?? null;
    throw new ProblemError('item_unavailable', { detail: notice });
  }
  if (values) requireValidFields({ title: entry.title, fields }, values);
  const fitting = available.filter((offer) => !values || takesValues(offer, values));
  const [best, ...others] = fitting;
  // Only the suppliers refuse what the shelf's own fields allow: the first one tells why.
  if (!best) return refuseValues(available, values ?? {});
  const { source, item: bought, price } = best;
  const isCovered = ({ source: { facts }, item: { cost } }: ShelfOffer): boolean =>
    facts.paidBy === 'saldo' && cost !== null && price !== null && cost <= price;
  return {
    provider: source.provider,
    product: source.detail.code,
    item: bought.code,
    title: entry.title,
    itemName: row.name,
    cost: bought.cost,
    price,
    paidBy: source.facts.paidBy,
    fieldNames: hasSameNames(source.fieldNames) ? null : source.fieldNames,
    alternates:
      source.facts.paidBy === 'saldo'
        ? others.filter(isCovered).slice(0, MAX_ALTERNATES).flatMap(toAlternate)
        : [],
  };
}

const takesValues = ({ source: { detail, fieldNames } }: ShelfOffer, values: Values): boolean =>
  fieldFaults(detail, toOwnValues(fieldNames, values)).length === 0;

function refuseValues(offers: readonly ShelfOffer[], values: Values): never {
  const [errors = []] = offers.map(({ source: { detail, fieldNames } }) => {
    const shelfNameOf = new Map(Object.entries(fieldNames).map(([shelf, own]) => [own, shelf]));
    return fieldFaults(detail, toOwnValues(fieldNames, values)).map(({ field, fault }) => ({
      field: shelfNameOf.get(field) ?? field,
      fault,
    }));
  });
  throw new ProblemError('invalid_fields', { errors });
}

const toAlternate = ({ source, item: { code: item, cost } }: ShelfOffer): Offer[] =>
  cost === null
    ? []
    : [
        {
          provider: source.provider,
          product: source.detail.code,
          item,
          cost,
          fieldNames: source.fieldNames,
        },
      ];
