import { sendKeys, setViewport } from '@web/test-runner-commands';
import { expect } from 'chai';
import '../../../../src/define.js';
import type {
  EtalaseErrorEvent,
  EtalaseSelectEvent,
} from '../../../../src/elements/base/events.js';
import { setPlatform } from '../../../../src/stores/platform.js';
import type { ShopOptions } from '../../support.js';
import {
  deepQuery,
  deepQueryAll,
  deepText,
  expectAccessible,
  mount,
  openShop,
  until,
} from '../../support.js';
import { cards, mountProducts, names, productRow, productsTag, withRows } from './product-grid.js';

const PHONE = { width: 360, height: 740 };

describe('product cards', () => {
  const cases: readonly [string, object, string, RegExp | null][] = [
    [
      'a price in the shopper’s format',
      { harga_produk: '1021000' },
      'price',
      /^\s*Rp1\.021\.000\s*$/,
    ],
    ['no usable price', { harga_produk: -1 }, 'price', /Lihat harga/],
    ['an absurd price', { harga_produk: '9'.repeat(40) }, 'price', /Lihat harga/],
    ['a price of nothing', { harga_produk: 0 }, 'price', /Rp0/],
    ['the struck-out price', { harga_produk_asli: 10000 }, 'old-price', /Rp10\.000/],
    ['the discount in percent', { harga_produk_asli: 12000 }, 'discount', /-25%/],
    ['a lower former price is no discount', { harga_produk_asli: 100 }, 'discount', null],
    ['a former price of 0 is no discount', { harga_produk_asli: 0 }, 'old-price', null],
    ['sold out', { stok: 0 }, 'sold-out', /Stok habis/],
    ['sold out below zero', { stok: '-4' }, 'sold-out', /Stok habis/],
    ['plenty is not sold out', { stok: 600 }, 'sold-out', null],
    ['an unknown stock is not sold out', { stok: null }, 'sold-out', null],
    ['low stock', { stok: 3 }, 'meta', /Sisa 3/],
    ['the condition', { stok: 50, kondisi_produk: 'Bekas' }, 'meta', /Bekas/],
    [
      'markup in the name stays text',
      { nama_produk: '<b>Tebal</b><img src=x onerror=alert(1)>' },
      'name',
      /<b>Tebal<\/b><img/,
    ],
    ['an emoji-only name', { nama_produk: '🎮🔥' }, 'name', /🎮🔥/],
    ['right-to-left text', { nama_produk: 'قميص قطن' }, 'name', /قميص قطن/],
  ];
  for (const [what, fields, part, expected] of cases) {
    it(what, async () => {
      const element = await mountProducts(await withRows(fields));
      const found = deepQuery(element, `[part~=${part}]`);
      if (expected === null) expect(found).to.equal(null);
      else expect(found?.textContent).to.match(expected);
      await expectAccessible(element);
    });
  }

  it('never contain a URL that is not http(s)', async () => {
    const shop = await withRows({
      url_produk: 'javascript:alert(1)',
      gambar_utama: 'javascript:1',
    });
    const element = await mountProducts(shop);
    const [card] = cards(element);
    expect(card?.getAttribute('href')).to.equal('#');
    expect(deepQueryAll(element, 'img[src]')).to.have.length(0);
  });

  it('show a plain background for a missing image, without a layout shift', async () => {
    const shop = await withRows({ gambar_utama: `${window.SANDBOX}/images/tidak-ada` });
    const element = await mountProducts(shop);
    const box = deepQuery(element, '[part~=image]');
    const before = box?.getBoundingClientRect().height;
    const image = await until(() => deepQuery(element, 'img.broken'), 'a broken image');
    expect(getComputedStyle(image).opacity).to.equal('0');
    expect(box?.getBoundingClientRect().height).to.equal(before);
    expect(box?.getBoundingClientRect().width).to.be.closeTo(before ?? 0, 1);
  });
});

