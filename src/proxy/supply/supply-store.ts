/** Reads and writes what all nodes share about the suppliers: deposits, stops and switches. */
import type { Kysely } from 'kysely';
import type { ProviderName } from '../contract.js';
import type { SupplierStop } from '../store/supplier-stop.js';
import type { SupplierRow, SwitchRow, Tables } from '../store/tables.js';

type Db = Kysely<Tables>;

export interface DepositReading {
  readonly provider: ProviderName;
  /** whole rupiah; `null` where the provider does not tell */
  readonly deposit: number | null;
  /** when the read began, ms since 1970 */
  readonly startedAt: number;
}

export const listSuppliers = (db: Db): Promise<SupplierRow[]> =>
  db.selectFrom('suppliers').selectAll().execute();

export const findSupplier = (db: Db, provider: ProviderName): Promise<SupplierRow | undefined> =>
  db.selectFrom('suppliers').selectAll().where('provider', '=', provider).executeTakeFirst();

const NOTHING_KNOWN = {
  deposit: null,
  deposit_read_at: null,
  short_cost: null,
  stop: null,
  stopped_at: null,
} as const satisfies Omit<SupplierRow, 'provider'>;

/**
 * Records a read that was answered. A stop from before it ends, but a deposit that was too small only
 * where the answer tells the deposit.
 */
export async function recordReading(
  db: Db,
  { provider, deposit, startedAt }: DepositReading,
): Promise<void> {
  const reading = { deposit, deposit_read_at: deposit === null ? null : startedAt };
  await db
    .insertInto('suppliers')
    .values({ ...NOTHING_KNOWN, provider, ...reading })
    .onConflict((conflict) => conflict.column('provider').doUpdateSet(reading))
    .execute();
  await db
    .updateTable('suppliers')
    .set({ stop: null, stopped_at: null })
    .where('provider', '=', provider)
    .where('stopped_at', '<=', startedAt)
    .where(
      'stop',
      'in',
      deposit === null ? ['access_refused'] : ['access_refused', 'deposit_empty'],
    )
    .execute();
  if (deposit === null) return;
  await db
    .updateTable('suppliers')
    .set({ short_cost: null })
    .where('provider', '=', provider)
    .where('short_cost', '<=', deposit)
    .execute();
}

/** @returns whether the supplier was not stopped for this reason before */
export async function recordStop(
  db: Db,
  provider: ProviderName,
  stop: SupplierStop,
  now: number,
): Promise<boolean> {
  const change = { stop, stopped_at: now };
  const result = await db
    .insertInto('suppliers')
    .values({ ...NOTHING_KNOWN, provider, ...change })
    .onConflict((conflict) =>
      conflict
        .column('provider')
        .doUpdateSet(change)
        .where((eb) => eb.or([eb('suppliers.stop', 'is', null), eb('suppliers.stop', '!=', stop)])),
    )
    .executeTakeFirst();
  if (result.numInsertedOrUpdatedRows === 1n) return true;
  // A read that began before this refusal must not end the stop.
  await db
    .updateTable('suppliers')
    .set({ stopped_at: now })
    .where('provider', '=', provider)
    .execute();
  return false;
}

/** @returns whether the deposit was not known to be too small for this cost */
export async function recordShortCost(
  db: Db,
  provider: ProviderName,
  cost: number,
): Promise<boolean> {
  const change = { short_cost: cost };
  const result = await db
    .insertInto('suppliers')
    .values({ ...NOTHING_KNOWN, provider, ...change })
    .onConflict((conflict) =>
      conflict
        .column('provider')
        .doUpdateSet(change)
        .where((eb) =>
          eb.or([eb('suppliers.short_cost', 'is', null), eb('suppliers.short_cost', '>', cost)]),
        ),
    )
    .executeTakeFirst();
  return result.numInsertedOrUpdatedRows === 1n;
}

/** Ends a stop because the operator says so; for all suppliers without `provider`. @returns whether one was there */
export async function clearStop(db: Db, provider?: ProviderName): Promise<boolean> {
  let update = db
    .updateTable('suppliers')
    .set({ stop: null, stopped_at: null })
    .where('stop', 'is not', null);
  if (provider !== undefined) update = update.where('provider', '=', provider);
  const { numUpdatedRows } = await update.executeTakeFirstOrThrow();
  return numUpdatedRows > 0n;
}

/** The switches that are off, those whose time is over included. */
export const listSwitches = (db: Db): Promise<SwitchRow[]> =>
  db.selectFrom('switches').selectAll().orderBy('what').execute();

export async function switchOff(db: Db, row: SwitchRow): Promise<void> {
  const { until, say, at } = row;
  await db
    .insertInto('switches')
    .values(row)
    .onConflict((conflict) => conflict.column('what').doUpdateSet({ until, say, at }))
    .execute();
}

/** @returns whether it was off */
export async function switchOn(db: Db, what: string): Promise<boolean> {
  const result = await db.deleteFrom('switches').where('what', '=', what).executeTakeFirst();
  return result.numDeletedRows > 0n;
}
