/**
 * Finds the provider, product and item that a request names, and checks its fields. A missing one is
 * a problem; nothing here calls a provider.
 */
import { cleanFields, fieldFaults, type ProblemCode } from '../contract.js';
import { ProblemError } from '../problem.js';
import type { Provider, ProviderItem, ProviderProductDetail } from '../providers/provider.js';
import type { ReadFailure, ReadResult } from '../upstream/read-result.js';
import type { FieldOwner } from '../account-fields.js';
import type { Catalog } from './catalog.js';

export type ProductSource = Pick<Catalog, 'product'>;

/** The providers that are switched on, by names that a request may hold. */
export type Providers = ReadonlyMap<string, Provider>;

/** @throws ProblemError */
export function requireProvider(providers: Providers, name: string): Provider {
  const provider = providers.get(name);
  if (!provider) throw new ProblemError('unknown_provider');
  return provider;
}

/** @throws ProblemError */
export async function requireProduct(
  catalog: ProductSource,
  provider: Provider,
  code: string,
): Promise<ProviderProductDetail> {
  return unwrapRead(await catalog.product(provider.name, code), 'unknown_product');
}

/** An item that can be bought now. @throws ProblemError */
export function requireItem(product: ProviderProductDetail, code: string): ProviderItem {
  const item = product.items.find((each) => each.code === code);
  if (!item) throw new ProblemError('unknown_item');
  if (!item.available) throw new ProblemError('item_unavailable');
  return item;
}

/**
 * The values as the provider gets them: cleaned, without empty ones.
 *
 * @throws ProblemError `invalid_fields`, with each fault
 */
export function requireValidFields(
  product: FieldOwner,
  values: Readonly<Record<string, string>>,
): Record<string, string> {
  const errors = fieldFaults(product, values);
  if (errors.length > 0) throw new ProblemError('invalid_fields', { errors });
  return cleanFields(product, values);
}

const PROBLEM_OF_FAILURE: Readonly<Record<Exclude<ReadFailure['code'], 'not-found'>, ProblemCode>> =
  {
    unavailable: 'upstream_unavailable',
    malformed: 'upstream_malformed',
    refused: 'upstream_refused',
    quota: 'upstream_quota',
  };

/**
 * The value of a read.
 *
 * @param notFoundCode the problem for `not-found`
 * @throws ProblemError for every failure
 */
export function unwrapRead<T>(read: ReadResult<T>, notFoundCode: ProblemCode): T {
  if (read.kind === 'read') return read.value;
  if (read.code === 'not-found') throw new ProblemError(notFoundCode);
  throw new ProblemError(PROBLEM_OF_FAILURE[read.code], { retryAfterMs: read.retryAfterMs });
}
