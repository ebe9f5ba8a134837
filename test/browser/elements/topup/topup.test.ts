import { setViewport } from '@web/test-runner-commands';
import { expect } from 'chai';
import '../../../../src/define.js';
import { closePurchaseClients } from '../../../../src/purchase/open-purchase-client.js';
import { setPlatform } from '../../../../src/stores/platform.js';
import {
  deepQuery,
  deepQueryAll,
  deepText,
  expectAccessible,
  mount,
  until,
} from '../../support.js';
import {
  shelfOf,
  TopupFixture,
  DIAMONDS,
  field,
  mountFilled,
  part,
  parts,
  PRODUCT,
  topupTag,
  wordsOf,
  fillInput,
} from './topup-fixture.js';

afterEach(() => {
  closePurchaseClients();
  setPlatform({});
});

const says = (element: Element, text: string) =>
  until(() => deepText(element).includes(text), `“${text}”`);
const hasItems = (element: Element) =>
  until(() => parts(element, 'item').length > 0, 'the amounts');
const MANY = Array.from({ length: 1500 }, (_, i) => `Game ${i + 1}`);

async function mountTiles(fixture: TopupFixture, attributes = ''): Promise<HTMLElement> {
  const element = mount(topupTag(fixture, attributes));
  await until(() => parts(element, 'product').length > 0, 'the tiles');
  return element;
}

async function mountProduct(fixture: TopupFixture, attributes = '', login?: string) {
  const element = mount(topupTag(fixture, `${PRODUCT} ${attributes}`, login));
  await hasItems(element);
  return element;
}

describe('the products', () => {
  it('are tiles that open a product, which leads back', async () => {
    const element = await mountTiles(new TopupFixture());
    expect(parts(element, 'product').map((tile) => tile.textContent.trim())[1]).to.match(
      /Free Fire$/,
    );
    await expectAccessible(element);
    parts(element, 'product')[0]?.click();
    await hasItems(element);
    expect(wordsOf(element, 'heading')).to.equal('Mobile Legends');
    part(element, 'back')?.click();
    await until(() => parts(element, 'product').length === 6, 'the tiles again');
  });

  it('are where the back button leads from a product, with the focus on its tile', async () => {
    const element = await mountTiles(new TopupFixture());
    const entries = history.length;
    parts(element, 'product')[2]?.click();
    await hasItems(element);
    await until(() => history.state !== null, 'the entry in the history');
    history.back();
    await until(() => parts(element, 'product').length === 6, 'the tiles');
    const focused = await until(() => element.shadowRoot?.activeElement, 'the focus');
    expect(focused === parts(element, 'product')[2]).to.equal(true);
    expect(history.length).to.be.at.most(entries + 1);
  });

  it('show the shop’s words about a product that is off', async () => {
    const fixture = new TopupFixture();
    const items = DIAMONDS.items.map((item) => ({ ...item, available: false }));
    fixture.setProduct({ ...DIAMONDS, items, notice: 'Sedang gangguan <b>sampai</b> 14:00' });
    const element = await mountProduct(fixture);
    await says(element, 'Sedang gangguan');
    expect(wordsOf(element, 'notice')).to.equal('Sedang gangguan <b>sampai</b> 14:00');
    await expectAccessible(element);
  });

  it('leave no history entry when the element goes', async () => {
    const element = await mountTiles(new TopupFixture());
    const before = JSON.stringify(history.state);
    parts(element, 'product')[0]?.click();
    await until(() => JSON.stringify(history.state) !== before, 'the entry in the history');
    element.remove();
    await until(() => JSON.stringify(history.state) === before, 'its end');
  });

  it('are only those of the provider that the page names', async () => {
    const fixture = new TopupFixture();
    const listed = { provider: 'snapcart' as const, products: [{ code: 'S', title: 'Steam' }] };
    fixture.catalog = { providers: [listed] };
    expect(parts(await mountTiles(fixture), 'product')).to.have.length(6);
    expect(parts(await mountTiles(fixture, 'provider="snapcart"'), 'product')).to.have.length(1);
  });

  it('are rendered page by page', async () => {
    const fixture = new TopupFixture();
    fixture.shelf = shelfOf(MANY);
    const element = await mountTiles(fixture);
    expect(parts(element, 'product')).to.have.length(48);
    part(element, 'more')?.click();
    await until(() => parts(element, 'product').length === 96, 'the next slice');
  });

  it('are filtered by any of their words', async () => {
    const fixture = new TopupFixture();
    fixture.shelf = shelfOf(MANY);
    const element = await mountTiles(fixture);
    const box = part<HTMLInputElement>(element, 'search');
    if (!box) throw new Error('no filter');
    fillInput(box, ' 1499  game');
    await until(() => parts(element, 'product').length === 1, 'the one');
    fillInput(box, 'tidak ada');
    await says(element, 'Tidak ada “tidak ada”.');
    await expectAccessible(element);
  });

  it('have no filter while they are few', async () => {
    expect(part(await mountTiles(new TopupFixture()), 'search')).to.equal(null);
  });
});