describe('the product list', () => {
  beforeEach(() => setViewport(PHONE));

  it('sends the documented parameters', async () => {
    const shop = await openShop();
    await mountProducts(shop, 'category="1" search="pulsa!" per-page="24"').catch(() => {});
    const [request] = await shop.log();
    expect(request?.query).to.deep.equal({
      page: '1',
      total_data: '20',
      id_kategori: '1',
      cari_nama_produk: 'pulsa',
    });
  });

  for (const [written, requested] of [
    ['', '40'],
    ['abc', '40'],
    ['-10', '40'],
    ['5', '10'],
    ['1000', '100'],
    ['{{per_page}}', '40'],
  ]) {
    it(`per-page="${written ?? ''}" requests ${requested ?? ''} rows`, async () => {
      const shop = await openShop({ products: 10 });
      await mountProducts(shop, `per-page="${written ?? ''}"`);
      const [request] = await shop.log();
      expect(request?.query['total_data']).to.equal(requested);
    });
  }

  it('loads nothing if the end is in view without a scroll', async () => {
    const shop = await openShop({ products: 100 });
    await setViewport({ width: 360, height: 9000 });
    const element = await mountProducts(shop);
    const more = await until(() => deepQuery(element, '[part~=more]'));
    for (let frame = 0; frame < 20; frame++) await new Promise(requestAnimationFrame);
    expect(await shop.log()).to.have.length(1);
    more.click();
    await until(() => cards(element).length === 80, '80 cards');
    const pages = async () => (await shop.log()).map(({ query }) => query['page']);
    await until(async () => (await pages()).length === 3, 'the first page, read again');
    expect(await pages()).to.deep.equal(['1', '2', '1']);
  });

  it('loads the next page on scrolling to the end, until the last', async () => {
    const shop = await openShop({ products: 100 });
    const element = await mountProducts(shop);
    for (const count of [80, 100]) {
      await until(
        () => {
          scrollTo(0, document.documentElement.scrollHeight);
          return cards(element).length === count;
        },
        `${String(count)} cards`,
      );
      scrollTo(0, 0);
    }
    expect(deepQuery(element, '[part~=more]')).to.equal(null);
    // How many seams are read again depends on the time between two pages.
    const pages = async () => new Set((await shop.log()).map(({ query }) => query['page']));
    await until(async () => (await pages()).size === 3, 'three pages');
  });

  it('loads more with the keyboard alone, without moving the button', async () => {
    const shop = await openShop({ products: 60 });
    const element = await mountProducts(shop);
    (await until(() => deepQuery(element, '[part~=more]'))).focus();
    await sendKeys({ press: 'Enter' });
    await until(() => cards(element).length === 60, '60 cards');
  });

  it('reports a failed page and retries it only by the button', async () => {
    const shop = await openShop({
      products: 60,
      faults: [{ kind: 'status', status: 403, query: { page: '2' }, times: 1 }],
    });
    const element = await mountProducts(shop);
    (await until(() => deepQuery(element, '[part~=more]'))).click();
    await until(() => deepText(element).includes('Belum bisa memuat lagi.'));
    scrollTo(0, document.documentElement.scrollHeight);
    for (let frame = 0; frame < 10; frame++) await new Promise(requestAnimationFrame);
    expect(await shop.log()).to.have.length(2);
    await expectAccessible(element);
    deepQuery(element, '[part~=more]')?.click();
    await until(() => cards(element).length === 60);
  });

  it('finds a name whose words the shopper writes in another way', async () => {
    const shop = await withRows(
      { id_produk: 1, nama_produk: 'T-Shirt Polos' },
      { id_produk: 2, nama_produk: 'Sweatshirt Hitam' },
    );
    expect(names(await mountProducts(shop, 'search="t-shirt"'))).to.deep.equal(['T-Shirt Polos']);
    expect((await shop.log())[0]?.query['cari_nama_produk']).to.equal('shirt');
  });

  it('looks on the next page for a name with all words', async () => {
    const shop = await openShop();
    const page = (name: string) =>
      Array.from({ length: 40 }, (_, i) => ({ id_produk: name + String(i), nama_produk: name }));
    await shop.setFaults([
      { kind: 'rows', rows: page('Sweatshirt'), query: { page: '1' } },
      { kind: 'rows', rows: page('T-Shirt').slice(0, 3), query: { page: '2' } },
    ]);
    const element = mount(productsTag(shop, 'search="t-shirt"'));
    await until(() => cards(element).length === 3, 'three cards');
  });

  it('says so when no page has a name with all words', async () => {
    const shop = await withRows({ nama_produk: 'Sweatshirt' });
    const element = mount(productsTag(shop, 'search="t-shirt"'));
    await until(() => /Tidak ada produk “t shirt”/.test(deepText(element)));
  });

  it('keeps the shopper’s place when rows are added above', async () => {
    const rows = (count: number) =>
      Array.from({ length: count }, (_, i) => ({
        id_produk: count - i,
        nama_produk: `Barang ${String(count - i)}`,
      }));
    const shop = await openShop();
    await shop.setFaults([{ kind: 'rows', rows: rows(30) }]);
    const element = await mountProducts(shop);
    await until(() => deepQuery(element, '[part~=sort]'), 'the tools');
    await until(() => cards(element).length === 30, 'all cards');
    const placeOf = (name: string) =>
      cards(element)
        .find((card) => card.textContent.includes(name))
        ?.getBoundingClientRect().top;
    scrollTo(0, 1500);
    await new Promise(requestAnimationFrame);
    const before = placeOf('Barang 11 ') ?? placeOf('Barang 11');
    await shop.setFaults([{ kind: 'rows', rows: rows(34) }]);
    setPlatform({ now: () => Date.now() + 6 * 60_000 });
    document.dispatchEvent(new Event('visibilitychange'));
    await until(() => cards(element).length === 34, 'the new cards');
    await new Promise(requestAnimationFrame);
    setPlatform({});
    expect(placeOf('Barang 11')).to.be.closeTo(before ?? NaN, 2);
  });

  const sorts: readonly [string, readonly string[]][] = [
    ['', ['Tengah', 'Mahal', 'Murah', 'Tanpa']],
    ['price-asc', ['Murah', 'Tengah', 'Mahal', 'Tanpa']],
    ['price-desc', ['Mahal', 'Tengah', 'Murah', 'Tanpa']],
    ['name', ['Mahal', 'Murah', 'Tanpa', 'Tengah']],
    ['discount', ['Mahal', 'Tengah', 'Murah', 'Tanpa']],
    ['nonsense', ['Tengah', 'Mahal', 'Murah', 'Tanpa']],
  ];
  for (const [sort, expected] of sorts) {
    it(`sort="${sort}"`, async () => {
      const shop = await withRows(
        { nama_produk: 'Tengah', harga_produk: 20 },
        { nama_produk: 'Mahal', harga_produk: 30, harga_produk_asli: 60 },
        { nama_produk: 'Murah', harga_produk: 10 },
        { nama_produk: 'Tanpa', harga_produk: null },
      );
      expect(names(await mountProducts(shop, `sort="${sort}"`))).to.deep.equal(expected);
    });
  }

  it('sorts the loaded rows without another request', async () => {
    const shop = await withRows({ nama_produk: 'B' }, { nama_produk: 'A' });
    const element = await mountProducts(shop);
    const menu = await until(() => deepQuery<HTMLSelectElement>(element, 'select'));
    menu.value = 'name';
    menu.dispatchEvent(new Event('change', { bubbles: true }));
    await until(() => names(element)[0] === 'A');
    expect(await shop.log()).to.have.length(1);
  });

  it('has a fixed number of columns with `columns`', async () => {
    const element = await mountProducts(await openShop({ products: 10 }), 'columns="3"');
    const grid = deepQuery(element, '[part~=grid]');
    expect(grid && getComputedStyle(grid).gridTemplateColumns.split(' ')).to.have.length(3);
  });
});

