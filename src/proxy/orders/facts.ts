/** What was learnt of the shop's bukaOlshop, once and for all nodes. */
import type { Database } from '../store/database.js';

/** Whether `/user/catatan` shows the note of a change: only then does its absence prove anything. */
export const NOTES_IN_HISTORY = 'notes_in_history';

/** Debits after which a history that showed none of their notes is taken not to show any. */
const ENOUGH = 10;

export class Facts {
  readonly #db: Database['db'];
  readonly #now: () => number;
  #known = false;
  #asked = 0;

  constructor({ db }: Database, now: () => number) {
    this.#db = db;
    this.#now = now;
  }

  async historyShowsNotes(): Promise<boolean> {
    if (this.#known) return true;
    const row = await this.#db
      .selectFrom('facts')
      .select('name')
      .where('name', '=', NOTES_IN_HISTORY)
      .executeTakeFirst();
    this.#known = row !== undefined;
    return this.#known;
  }

  /** Whether one more look may teach something: a history that never shows notes is not asked on. */
  async isWorthAsking(): Promise<boolean> {
    this.#asked += 1;
    return this.#asked <= ENOUGH && !(await this.historyShowsNotes());
  }

  async sawNoteInHistory(): Promise<void> {
    if (this.#known) return;
    await this.#db
      .insertInto('facts')
      .values({ name: NOTES_IN_HISTORY, value: 'yes', at: this.#now() })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
    this.#known = true;
  }
}