describe('the items', () => {
  it('show prices, and which are sold out', async () => {
    const fixture = new TopupFixture();
    const items = DIAMONDS.items.map((item, i) => (i === 0 ? { ...item, price: null } : item));
    fixture.setProduct({ ...DIAMONDS, items });
    const element = await mountProduct(fixture);
    const prices = parts(element, 'price').map((price) => price.textContent.trim());
    expect(prices.slice(0, 4)).to.deep.equal([
      'Sesuai invoice',
      'Rp21.000',
      'Rp42.500',
      'Stok habis',
    ]);
    parts(element, 'item')[3]?.click();
    parts(element, 'item')[2]?.click();
    await until(() => wordsOf(element, 'total') === 'Rp42.500', 'the total');
    await expectAccessible(element);
  });

  it('have to be chosen, which marks one place', async () => {
    const element = await mountProduct(new TopupFixture());
    fillInput(field(element, 'user_id'), '12345678');
    fillInput(field(element, 'zone_id'), '2001');
    part(element, 'next')?.click();
    await says(element, 'Pilih nominal dulu, ya.');
    expect(element.shadowRoot?.activeElement?.getAttribute('name')).to.equal('item');
    expect(deepQueryAll(element, '[aria-invalid=true]').map((each) => each.part.value)).to.eql([
      'items',
    ]);
    const borders = parts(element, 'item').map((item) => getComputedStyle(item).borderColor);
    expect(new Set(borders.slice(0, 2)).size).to.equal(1);
    expect(borders[0]).not.to.equal(getComputedStyle(deepQuery(element, '.fault')!).color);
    await expectAccessible(element);
  });

  it('are chosen already where there is only one', async () => {
    const fixture = new TopupFixture();
    const items = DIAMONDS.items.map((item, i) => ({ ...item, available: i === 2 }));
    fixture.setProduct({ ...DIAMONDS, items });
    const element = await mountProduct(fixture);
    expect(wordsOf(element, 'total')).to.equal('Rp42.500');
    expect(deepQuery<HTMLInputElement>(element, '[name=item]:checked')).to.exist;
  });
});

describe('the account', () => {
  const cases: readonly [string, string][] = [
    ['', 'Isi User ID dulu, ya.'],
    ['rara', 'Tulis dengan angka saja.'],
    ['12a45', 'Tulis dengan angka saja.'],
    ['1'.repeat(101), 'Terlalu panjang, paling banyak 100 huruf.'],
  ];
  for (const [value, expected] of cases) {
    it(`“${value.slice(0, 8)}” is refused with a text`, async () => {
      const fixture = new TopupFixture();
      const element = await mountFilled(fixture);
      fillInput(field(element, 'user_id'), value);
      part(element, 'next')?.click();
      await says(element, expected);
      expect(element.shadowRoot?.activeElement?.getAttribute('name')).to.equal('user_id');
      expect(fixture.proxy.requestCount('POST /v1/quotes')).to.equal(0);
      await expectAccessible(element);
    });
  }

  it('has the types and options of the catalog', async () => {
    const fixture = new TopupFixture();
    const options = [
      { value: 'os_asia', label: 'Asia' },
      { value: 'os_euro', label: 'Europe' },
    ];
    fixture.setProduct({
      ...DIAMONDS,
      fields: [
        { name: 'user_id', label: 'UID', type: 'number', required: true },
        { name: 'server', label: 'Server', type: 'select', required: true, options },
        { name: 'note', label: 'Catatan', type: 'text', required: false },
      ],
    });
    const element = await mountProduct(fixture);
    expect(field(element, 'user_id').inputMode).to.equal('numeric');
    expect(field(element, 'note').autocomplete).to.equal('off');
    const server = deepQuery<HTMLSelectElement>(element, 'select');
    expect(Array.from(server?.options ?? []).map(({ text }) => text)).to.deep.equal([
      'Pilih…',
      'Asia',
      'Europe',
    ]);
    parts(element, 'item')[1]?.click();
    fillInput(field(element, 'user_id'), '8001');
    part(element, 'next')?.click();
    await says(element, 'Pilih Server dulu, ya.');
    await expectAccessible(element);
  });

  it('is remembered while the shopper wants it', async () => {
    const fixture = new TopupFixture();
    const element = await mountFilled(fixture);
    deepQuery(element, '[type=checkbox]')?.click();
    await until(() => [...Object.keys(fixture.storage)].some((key) => key.includes('topup')), 'it');
    const again = await mountProduct(fixture);
    expect(field(again, 'user_id').value).to.equal('12345678');
    await until(() => wordsOf(again, 'nickname') === 'Nama akun: RaraGG', 'the name');
    deepQuery(again, '[type=checkbox]')?.click();
    const forgotten = await mountProduct(fixture);
    expect(field(forgotten, 'user_id').value).to.equal('');
  });

  it('is not shown to another shopper', async () => {
    const fixture = new TopupFixture();
    deepQuery(await mountFilled(fixture), '[type=checkbox]')?.click();
    const other = await mountProduct(fixture, '', 'id-user="9" token-user="other"');
    expect(field(other, 'user_id').value).to.equal('');
  });
});

