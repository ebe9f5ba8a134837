import { expect } from 'chai';
import { findTopups } from '../../../../../src/elements/topup/tiles/find-topups.js';

const TITLES = [
  'Voucher Free Fire',
  'Mobile Legends: Bang Bang',
  'Free Fire MAX',
  'Free Fire',
  'PUBG Mobile (Global)',
  'Genshin Impact',
  'Honkai: Star Rail',
  'Call of Duty Mobile',
  'Roblox Voucher',
  'Google Play Gift Card',
  'Pulsa Telkomsel',
  'MagicChess',
  'Pokémon UNITE',
  'Paket Data XL',
];
const products = TITLES.map((title) => ({
  title,
  aliases: title === 'MagicChess' ? ['Catur Go'] : [],
}));
const find = (search: string) => findTopups(products, search).map(({ title }) => title);

const CASES: readonly [search: string, first: string | null, what: string][] = [
  ['ml', 'Mobile Legends: Bang Bang', 'the first initials'],
  ['mlbb', 'Mobile Legends: Bang Bang', 'all initials'],
  ['ML', 'Mobile Legends: Bang Bang', 'capitals'],
  ['ff', 'Free Fire MAX', 'initials'],
  ['ffm', 'Free Fire MAX', 'longer initials'],
  ['epep', 'Voucher Free Fire', 'what it is called'],
  ['pubg', 'PUBG Mobile (Global)', 'a first word'],
  ['pubgm', 'PUBG Mobile (Global)', 'an alias'],
  ['codm', 'Call of Duty Mobile', 'an alias without small words'],
  ['hsr', 'Honkai: Star Rail', 'initials across a colon'],
  ['robux', 'Roblox Voucher', 'what is bought'],
  ['play', 'Google Play Gift Card', 'a word in the middle'],
  ['legends mobile', 'Mobile Legends: Bang Bang', 'words in another order'],
  ['mobilelegends', 'Mobile Legends: Bang Bang', 'words written as one'],
  ['freefire', 'Free Fire MAX', 'words written as one'],
  ['magic chess', 'MagicChess', 'one word written as two'],
  ['pokemon', 'Pokémon UNITE', 'an accent that nobody types'],
  ['  Genshin\u200b ', 'Genshin Impact', 'spaces and characters that nobody sees'],
  ['ｐｕｂｇ', 'PUBG Mobile (Global)', 'full-width letters'],
  ['tsel', 'Pulsa Telkomsel', 'the short name of an operator'],
  ['xl', 'Paket Data XL', 'a short last word'],
  ['catur', 'MagicChess', 'the beginning of an alias of the shop'],
  ['sepatu', null, 'nothing that is sold'],
];

describe('finding top-ups', () => {
  for (const [search, first, what] of CASES) {
    it(`takes “${search}”: ${what}`, () => {
      expect(find(search)[0] ?? null).to.equal(first);
    });
  }

  it('puts initials at the start before initials in the middle', () => {
    expect(find('ff')).to.deep.equal(['Free Fire MAX', 'Free Fire', 'Voucher Free Fire']);
  });

  it('returns all of them for an empty search', () => {
    expect(find(' ')).to.deep.equal(TITLES);
  });
});
