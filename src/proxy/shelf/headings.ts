/** The heading of an item, where its name plainly holds one: its unit, or the words before a number. */

/** What is sold beside amounts; the word alone is the heading. */
const SORTS: readonly (readonly [heading: string, words: RegExp])[] = [
  ['Pass', /\bpass\b/i],
  ['Membership', /\b(membership|member|subscription|langganan)\b/i],
  ['Starlight', /\bstarlight\b/i],
  ['Bundle', /\bbundle\b/i],
];

/** `86 (78 + 8) Diamonds`, `60 + 5 UC`, `222 Diamonds (200 + 22 Bonus)`, without what is in brackets */
const AMOUNT_AND_UNIT = /^\d[\d.,]*(?: ?\+ ?\d[\d.,]*)? (\p{L}+(?: \p{L}+)?)$/u;
/** `Pulsa Telkomsel 10.000`, `Steam Wallet IDR 12.000` */
const WORDS_AND_AMOUNT = /^(\p{L}+(?: \p{L}+){0,2}?)(?: (?:IDR|Rp\.?))? ?(?:Rp\.?)? ?\d[\d.,]*k?$/u;

/** `null` where it is not plain. */
export function headingOf(name: string): string | null {
  const plain = name
    .replaceAll(/\([^)]*\)/g, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim();
  const sort = SORTS.find(([, words]) => words.test(plain));
  if (sort) return sort[0];
  return AMOUNT_AND_UNIT.exec(plain)?.[1] ?? WORDS_AND_AMOUNT.exec(plain)?.[1] ?? null;
}

/** Equal for headings that differ in case or number only: `Diamond` and `Diamonds`. */
export const headingKey = (heading: string): string => heading.toLowerCase().replace(/s$/, '');