describe('the account’s name', () => {
  it('is confirmed under the account', async () => {
    const element = await mountFilled(new TopupFixture());
    await until(() => wordsOf(element, 'nickname') === 'Nama akun: RaraGG', 'the name');
    await expectAccessible(element);
  });

  it('is requested once, after a pause in typing', async () => {
    const fixture = new TopupFixture();
    const element = await mountProduct(fixture);
    fillInput(field(element, 'zone_id'), '2001', false);
    for (const typed of ['1', '12', '123']) fillInput(field(element, 'user_id'), typed, false);
    await until(() => wordsOf(element, 'nickname') === 'Nama akun: RaraGG', 'the name');
    expect(fixture.proxy.requestCount('POST /v1/nicknames')).to.equal(1);
  });

  it('is never that of an earlier account', async () => {
    const fixture = new TopupFixture();
    let answerFirst = (_name: string) => {};
    fixture.nickname = ({ user_id }) =>
      user_id === '12345678'
        ? new Promise((resolve) => (answerFirst = resolve))
        : Promise.resolve('Second');
    const element = await mountFilled(fixture);
    await until(() => fixture.proxy.requestCount('POST /v1/nicknames') === 1, 'the first question');
    fillInput(field(element, 'user_id'), '999');
    await until(() => wordsOf(element, 'nickname') === 'Nama akun: Second', 'the second');
    answerFirst('First');
    await new Promise((resolve) => setTimeout(resolve, 30));
    expect(wordsOf(element, 'nickname')).to.equal('Nama akun: Second');
    fillInput(field(element, 'user_id'), '9999', false);
    await until(() => wordsOf(element, 'nickname') === '', 'it to go at once');
  });

  it('is not shown where the provider knows none, and blocks nothing', async () => {
    const fixture = new TopupFixture();
    fixture.nickname = () => Promise.resolve(null);
    const element = await mountFilled(fixture);
    await until(() => fixture.proxy.requestCount('POST /v1/nicknames') === 1, 'the question');
    await until(() => wordsOf(element, 'nickname') === '', 'nothing');
    part(element, 'next')?.click();
    await until(() => deepQuery(element, 'dialog.shown'), 'the sheet');
  });
});

