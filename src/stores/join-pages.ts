/** Joins the pages of a list whose rows may have moved between the requests. Loaded on first use. */
import type { Rows } from '../open-api/endpoint.js';
import type { ReadyFeed } from './feed.js';

/** The rows of each page, the first page first. No row is in two of them. */
export type Pages<T> = readonly (readonly T[])[];

/** Tells rows apart. Without it, rows are only appended, and a renewed list has one page. */
export type IdOf<T> = ((row: T) => string) | undefined;

/** What one page changes of a feed, beside the rows. */
export type FeedPart<T> = Pick<ReadyFeed<T>, 'at' | 'done' | 'staleReason' | 'dropped'>;

export type JoinPage = typeof joinPage;

interface AddedPage<T> extends Rows<T> {
  readonly page: number;
  readonly isLast: boolean;
  /** It is read again, because rows may have moved to it. */
  readonly hasMoved: boolean;
}

/** @param next the feed's part if the page was its only one */
export function joinPage<T>(
  feed: ReadyFeed<T>,
  pages: Pages<T>,
  { page, rows, received, isLast, hasMoved }: AddedPage<T>,
  next: FeedPart<T>,
  idOf: IdOf<T>,
): { pages: Pages<T>; next: FeedPart<T> } {
  if (hasMoved) {
    const renewed = renewPage(pages, page - 1, rows, idOf);
    return {
      pages: renewed,
      next: { ...feed, done: feed.done && renewed.length === pages.length },
    };
  }
  if (page > 1) {
    const longer = appendPage(pages, rows, idOf);
    // A server that ignores the page repeats its rows for ever.
    const done = isLast || longer.length === pages.length;
    return {
      pages: longer,
      next: { ...feed, done, dropped: feed.dropped + received - rows.length },
    };
  }
  const renewed = isLast ? [rows] : renewPage(pages, 0, rows, idOf);
  return { pages: renewed, next: { ...next, done: isLast || (renewed.length > 1 && feed.done) } };
}

const rowsById = <T>(rows: readonly T[], idOf: (row: T) => string) =>
  new Map(rows.map((row) => [idOf(row), row]));

/** A row that is known already moves to the new page. Adds no page without new rows. */
function appendPage<T>(pages: Pages<T>, rows: readonly T[], idOf: IdOf<T>): Pages<T> {
  if (!idOf) return rows.length > 0 ? [...pages, rows] : pages;
  const added = rowsById(rows, idOf);
  const known = rowsById(pages.flat(), idOf);
  if (rows.every((row) => known.has(idOf(row)))) return pages;
  const others = pages.map((page) => page.filter((row) => !added.has(idOf(row))));
  return [...others, Array.from(added.values())];
}

/**
 * Replaces one page. Rows that moved out of it, to the page before or after, stay beside it. A first
 * page of other rows only begins another list.
 */
function renewPage<T>(pages: Pages<T>, index: number, rows: readonly T[], idOf: IdOf<T>): Pages<T> {
  if (!idOf) return [rows];
  const old = pages[index] ?? [];
  const renewed = rowsById(rows, idOf);
  const others = (page: readonly T[]) => page.filter((row) => !renewed.has(idOf(row)));
  const isOther = others(old).length === old.length;
  if (isOther && index === 0) return [rows];
  const ids = Array.from(renewed.keys());
  const placeOf = (id: string | undefined) => old.findIndex((row) => idOf(row) === id);
  // Rows before the first known one have moved to the page before, and so on behind the last.
  const head = isOther ? old : index > 0 ? old.slice(0, Math.max(0, placeOf(ids[0]))) : [];
  const last = placeOf(ids[ids.length - 1]);
  const tail = last < 0 ? [] : old.slice(last + 1);
  return pages.map((page, at) =>
    at === index ? [...others(head), ...renewed.values(), ...others(tail)] : others(page),
  );
}
