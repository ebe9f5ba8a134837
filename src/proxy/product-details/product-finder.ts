/**
 * Finds a product of the shop in the Open API's list, which has no call for one product. Pages are read one
 * after another through the mirror, and it is remembered on which of them each product stood, so that ids that
 * the shop does not have cost nothing.
 */
import { z } from 'zod';
import type { Mirror } from '../mirror/mirror.js';
import { MAX_PAGES, PAGE_SIZE, rowsOfPage } from '../mirror/product-page.js';
import type { Platform } from '../platform.js';
import { MINUTE_MS } from '../time.js';
import { lenientText } from '../upstream/lenient-fields.js';
import type { ReadFailure, ReadResult } from '../upstream/read-result.js';

/** A product as `GET /app/produk` lists it, with all of its fields. */
export type ListedRow = Readonly<Record<string, unknown>>;

export interface ProductFinder {
  /** Never throws. */
  find(this: void, id: string): Promise<ReadResult<ListedRow>>;
}

/** ms after which all pages may be searched again for an id that none of them had */
const SEARCH_TTL_MS = 30 * MINUTE_MS;

const NOT_FOUND: ReadFailure = { kind: 'failed', code: 'not-found' };

const row = z.looseObject({ id_produk: lenientText });

interface Page {
  readonly rows: ReadonlyMap<string, ListedRow>;
  readonly isLast: boolean;
}

export function createProductFinder(
  mirror: Pick<Mirror, 'list'>,
  { now }: Pick<Platform, 'now'>,
): ProductFinder {
  const pageOf = new Map<string, number>();
  /** `nextPage` is `null` where all pages were searched */
  let search: { readonly startedAt: number; readonly nextPage: number | null } | null = null;
  /** One search at a time: the next one may find what the one before has read. */
  let turn: Promise<unknown> = Promise.resolve();

  async function readPage(number: number): Promise<ReadResult<Page>> {
    const query = { page: String(number), total_data: String(PAGE_SIZE) };
    const read = await mirror.list('produk', query);
    if (read.kind === 'bad-request') return NOT_FOUND;
    // A page behind the last one may be none.
    const isNone = read.kind === 'failed' && read.code === 'not-found' && number > 1;
    if (isNone) return { kind: 'read', value: { rows: new Map(), isLast: true } };
    if (read.kind === 'failed') return read;
    const listed = rowsOfPage(read.value.body);
    const rows = new Map(
      listed.flatMap((each): [string, ListedRow][] => {
        const { data } = row.safeParse(each);
        return data ? [[data.id_produk, data]] : [];
      }),
    );
    for (const id of rows.keys()) pageOf.set(id, number);
    const isLast = listed.length < PAGE_SIZE || number >= MAX_PAGES;
    return { kind: 'read', value: { rows, isLast } };
  }

  /** `null` where it stands on no page that is known. */
  async function findWhereItStood(id: string): Promise<ReadResult<ListedRow> | null> {
    const number = pageOf.get(id);
    if (number === undefined) return null;
    const read = await readPage(number);
    if (read.kind === 'failed') return read;
    const value = read.value.rows.get(id);
    if (value) return { kind: 'read', value };
    // Newer products have moved it to a later page, or it is gone: all pages tell.
    pageOf.delete(id);
    search = null;
    return null;
  }

  async function searchPages(id: string): Promise<ReadResult<ListedRow>> {
    const isOld = search === null || Math.abs(now() - search.startedAt) >= SEARCH_TTL_MS;
    let current = isOld || search === null ? { startedAt: now(), nextPage: 1 } : search;
    while (current.nextPage !== null) {
      const read: ReadResult<Page> = await readPage(current.nextPage);
      if (read.kind === 'failed') return read;
      const { rows, isLast } = read.value;
      current = { ...current, nextPage: isLast ? null : current.nextPage + 1 };
      search = current;
      const found = rows.get(id);
      if (found) return { kind: 'read', value: found };
    }
    return NOT_FOUND;
  }

  return {
    find(id) {
      const found = turn.then(async () => (await findWhereItStood(id)) ?? searchPages(id));
      turn = found;
      return found;
    },
  };
}
