import { setViewport } from '@web/test-runner-commands';
import { expect } from 'chai';
import '../../../../src/define.js';
import { setPlatform } from '../../../../src/stores/platform.js';
import { deepQuery, expectAccessible, until } from '../../support.js';
import { mountProducts, withRows } from './product-grid.js';

const NOW = Date.parse('2026-03-08T12:00:00+07:00');

async function mountRow(fields: object) {
  const element = await mountProducts(await withRows(fields));
  // It comes with the sort menu, after the first cards.
  await until(() => deepQuery(element, '[part~=sort]'), 'the menu');
  return element;
}

describe('the chip of a new product', () => {
  beforeEach(() => setPlatform({ now: () => NOW }));
  afterEach(() => setPlatform({}));

  const dates: readonly [string | null, boolean][] = [
    ['2026-03-08 11:59:00', true],
    ['2026-03-08', true],
    ['2026-03-01 12:00:01', true],
    ['2026-03-01 11:59:00', false],
    ['2026-03-08 12:00:01', false],
    ['2020-11-16 01:26:27', false],
    ['0000-00-00 00:00:00', false],
    ['kemarin', false],
    ['', false],
    [null, false],
  ];
  for (const [tanggal, isNew] of dates) {
    it(`is ${isNew ? '' : 'not '}there for ${String(tanggal)}`, async () => {
      const chip = deepQuery(await mountRow({ tanggal }), '[part~=new]');
      expect(chip?.textContent ?? null).to.equal(isNew ? 'Baru' : null);
    });
  }

  for (const width of [280, 360]) {
    it(`covers no discount, and moves nothing, at ${String(width)} px`, async () => {
      await setViewport({ width, height: 740 });
      const row = { tanggal: '2026-03-08 11:00:00', harga_produk: 100, harga_produk_asli: 90_000 };
      const element = await mountRow(row);
      const chip = deepQuery(element, '[part~=new]')!.getBoundingClientRect();
      const discount = deepQuery(element, '[part~=discount]')!.getBoundingClientRect();
      const picture = deepQuery(element, '[part~=image]')!.getBoundingClientRect();
      expect(chip.top).to.be.at.least(discount.bottom);
      expect(chip.bottom).to.be.at.most(picture.bottom);
      await expectAccessible(element);
      await setViewport({ width: 360, height: 740 });
    });
  }
});

describe('a product that the shop has stopped', () => {
  const states: readonly [unknown, number, string | null][] = [
    ['gangguan', 5, 'Gangguan'],
    ['closed', 5, 'Tutup'],
    ['closed', 0, 'Stok habis'],
    ['live', 5, null],
    ['<b>x</b>', 5, null],
    [undefined, 5, null],
  ];
  for (const [status_produk, stok, word] of states) {
    it(`is greyed with ${String(word)} for ${String(status_produk)} and ${stok} left`, async () => {
      const element = await mountRow({ status_produk, stok });
      const veil = deepQuery(element, '[part~=sold-out]');
      expect(veil?.textContent ?? null).to.equal(word);
      expect(deepQuery(element, '[part~=card]')?.hasAttribute('href')).to.equal(true);
    });
  }
});
