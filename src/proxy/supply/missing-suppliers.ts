/** Suppliers that open orders need and that have no key any more: nothing can follow those orders. */
import type { Kysely } from 'kysely';
import type { ProviderName } from '../contract.js';
import { FINAL_STATES } from '../ledger/states.js';
import type { Tables } from '../store/tables.js';

export interface MissingSupplier {
  readonly provider: ProviderName;
  readonly openOrders: number;
}

/** @param enabled the providers that have a key */
export async function findMissingSuppliers(
  db: Kysely<Tables>,
  enabled: Iterable<ProviderName>,
): Promise<readonly MissingSupplier[]> {
  const rows = await db
    .selectFrom('orders')
    .select(['provider', (eb) => eb.fn.countAll<number | string>().as('count')])
    .where('state', 'not in', FINAL_STATES)
    .groupBy('provider')
    .orderBy('provider')
    .execute();
  const names = new Set(enabled);
  return rows
    .filter(({ provider }) => !names.has(provider))
    .map(({ provider, count }) => ({ provider, openOrders: Number(count) }));
}
