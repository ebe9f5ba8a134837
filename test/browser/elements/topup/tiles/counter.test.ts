/** The counter: search, categories, what was bought last, what is popular, and art. */
import { expect } from 'chai';
import '../../../../../src/define.js';
import type { Shelf } from '../../../../../src/proxy/contract.js';
import { closePurchaseClients } from '../../../../../src/purchase/open-purchase-client.js';
import { setPlatform } from '../../../../../src/stores/platform.js';
import { deepQuery, expectAccessible, mount, until } from '../../../support.js';
import {
  aTile,
  closeSheet,
  fillInput,
  mountOrdered,
  part,
  parts,
  reload,
  shelfOf,
  TopupFixture,
  topupTag,
} from '../topup-fixture.js';

afterEach(() => {
  closePurchaseClients();
  setPlatform({});
});

const VOUCHER = { category: 'voucher', kind: 'voucher' } as const;
const PULSA = { category: 'pulsa', kind: 'pulsa' } as const;
const ART = 'data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7';

const SHELF: Shelf = {
  categories: [
    { code: 'game', title: 'Game' },
    { code: 'voucher', title: 'Voucher' },
    { code: 'pulsa', title: 'Pulsa' },
    { code: 'kosong', title: 'Kosong' },
  ],
  products: [
    aTile({ id: 'lapakgaming:ML', title: 'Mobile Legends', aliases: ['emel'], image: ART }),
    aTile({ id: 'free-fire', title: 'Free Fire', popular: true }),
    ...Array.from({ length: 9 }, (_, i) => aTile({ id: `lapakgaming:G${i}`, title: `Game ${i}` })),
    aTile({ id: 'steam', title: 'Steam Wallet', ...VOUCHER }),
    aTile({ id: 'google', title: 'Google Play', ...VOUCHER }),
    aTile({ id: 'snapcart:pulsa:TELKOMSEL', title: 'Pulsa Telkomsel', ...PULSA }),
    aTile({ id: 'snapcart:pulsa:XL', title: 'Pulsa XL', ...PULSA }),
  ],
};

async function mountShelf(attributes = '', shelf = SHELF) {
  const fixture = new TopupFixture();
  fixture.shelf = shelf;
  const element = mount(topupTag(fixture, attributes));
  await until(() => parts(element, 'product').length > 0, 'the tiles');
  return { fixture, element };
}

const namesOf = (element: Element, list = 'all') =>
  Array.from(
    deepQuery(element, `[part~=products][part~=${list}]`)?.querySelectorAll('.name') ?? [],
    (name) => name.textContent,
  );
const chips = (element: Element) => parts(element, 'category').map((each) => each.innerText.trim());

describe('the counter', () => {
  it('shows art, icons, chips of what is there, the popular ones, and operators as one', async () => {
    const { element } = await mountShelf();
    expect(chips(element)).to.deep.equal(['Semua', 'Game', 'Voucher', 'Pulsa']);
    expect(namesOf(element, 'popular')).to.deep.equal(['Free Fire']);
    expect(namesOf(element).slice(-3)).to.deep.equal(['Steam Wallet', 'Google Play', 'Pulsa']);
    const [art, icon] = parts(element, 'image').slice(-14);
    expect(art?.querySelector('img')?.getAttribute('src')).to.equal(ART);
    expect(icon?.querySelector('svg path')?.getAttribute('d')).to.match(/^M/);
    expect(icon?.textContent.trim()).to.equal('');
    await expectAccessible(element);
  });

  it('shows one category by its chip, whose title has the page’s language', async () => {
    const { element } = await mountShelf('lang="en"');
    await until(() => chips(element)[2] === 'Vouchers', 'the English chips');
    parts(element, 'category')[2]?.click();
    await until(() => namesOf(element).length === 2, 'the vouchers');
    expect(parts(element, 'category')[2]?.getAttribute('aria-pressed')).to.equal('true');
    expect(part(element, 'popular')).to.equal(null);
    await expectAccessible(element);
  });

  for (const [search, names] of [
    ['ff', ['Free Fire']],
    ['emel', ['Mobile Legends']],
    ['telkomsel', ['Pulsa Telkomsel']],
    ['xyz', []],
  ] as const) {
    it(`finds “${search}”`, async () => {
      const { element } = await mountShelf();
      fillInput(part<HTMLInputElement>(element, 'search')!, search);
      await until(() => namesOf(element).join() === names.join(), 'what was meant');
    });
  }

  for (const [attributes, names] of [
    ['category="voucher"', ['Steam Wallet', 'Google Play']],
    ['category=" pulsa "', ['Pulsa']],
  ] as const) {
    it(`sells what ${attributes} names`, async () => {
      const { element } = await mountShelf(attributes);
      expect(namesOf(element)).to.deep.equal(names);
      expect(part(element, 'categories')).to.equal(null);
    });
  }

  it('says that a category is not sold', async () => {
    const fixture = new TopupFixture();
    const element = mount(topupTag(fixture, 'category="pln"'));
    await until(() => part(element, 'empty'), 'the sentence');
  });

  it('shows what was bought last, and offers it again', async () => {
    const fixture = new TopupFixture();
    fixture.shelf = { ...SHELF, products: [...SHELF.products, ...shelfOf().products.slice(1)] };
    const ordered = await mountOrdered(fixture);
    await closeSheet(ordered);
    part(ordered, 'again')?.click();
    const element = reload(ordered, fixture, '');
    await until(() => part(element, 'recent') ?? part(element, 'again'), 'the page');
    part(element, 'again')?.click();
    await until(() => part(element, 'recent'), 'what was bought');
    expect(namesOf(element, 'recent')).to.deep.equal(['Mobile Legends']);
    await expectAccessible(element);
    parts(element, 'product')[0]?.click();
    const heading = await until(() => part(element, 'item-heading'), 'the headings');
    expect(heading.textContent.trim()).to.equal('Beli lagi');
    expect(parts(element, 'item')[0]?.textContent).to.contain('86 Diamonds');
    expect(parts(element, 'item')).to.have.length(6);
  });
});