describe('states of the product list', () => {
  const states: readonly [string, ShopOptions, RegExp][] = [
    ['no products', { empty: true }, /Belum ada produk/],
    ['an unknown token', { faults: [{ kind: 'status', status: 401 }] }, /tidak dikenali/],
    ['forbidden', { faults: [{ kind: 'status', status: 403 }] }, /(tidak|belum) bisa dibuka/],
    ['quota', { quota: 0 }, /Toko sedang ramai/],
    ['broken JSON', { faults: [{ kind: 'malformed' }] }, /Ada gangguan di toko/],
    ['JSON of another shape', { faults: [{ kind: 'body', body: '{"halo":1}' }] }, /Ada gangguan/],
    ['ten megabytes', { faults: [{ kind: 'big', bytes: 10_000_000 }] }, /Ada gangguan/],
    ['markup as an answer', { faults: [{ kind: 'body', body: '<h1>x</h1>' }] }, /Ada gangguan/],
  ];
  for (const [what, options, expected] of states) {
    it(what, async () => {
      const shop = await openShop(options);
      const element = mount(productsTag(shop));
      expect(deepQuery(element, '[part~=skeleton]') ?? element).to.be.instanceOf(Element);
      await until(() => expected.test(deepText(element)), String(expected));
      expect(deepText(element)).not.to.contain(shop.token);
      await expectAccessible(element);
    });
  }

  it('paint the first cards before the sort menu, the other cards and the foot', async () => {
    const element = mount(productsTag(await openShop()));
    const root = element.shadowRoot ?? element;
    const seen = () => ({
      cards: cards(element).length,
      hasMenu: deepQuery(element, '[part~=sort]') !== null,
      hasMore: deepQuery(element, '[part~=more]') !== null,
    });
    let isPainted = false;
    const states: (ReturnType<typeof seen> & { isPainted: boolean })[] = [];
    const observer = new MutationObserver(() => {
      if (cards(element).length === 0) return;
      if (states.length === 0) requestAnimationFrame(() => (isPainted = true));
      states.push({ ...seen(), isPainted });
    });
    observer.observe(root, { childList: true, subtree: true });
    await until(() => seen().hasMenu && seen().hasMore, 'the menu and the foot');
    observer.disconnect();
    expect(states[0]).to.deep.equal({
      cards: 10,
      hasMenu: false,
      hasMore: false,
      isPainted: false,
    });
    expect(states.slice(1).every((state) => state.isPainted && state.cards === 40)).to.equal(true);
  });

  it('include a skeleton, announced as loading', async () => {
    const shop = await openShop({ faults: [{ kind: 'hang' }] });
    const element = mount(productsTag(shop));
    const skeleton = await until(() => deepQuery(element, '[part~=skeleton]'));
    expect(skeleton.getAttribute('role')).to.equal('status');
    expect(skeleton.textContent).to.contain('Memuat');
    await expectAccessible(element);
  });

  it('include a timeout of a connection without an answer', async () => {
    setPlatform({ timeout: 200 });
    const shop = await openShop({ faults: [{ kind: 'hang' }] });
    const element = mount(productsTag(shop));
    await until(() => deepText(element).includes('Sambungan terlalu lambat.'));
    setPlatform({});
    expect(await shop.log()).to.have.length(1);
  });

  it('include an error whose button retries', async () => {
    const shop = await openShop({ faults: [{ kind: 'status', status: 404, times: 1 }] });
    const element = mount(productsTag(shop));
    (await until(() => deepQuery(element, '[part~=retry]'))).click();
    await until(() => cards(element).length > 0);
  });

  it('ask the owner for an unfilled token, without a request', async () => {
    for (const token of ['', '{{token}}']) {
      const element = mount(`<etalase-products token="${token}"></etalase-products>`);
      await until(() => deepText(element).includes('Isi token toko'));
      expect(deepQuery(element, '[part~=retry]')).to.equal(null);
    }
  });

  for (const api of ['javascript:alert(1)', 'ftp://a.id', 'http://', 'data:text/json,{}']) {
    it(`reject api="${api}"`, async () => {
      const element = mount(`<etalase-products token="x" api="${api}"></etalase-products>`);
      await until(() => deepText(element).includes('belum diatur'));
    });
  }

  it('report dropped rows and show the others', async () => {
    const rows = [productRow({}), { nama_produk: 'tanpa id' }];
    const shop = await openShop({ faults: [{ kind: 'rows', rows }] });
    const errors: EtalaseErrorEvent[] = [];
    const listen = (event: EtalaseErrorEvent) => errors.push(event);
    document.addEventListener('etalase-error', listen);
    const element = await mountProducts(shop);
    await until(() => errors.length === 1);
    document.removeEventListener('etalase-error', listen);
    expect(errors[0]?.code).to.equal('malformed');
    expect(errors[0]?.element).to.equal(element);
    expect(cards(element)).to.have.length(1);
  });

  it('can be replaced by the slots `empty` and `error`', async () => {
    const inner =
      '<p slot="empty">Segera hadir</p><p slot="error">Maaf</p><b slot="header">Hai</b>';
    const element = mount(productsTag(await openShop({ empty: true }), '', inner));
    const slot = await until(() => deepQuery<HTMLSlotElement>(element, 'slot[name=empty]'));
    expect(slot.assignedElements()[0]?.textContent).to.equal('Segera hadir');
  });
});

