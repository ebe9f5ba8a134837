import { setViewport } from '@web/test-runner-commands';
import { expect } from 'chai';
import '../../../../src/define.js';
import { initialOf } from '../../../../src/elements/ui/tile.js';
import type { TestShop } from '../../support.js';
import {
  deepQuery,
  deepQueryAll,
  deepText,
  expectAccessible,
  mount,
  openShop,
  until,
} from '../../support.js';

const page = (n: number, fields: object = {}) => ({
  nama_page: `Halaman ${n}`,
  icon_page: `${window.SANDBOX}/images/tidak-ada`,
  url_kostum_page: `${window.SANDBOX}/toko/digital/${n}`,
  ...fields,
});

const withRows = (rows: unknown[]) => openShop({ faults: [{ kind: 'rows', rows }] });
const withPages = (count: number) =>
  withRows(Array.from({ length: count }, (_, index) => page(index + 1)));

const tag = ({ token, api }: TestShop, attributes = '') =>
  `<etalase-pages token="${token}" api="${api}" ${attributes}></etalase-pages>`;

const links = (element: Element) => deepQueryAll<HTMLAnchorElement>(element, '[part~=page]');
const more = (element: Element) => deepQuery(element, '[part~=more]');

async function mountPages(shop: TestShop): Promise<HTMLElement> {
  const element = mount(tag(shop));
  await until(() => links(element).length > 0, 'the pages');
  return element;
}

beforeEach(() => setViewport({ width: 360, height: 740 }));

describe('custom pages', () => {
  it('link to their URLs in the same window', async () => {
    const shop = await withRows([
      page(1),
      page(2, { icon_page: null }),
      page(3, { url_kostum_page: 'javascript:alert(1)' }),
      page(4, { nama_page: '' }),
    ]);
    const element = await mountPages(shop);
    expect(links(element).map(({ href, target }) => [href, target])).to.deep.equal([
      [page(1).url_kostum_page, ''],
      [page(2).url_kostum_page, ''],
    ]);
    expect(links(element)[0]).to.have.property('innerText').that.includes('Halaman 1');
    await expectAccessible(element);
  });

  it('stand four in a row on a phone, all of the same height', async () => {
    const long = page(2, { nama_page: 'Nama halaman yang panjang sekali dan tidak ada habisnya' });
    const element = await mountPages(await withRows([page(1), long, page(3), page(4), page(5)]));
    const boxes = links(element).map((link) => link.getBoundingClientRect());
    expect(new Set(boxes.map(({ height }) => height)).size).to.equal(1);
    expect(boxes.filter(({ top }) => top === boxes[0]?.top).length).to.equal(4);
    expect(document.documentElement.scrollWidth).to.be.at.most(360);
  });

  it('show markup in a name as text', async () => {
    const element = await mountPages(await withRows([page(1, { nama_page: '<b>Promo</b>' })]));
    expect(links(element)[0]?.textContent).to.include('<b>Promo</b>');
  });

  it('show the initial without an icon', async () => {
    const element = await mountPages(await withPages(1));
    const image = await until(() => deepQuery(element, 'img.broken'), 'a broken image');
    expect(getComputedStyle(image).opacity).to.equal('0');
    expect(deepQuery(element, '[part~=image]')?.textContent.trim()).to.equal('H');
  });

  for (const [count, hidden] of [
    [8, 0],
    [9, 1],
    [14, 6],
  ] as const) {
    it(`collapse ${hidden} of ${count} behind a button`, async () => {
      const element = await mountPages(await withPages(count));
      expect(links(element).length).to.equal(8);
      if (hidden === 0) {
        expect(more(element)).to.equal(null);
        return;
      }
      expect(more(element)?.textContent.trim()).to.equal(`${hidden} lainnya`);
      more(element)?.click();
      await until(() => links(element).length === count, 'all pages');
      expect(more(element)?.getAttribute('aria-expanded')).to.equal('true');
      more(element)?.click();
      await until(() => links(element).length === 8, 'the first pages');
      await expectAccessible(element);
    });
  }
});

describe('the initial of a name', () => {
  const cases: readonly [string, string][] = [
    ['pulsa', 'P'],
    ['  élan', 'É'],
    ['e\u0301lan', 'E\u0301'],
    ['[PROMO] murah', 'P'],
    ['24 jam', '2'],
    ['🎮 game', '🎮'],
    ['👩🏽‍💻 kerja', '👩🏽‍💻'],
    ['🇮🇩 lokal', '🇮🇩'],
    ['❤️ favorit', '❤️'],
    ['قميص', 'ق'],
    ['𝒜', '𝒜'],
    ['---', ''],
    ['', ''],
  ];
  for (const [name, initial] of cases) {
    it(`of “${name}” is “${initial}”`, () => {
      expect(initialOf(name)).to.equal(initial);
    });
  }
});

describe('the states of custom pages', () => {
  it('include a skeleton of two rows', async () => {
    const shop = await openShop({ faults: [{ kind: 'delay', ms: 300 }] });
    const element = mount(tag(shop));
    await until(() => deepQuery(element, '[part~=skeleton]'), 'the skeleton');
    const { offsetHeight } = element;
    await expectAccessible(element);
    await until(() => links(element).length > 4, 'the pages');
    expect(element.offsetHeight).to.equal(offsetHeight);
  });

  it('include an empty state', async () => {
    const element = mount(tag(await openShop({ empty: true })));
    await until(() => deepText(element).includes('Belum ada halaman.'), 'the empty state');
    await expectAccessible(element);
  });

  it('include a failure that can be retried', async () => {
    const shop = await openShop({ faults: [{ kind: 'status', status: 404 }] });
    const element = mount(tag(shop));
    const retry = await until(() => deepQuery(element, '[part~=retry]'), 'the button');
    await shop.setFaults([]);
    retry.click();
    await until(() => links(element).length > 0, 'the pages');
  });
});
