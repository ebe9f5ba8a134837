import { expect } from 'chai';
import {
  matchesSearch,
  normalizeSearch,
  serverSearchOf,
} from '../../../src/open-api/normalize-search.js';

describe('a search for', () => {
  const cases: readonly [string, string, boolean][] = [
    ['pulsa 20rb', 'pulsa 20rb', false],
    ['  baju   baru ', 'baju baru', false],
    ['café', 'cafe', false],
    ['50% diskon!', '50 diskon', false],
    ['<script>', 'script', false],
    ['T-Shirt', 'T Shirt', false],
    ['t–shirt/kaos', 't shirt kaos', false],
    ['ka\u200bos\u00ad \ufe0fpolos\u2060', 'kaos polos', false],
    ['\u3164kaos', 'kaos', false],
    ['ｋａｏｓ', 'kaos', false],
    ['kaos мука', 'kaos', true],
    ['🎮', '', true],
    ['', '', false],
  ];
  for (const [input, search, hasDropped] of cases) {
    it(`${JSON.stringify(input)} becomes ${JSON.stringify(search)}`, () => {
      expect(normalizeSearch(input)).to.deep.equal({ search, hasDropped });
    });
  }
});

describe('a product is found', () => {
  const cases: readonly [string, string, boolean][] = [
    ['t-shirt', 'T-Shirt Polos', true],
    ['t shirt', 'T-Shirt Polos', true],
    ['t-shirt', 'Kaos Tshirt Pria', true],
    ['T_SHIRT', 'Polo (T Shirt)', true],
    ['polos kaos', 'Kaos Polos', true],
    ['kaos pol', 'Kaos Polos', true],
    ['usb-c', 'Kabel USB C 2m', true],
    ['cafe latte', 'Café-Latte', true],
    ['t-shirt', 'Sweatshirt Hitam', false],
    ['t-shirt', 'Shirt Biru', false],
    ['kaos polos', 'Kaos Garis', false],
  ];
  for (const [typed, name, isFound] of cases) {
    it(`by ${typed}${isFound ? '' : ', but not'} as ${name}`, () => {
      const { search } = normalizeSearch(typed);
      const isAnswered = name.toLowerCase().includes(serverSearchOf(search).toLowerCase());
      expect(isAnswered && matchesSearch(name, search)).to.equal(isFound);
    });
  }
});