describe('choosing a product', () => {
  it('dispatches the product, and can be cancelled', async () => {
    const element = await mountProducts(await openShop({ products: 10 }));
    const chosen: (string | undefined)[] = [];
    element.addEventListener('etalase-select', (event: EtalaseSelectEvent) => {
      chosen.push(event.product?.id_produk);
      event.preventDefault();
    });
    const [card] = cards(element);
    card?.click();
    card?.click();
    expect(chosen).to.have.length(2);
    expect(chosen[0]).to.be.a('string');
    expect(location.hash).to.equal('');
  });

  it('opens the details in a dialog', async () => {
    const element = await mountProducts(await openShop({ products: 10 }));
    cards(element)[0]?.click();
    await until(() => deepQuery(element, 'dialog[open]'), 'an open dialog');
  });
});

describe('a list that is moved or changed', () => {
  it('sends no further request when removed and reinserted', async () => {
    const shop = await openShop({ products: 10 });
    const element = await mountProducts(shop);
    const home = element.parentElement;
    for (let i = 0; i < 3; i++) {
      element.remove();
      home?.append(element);
    }
    await until(() => cards(element).length === 10);
    expect(await shop.log()).to.have.length(1);
  });

  it('shows another list when an attribute changes', async () => {
    const shop = await openShop();
    const element = await mountProducts(shop);
    const before = names(element)[0];
    element.setAttribute('search', 'kopi');
    await until(() => names(element).length > 0 && names(element)[0] !== before);
    expect(names(element).every((name) => /kopi/i.test(name))).to.equal(true);
    element.removeAttribute('search');
    await until(() => names(element)[0] === before);
    expect(await shop.log()).to.have.length(2);
  });

  it('costs one request for a hundred elements', async () => {
    const shop = await openShop({ products: 10 });
    const element = mount(`<div>${productsTag(shop).repeat(30)}</div>`);
    await until(() => cards(element).length === 300);
    expect(await shop.log()).to.have.length(1);
  });
});