describe('the top-up', () => {
  it('shows prices and a link to log in to guests', async () => {
    const fixture = new TopupFixture();
    const guest = 'id-user="{{id_user}}" token-user="{{token_user}}"';
    const element = await mountProduct(fixture, '', guest);
    expect(part(element, 'login')?.getAttribute('href')).to.equal('/akun/');
    expect(part(element, 'remember')).to.equal(null);
    fillInput(field(element, 'user_id'), '1');
    field(element, 'user_id').form?.requestSubmit();
    await expectAccessible(element);
    expect(fixture.proxy.requests).to.deep.equal([]);
  });

  it('is available in English', async () => {
    const element = await mountProduct(new TopupFixture(), 'lang="en"');
    await says(element, 'Choose an amount');
  });

  const faults: readonly [string, string, string][] = [
    [
      'for a provider without products',
      'provider="snapcart"',
      'Layanan ini sedang tidak tersedia.',
    ],
    ['for an unknown provider', 'provider="kios"', 'Layanan ini sedang tidak tersedia.'],
  ];
  for (const [what, attributes, expected] of faults) {
    it(`explains that nothing is sold ${what}`, async () => {
      const element = mount(topupTag(new TopupFixture(), attributes));
      await says(element, expected);
      await expectAccessible(element);
    });
  }

  it('explains that no proxy is set', async () => {
    const element = mount('<etalase-topup></etalase-topup>');
    await says(element, 'Pembelian belum diatur di toko ini.');
    await expectAccessible(element);
  });

  it('explains that a product has no items', async () => {
    const fixture = new TopupFixture();
    fixture.setProduct({ ...DIAMONDS, items: [] });
    await says(mount(topupTag(fixture, PRODUCT)), 'Belum ada nominal untuk');
  });

  const failures = [
    ['/v1/shelf', '', 'upstream_unavailable', 'Layanan ini sedang gangguan.'],
    ['/v1/shelf', '', 'overloaded', 'Toko sedang ramai.'],
    ['/v1/shelf', '', 'html', 'Ada gangguan di toko.'],
    ['/v1/shelf', '', 'junk', 'Ada gangguan di toko.'],
    ['/v1/shelf/lapakgaming%3AML', PRODUCT, 'unknown_product', 'Layanan ini sudah tidak ada.'],
  ] as const;
  for (const [path, attributes, kind, expected] of failures) {
    it(`recovers from ${kind}`, async () => {
      const fixture = new TopupFixture();
      fixture.proxy.faults = [{ path, kind, times: 1 }];
      const codes: string[] = [];
      const element = mount(topupTag(fixture, attributes));
      element.addEventListener('etalase-error', ({ code }) => codes.push(code));
      await says(element, expected);
      expect(deepText(element)).not.to.contain('raw words');
      await expectAccessible(element);
      expect(codes).to.have.length(1);
      part(element, 'retry')?.click();
      await until(() => part(element, attributes ? 'item' : 'product'), 'it');
    });
  }

  it('keeps its layout while it loads', async () => {
    const waiting = new TopupFixture();
    waiting.proxy.faults = [{ path: '/v1/shelf/lapakgaming%3AML', kind: 'hang' }];
    const placeOf = (one: Element, within: Element) => {
      const { top, height } = one.getBoundingClientRect();
      return [top - within.getBoundingClientRect().top, height];
    };
    const bones = mount(topupTag(waiting, PRODUCT));
    const bone = await until(() => deepQuery(bones, '.items .skeleton-shape'), 'the skeleton');
    // Measured at once: the request that hangs ends in the platform's time-out.
    const place = placeOf(bone, bones);
    await expectAccessible(bones);
    const element = await mountProduct(new TopupFixture());
    const item = parts(element, 'item')[0];
    expect(item && placeOf(item, element)).to.deep.equal(place);
  });

  it('follows changes of its attributes', async () => {
    const fixture = new TopupFixture();
    fixture.proxy.faults = [{ path: '/v1/shelf/lapakgaming%3AP1', kind: 'hang' }];
    const element = mount(topupTag(fixture, 'provider="lapakgaming" product="P1"'));
    await until(() => deepQuery(element, '.skeleton-shape'), 'the skeleton');
    element.setAttribute('product', 'ML');
    await hasItems(element);
    element.removeAttribute('product');
    await until(() => parts(element, 'product').length > 0, 'the tiles');
    element.setAttribute('proxy', 'javascript:alert(1)');
    await says(element, 'Pembelian belum diatur');
  });

  for (const theme of ['light', 'dark']) {
    it(`is accessible, ${theme}`, async () => {
      await expectAccessible(await mountFilled(new TopupFixture(), `theme="${theme}"`));
      const element = await mountTiles(new TopupFixture(), `theme="${theme}"`);
      await expectAccessible(element);
    });
  }

  it('never overflows its container', async () => {
    await setViewport({ width: 320, height: 640 });
    const fixture = new TopupFixture();
    const long = 'panjang'.repeat(20);
    const items = DIAMONDS.items.map((item) => ({ ...item, name: long, price: 99_999_999_999 }));
    const fields = DIAMONDS.fields.map((each) => ({ ...each, label: long }));
    fixture.setProduct({ ...DIAMONDS, title: long, items, fields });
    const element = await mountFilled(fixture);
    expect(element.scrollWidth).to.be.at.most(element.clientWidth);
    await setViewport({ width: 360, height: 740 });
  });
});
