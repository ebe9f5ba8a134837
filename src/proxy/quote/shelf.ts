/** What can be bought, found by what a request names; whatever is not there is a problem. */
import { fieldFaults, type ProblemCode } from '../contract.js';
import { ProblemError } from '../problem.js';
import type {
  Provider,
  ProviderItem,
  ProviderProductDetail,
  Read,
  ReadFailure,
} from '../providers/provider.js';

/** The catalogue, as far as it is needed here. */
export interface Catalog {
  product(provider: Provider['name'], code: string): Promise<Read<ProviderProductDetail>>;
}

/** The providers that are switched on. */
export type Providers = ReadonlyMap<string, Provider>;

/** @throws ProblemError */
export function providerOf(providers: Providers, name: string): Provider {
  const provider = providers.get(name);
  if (!provider) throw new ProblemError('unknown_provider');
  return provider;
}

/** @throws ProblemError */
export async function productOf(
  catalog: Catalog,
  provider: Provider,
  code: string,
): Promise<ProviderProductDetail> {
  return valueOf(await catalog.product(provider.name, code), 'unknown_product');
}

/** An item that can be bought now. @throws ProblemError */
export function itemOf(product: ProviderProductDetail, code: string): ProviderItem {
  const item = product.items.find((each) => each.code === code);
  if (!item) throw new ProblemError('unknown_item');
  if (!item.available) throw new ProblemError('item_unavailable');
  return item;
}

/** @throws ProblemError `invalid_fields`, with what is wrong */
export function checkFields(
  product: ProviderProductDetail,
  values: Readonly<Record<string, string>>,
): void {
  const errors = fieldFaults(product.fields, values);
  if (errors.length > 0) throw new ProblemError('invalid_fields', { errors });
}

const FAILURES: Readonly<Record<Exclude<ReadFailure['code'], 'not-found'>, ProblemCode>> = {
  unavailable: 'upstream_unavailable',
  malformed: 'upstream_malformed',
  refused: 'upstream_refused',
  quota: 'upstream_quota',
};

/**
 * What was read, or its failure as a problem.
 *
 * @param missing the problem that stands for `not-found`
 * @throws ProblemError
 */
export function valueOf<T>(read: Read<T>, missing: ProblemCode): T {
  if (read.kind === 'read') return read.value;
  if (read.code === 'not-found') throw new ProblemError(missing);
  throw new ProblemError(FAILURES[read.code], { retryAfterMs: read.retryAfterMs });
}
