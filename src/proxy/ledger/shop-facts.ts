/** What was learnt of the shop's bukaOlshop, once and for all nodes. */
import type { Database } from '../store/database.js';

/** Whether `/user/catatan` shows the note of a change: only then does its absence prove anything. */
export const NOTES_IN_HISTORY = 'notes_in_history';

/** Debits after which a history that showed none of their notes is taken not to show any. */
const MAX_HISTORY_QUERIES = 10;

export class ShopFacts {
  readonly #db: Database['db'];
  readonly #now: () => number;
  #isKnownToShowNotes = false;
  #historyQueries = 0;

  constructor({ db }: Database, now: () => number) {
    this.#db = db;
    this.#now = now;
  }

  async historyShowsNotes(): Promise<boolean> {
    if (this.#isKnownToShowNotes) return true;
    const row = await this.#db
      .selectFrom('shop_facts')
      .select('name')
      .where('name', '=', NOTES_IN_HISTORY)
      .executeTakeFirst();
    this.#isKnownToShowNotes = row !== undefined;
    return this.#isKnownToShowNotes;
  }

  /** Whether one more look may teach something: a history that never shows notes is not asked on. */
  async isHistoryWorthQuerying(): Promise<boolean> {
    this.#historyQueries += 1;
    return this.#historyQueries <= MAX_HISTORY_QUERIES && !(await this.historyShowsNotes());
  }

  async recordNoteSeen(): Promise<void> {
    if (this.#isKnownToShowNotes) return;
    await this.#db
      .insertInto('shop_facts')
      .values({ name: NOTES_IN_HISTORY, value: 'yes', at: this.#now() })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
    this.#isKnownToShowNotes = true;
  }
}
