/** Joins the pages of a list whose rows may have moved between the requests. Loaded on first use. */

/** The rows of each page, the first page first. No row is in two of them. */
export type Pages<T> = readonly (readonly T[])[];

/** Tells rows apart. Without it, rows are only appended, and a renewed list has one page. */
export type IdOf<T> = ((row: T) => string) | undefined;

const rowsById = <T>(rows: readonly T[], idOf: (row: T) => string) =>
  new Map(rows.map((row) => [idOf(row), row]));

/** A row that is known already moves to the new page. Adds no page without new rows. */
export function appendPage<T>(pages: Pages<T>, rows: readonly T[], idOf: IdOf<T>): Pages<T> {
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
export function renewPage<T>(
  pages: Pages<T>,
  index: number,
  rows: readonly T[],
  idOf: IdOf<T>,
): Pages<T> {
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
