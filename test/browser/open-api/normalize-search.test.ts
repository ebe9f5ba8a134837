import { expect } from 'chai';
import { normalizeSearch } from '../../../src/open-api/normalize-search.js';

describe('a search for', () => {
  const cases: readonly [string, string, boolean][] = [
    ['pulsa 20rb', 'pulsa 20rb', false],
    ['  baju   baru ', 'baju baru', false],
    ['café', 'cafe', false],
    ['50% diskon!', '50 diskon', true],
    ['<script>', 'script', true],
    ['🎮', '', true],
    ['', '', false],
  ];
  for (const [input, search, hasDropped] of cases) {
    it(`${JSON.stringify(input)} becomes ${JSON.stringify(search)}`, () => {
      expect(normalizeSearch(input)).to.deep.equal({ search, hasDropped });
    });
  }
});
