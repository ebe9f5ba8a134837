/** Checks what a shopper typed against each offer of a quote. Nothing here writes. */
import { cleanFields, fieldFaults } from '../contract.js';
import {
  requireProduct,
  requireProvider,
  requireValidFields,
  type ProductSource,
  type Providers,
} from '../catalog/catalog-lookup.js';
import { mapFields } from '../ledger/order-fields.js';
import { ProblemError } from '../problem.js';
import type { ProviderProductDetail } from '../providers/provider.js';
import type { Offer, QuoteTerms } from '../quote/quote.js';
import { requireSold, type SupplySource } from '../supply/require-sold.js';

export interface OfferParts {
  readonly providers: Providers;
  readonly catalog: ProductSource;
  readonly supply: SupplySource;
}

type Values = Readonly<Record<string, string>>;

/**
 * Cleans the fields, and checks them and the supply as they are now; the order's first step checks the item.
 *
 * @returns the fields by the page's names, and the alternates that take exactly these values
 * @throws ProblemError for the first offer, by the page's names
 */
export async function requireQuotedOffers(
  parts: OfferParts,
  {
    provider: name,
    product: code,
    cost,
    price,
    paidBy,
    fieldNames,
    alternates,
  }: Omit<QuoteTerms, 'shopper'>,
  typed: Values,
): Promise<{ readonly fields: Values; readonly alternates: readonly Offer[] }> {
  const provider = requireProvider(parts.providers, name);
  const product = await requireProduct(parts.catalog, provider, code);
  const fields = requireFields(product, fieldNames, typed);
  await requireSold(parts.supply, provider, code, cost);
  const isCovered = (offer: Offer) => paidBy === 'saldo' && price !== null && offer.cost <= price;
  const checked = await Promise.all(
    alternates.map(async (offer) => isCovered(offer) && takesFields(parts, offer, fields)),
  );
  return { fields, alternates: alternates.filter((_offer, index) => checked[index]) };
}

/** The cleaned fields of the first offer, by the page's names. @throws ProblemError */
function requireFields(
  product: ProviderProductDetail,
  fieldNames: Values | null,
  typed: Values,
): Record<string, string> {
  if (fieldNames === null) return requireValidFields(product, typed);
  const pageNames = new Map(Object.entries(fieldNames).map(([ours, theirs]) => [theirs, ours]));
  const known = new Set(pageNames.values());
  const isKnown = ([name]: readonly [string, string]) => known.has(name);
  const entries = Object.entries(typed);
  const theirs = mapFields(fieldNames, Object.fromEntries(entries.filter(isKnown))) ?? {};
  const errors = [
    ...fieldFaults(product, theirs).map(({ field, fault }) => ({
      field: pageNames.get(field) ?? field,
      fault,
    })),
    ...entries
      .filter((entry) => !isKnown(entry))
      .map(([field]) => ({ field, fault: 'not_allowed' as const })),
  ];
  if (errors.length > 0) throw new ProblemError('invalid_fields', { errors });
  const cleaned = Object.entries(cleanFields(product, theirs));
  const fields = cleaned.map(([name, value]) => [pageNames.get(name) ?? name, value] as const);
  const result = Object.fromEntries(fields);
  // Each field must find its way back to the provider.
  if (mapFields(fieldNames, result) === null) throw new ProblemError('invalid_quote');
  return result;
}

/** Whether an alternate takes the values as they are: what would have to be changed may name another account. */
export async function takesFields(
  { providers, catalog }: Pick<OfferParts, 'providers' | 'catalog'>,
  { provider: name, product: code, fieldNames }: Pick<Offer, 'provider' | 'product' | 'fieldNames'>,
  fields: Values,
): Promise<boolean> {
  const provider = providers.get(name);
  const mapped = mapFields(fieldNames, fields);
  if (provider?.facts.paidBy !== 'saldo' || mapped === null) return false;
  const read = await catalog.product(provider.name, code);
  if (read.kind === 'failed' || fieldFaults(read.value, mapped).length > 0) return false;
  const cleaned = new Map(Object.entries(cleanFields(read.value, mapped)));
  const names = Object.keys(mapped);
  return cleaned.size === names.length && names.every((each) => cleaned.get(each) === mapped[each]);
}
