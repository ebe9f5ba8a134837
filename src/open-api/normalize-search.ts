/**
 * `cari_nama_produk` takes letters, digits and spaces only (bukaOlshop Open API, GET /app/produk), and
 * finds a text that the name contains. But shoppers write "T-Shirt" in more ways than one.
 */

/** Also the spellings of one letter: é is e with a mark, and marks go, like all invisible characters. */
const INVISIBLE = /[\p{M}\p{Cf}\p{Default_Ignorable_Code_Point}]/gu;
const SEPARATORS = /[\s\p{P}$+<=>^`|~]+/gu;

/** Words of plain letters and digits, one space apart; `hasDropped`: others cannot be searched. */
export function normalizeSearch(input: string): { search: string; hasDropped: boolean } {
  const spaced = input.normalize('NFKD').replace(INVISIBLE, '').replace(SEPARATORS, ' ');
  const search = spaced.replace(/[^A-Za-z0-9 ]/g, '');
  return {
    search: search.replace(/ +/g, ' ').trim().slice(0, 100).trim(),
    hasDropped: search.length !== spaced.length,
  };
}

/**
 * The part of a search that the server is asked for: of several words the longest, which stands in a
 * name however its words are joined or ordered. `matchesSearch` selects among its answers.
 */
export const serverSearchOf = (search: string): string =>
  search.split(' ').reduce((longest, word) => (word.length > longest.length ? word : longest), '');

/** Each word of the search begins one of the name, or all do without the spaces between them. */
export function matchesSearch(name: string, search: string): boolean {
  const words = search.toLowerCase().split(' ');
  // The server has compared a single word.
  if (words.length < 2) return true;
  const plainName = ` ${normalizeSearch(name).search.toLowerCase()}`;
  return (
    words.every((word) => plainName.includes(` ${word}`)) ||
    RegExp(` ${Array.from(words.join('')).join(' ?')}`).test(plainName)
  );
}
