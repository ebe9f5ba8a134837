/**
 * Finds products by what shoppers call them: parts of the title, initials, the operator's aliases, and the
 * names of the street.
 */

/** What shoppers write, and a part of the title that they mean. Both as `wordsOf` writes them. */
const ALIASES: readonly (readonly [alias: string, title: string])[] = [
  ['epep', 'free fire'],
  ['emel', 'mobile legends'],
  ['mole', 'mobile legends'],
  ['mlbb', 'mobile legends'],
  ['wdp', 'weekly diamond pass'],
  ['pabji', 'pubg'],
  ['gensin', 'genshin'],
  ['rbx', 'roblox'],
  ['robux', 'roblox'],
  ['gplay', 'google play'],
  ['playstore', 'google play'],
  ['psn', 'playstation'],
  ['tsel', 'telkomsel'],
  ['isat', 'indosat'],
  ['pln', 'listrik'],
];

/** The likeliest meaning first. */
const RANKS = ['alias', 'start', 'word', 'initials', 'middle'] as const;
/** Initials inside other initials mean something from this length on. */
const MIN_INITIALS = 2;

/** Lower case without accents, in words: `MobileLegends: Bang-Bang` is `mobile legends bang bang`. */
function wordsOf(text: string): readonly string[] {
  return text
    .normalize('NFKD')
    .replace(/\p{M}|\p{Cf}/gu, '')
    .replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean);
}

function rankOf(search: readonly string[], words: readonly string[]): number {
  const title = words.join(' ');
  const initials = words.map(([first]) => first).join('');
  const joined = search.join('');
  const hasInitials = joined.length >= MIN_INITIALS && initials.includes(joined);
  const matches = {
    alias:
      (hasInitials && initials.startsWith(joined)) ||
      ALIASES.some(([alias, meant]) => alias === joined && title.includes(meant)),
    start: words.join('').startsWith(joined),
    word: search.every((each) => words.some((word) => word.startsWith(each))),
    initials: hasInitials,
    middle: search.every((each) => title.includes(each)) || words.join('').includes(joined),
  };
  return RANKS.findIndex((rank) => matches[rank]);
}

/** What shoppers may call a product. */
export interface Named {
  readonly title: string;
  readonly aliases: readonly string[];
}

/** The products that `search` may mean, the likeliest first; all of them for an empty search. */
export function findTopups<T extends Named>(products: readonly T[], search: string): readonly T[] {
  const words = wordsOf(search);
  if (words.length === 0) return products;
  const rankOfProduct = ({ title, aliases }: Named) => {
    if (aliases.some((alias) => wordsOf(alias).join('') === words.join(''))) return 0;
    const ranks = [title, ...aliases].map((name) => rankOf(words, wordsOf(name)));
    return Math.min(...ranks.filter((rank) => rank >= 0));
  };
  return products
    .map((product) => ({ product, rank: rankOfProduct(product) }))
    .filter(({ rank }) => rank < Infinity)
    .sort((a, b) => a.rank - b.rank)
    .map(({ product }) => product);
}
