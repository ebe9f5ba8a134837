/** The items that product callbacks have named, to whichever node they came: read from the callback log. */
import type { ProviderName } from '../contract.js';
import type { Platform } from '../platform.js';
import type { Database } from '../store/database.js';
import { MINUTE_MS } from '../time.js';

export const PRODUCT_NOTE = 'product';
const PREFIX = `${PRODUCT_NOTE}:`;
/** ms; a page is shown nothing older anyway */
const WINDOW_MS = MINUTE_MS;
const MAX_ROWS = 2_000;

/** @returns reads those that it has not returned before */
export function createChangedItemReader(
  { db }: Database,
  { now }: Pick<Platform, 'now'>,
): () => Promise<{ readonly provider: ProviderName; readonly item: string }[]> {
  let seen: ReadonlySet<string> = new Set();
  return async () => {
    const rows = await db
      .selectFrom('callbacks')
      .select(['id', 'note'])
      .where('at', '>=', now() - WINDOW_MS)
      .where('source', '=', 'lapakgaming')
      .where('note', 'like', `${PREFIX}%`)
      .orderBy('at', 'desc')
      .limit(MAX_ROWS)
      .execute();
    const unseen = rows.filter(({ id }) => !seen.has(id));
    seen = new Set(rows.map(({ id }) => id));
    const items = new Set(unseen.map(({ note }) => note.slice(PREFIX.length)));
    return [...items].map((item) => ({ provider: 'lapakgaming', item }));
  };
}
