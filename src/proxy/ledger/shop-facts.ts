/**
 * Shop facts: what the proxy has learned about the shop, shared by all nodes. Nothing about a shopper is
 * stored here.
 */
import type { Database } from '../store/database.js';
import type { ShopFactRow } from '../store/tables.js';

type Db = Database['db'];

export const getShopFact = (db: Db, name: string): Promise<ShopFactRow | undefined> =>
  db.selectFrom('shop_facts').selectAll().where('name', '=', name).executeTakeFirst();

/** Stores a fact. One that is stored already stays, unless `replace`. */
export const setShopFact = (
  db: Db,
  { name, value, at }: ShopFactRow,
  { replace = false }: { readonly replace?: boolean } = {},
): Promise<unknown> =>
  db
    .insertInto('shop_facts')
    .values({ name, value, at })
    .onConflict((conflict) =>
      replace ? conflict.column('name').doUpdateSet({ value, at }) : conflict.doNothing(),
    )
    .execute();

/** Stores a value that may change. @returns whether it was another one, or none, before */
export async function becomesShopFact(db: Db, { name, value, at }: ShopFactRow): Promise<boolean> {
  const result = await db
    .insertInto('shop_facts')
    .values({ name, value, at })
    .onConflict((conflict) =>
      conflict.column('name').doUpdateSet({ value, at }).where('shop_facts.value', '!=', value),
    )
    .executeTakeFirst();
  return result.numInsertedOrUpdatedRows === 1n;
}

/** Whether `/user/catatan` shows the notes of transfers: only then does a note's absence prove anything. */
export const NOTES_IN_HISTORY = 'notes_in_history';

/** The first complete sweep of the store (`checkouts/sweep.ts`). */
export const CHECKOUT_BASELINE = 'checkout_baseline';
/** The ledger was restored from a copy, which may lack transactions that were claimed. */
export const CHECKOUTS_RESTORED = 'checkouts_restored';

/** Paid debits to look up before a history that showed none of their notes is not queried any more. */
const MAX_HISTORY_QUERIES = 10;

export class ShopFacts {
  readonly #db: Db;
  readonly #now: () => number;
  #isKnownToShowNotes = false;
  #historyQueries = 0;

  constructor({ db }: Database, now: () => number) {
    this.#db = db;
    this.#now = now;
  }

  async historyShowsNotes(): Promise<boolean> {
    if (this.#isKnownToShowNotes) return true;
    this.#isKnownToShowNotes = (await getShopFact(this.#db, NOTES_IN_HISTORY)) !== undefined;
    return this.#isKnownToShowNotes;
  }

  /** Whether another query may teach something; counts as one. */
  async isHistoryWorthQuerying(): Promise<boolean> {
    this.#historyQueries += 1;
    return this.#historyQueries <= MAX_HISTORY_QUERIES && !(await this.historyShowsNotes());
  }

  async recordNoteSeen(): Promise<void> {
    if (this.#isKnownToShowNotes) return;
    await setShopFact(this.#db, { name: NOTES_IN_HISTORY, value: 'yes', at: this.#now() });
    this.#isKnownToShowNotes = true;
  }
}
