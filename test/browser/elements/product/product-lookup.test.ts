import { expect } from 'chai';
import '../../../../src/define.js';
import type { EtalaseErrorEvent } from '../../../../src/elements/base/events.js';
import { setPlatform } from '../../../../src/stores/platform.js';
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

const PROXY = 'https://proxy.test/base';
const part = (element: Element, name: string) => deepQuery(element, `[part~=${name}]`);
const textOf = (element: Element, name: string) =>
  part(element, name)?.textContent.replace(/\s+/g, ' ').trim() ?? null;
const factsOf = (element: Element) =>
  deepQueryAll(element, '[part~=facts]')
    .map((each) => each.textContent.replace(/\s+/g, ' ').trim())
    .join(' ');
const picture = (n: number) => `${window.SANDBOX}/images/none/${n}.svg`;

/** As the proxy serves it: the names of `/app/produk`, and those of the Closed API for the rest. */
const DETAIL = {
  id_produk: '9001',
  id_kategori: '65258',
  nama_produk: 'Sepatu Lari',
  harga_produk: 75_000,
  harga_produk_asli: 0,
  deskripsi_panjang: '<p>Ringan &amp; kuat.</p>',
  kondisi_produk: 'Baru',
  stok: 43,
  berat: 540,
  tanggal: '2020-08-08 04:58:48',
  merek: 'Langkah <b>Jaya</b>',
  sku: 'LJ-42',
  ukuran: '41,42',
  warna: '',
  gambar_utama: picture(1),
  list_gambar: [picture(1), picture(2), picture(3)],
  url_produk: 'https://toko.example/produk/sepatu-9001',
  harga_grosir: [
    { jumlah: '12', harga: '55000' },
    { jumlah: '5', harga: '60000' },
    { jumlah: 'banyak', harga: '1' },
  ],
};

/** Answers for the proxy, and passes everything else on. */
function fakeProxy(status: number, body: unknown) {
  const asked: string[] = [];
  setPlatform({
    fetch: (input, init) => {
      const url = String(input instanceof Request ? input.url : input);
      if (!url.startsWith(PROXY)) return fetch(input, init);
      const path = url.slice(PROXY.length);
      asked.push(path);
      const isDetail = path.startsWith('/open/app/produk/');
      const text = JSON.stringify(isDetail ? body : { status: 404, code: 'not-found' });
      return Promise.resolve(new Response(text, { status: isDetail ? status : 404 }));
    },
  });
  return asked;
}

const mountIn = ({ token, api }: TestShop, attributes: string) =>
  mount(`<etalase-product token="${token}" api="${api}" ${attributes}></etalase-product>`);

const productRequests = async (shop: TestShop) =>
  (await shop.log())
    .filter(({ path }) => path === '/app/produk')
    .map(({ query }) => query['cari_nama_produk'] ?? '');

afterEach(() => setPlatform({}));

describe('a product from the proxy', () => {
  it('has all that the shop knows, without a request for the list', async () => {
    const asked = fakeProxy(200, { status: 'ok', data: DETAIL });
    const shop = await openShop();
    const element = mountIn(shop, `proxy="${PROXY}" product-id="9001"`);
    await until(() => part(element, 'name'), 'the product');
    expect(asked[0]).to.equal('/open/app/produk/9001');
    expect(await productRequests(shop)).to.deep.equal([]);
    expect(textOf(element, 'name')).to.equal('Sepatu Lari');
    expect(textOf(element, 'description')).to.equal('Ringan & kuat.');
    const facts = factsOf(element);
    expect(facts).to.contain('Merek Langkah <b>Jaya</b>').and.to.contain('SKU LJ-42');
    expect(textOf(element, 'wholesale')).to.equal(
      'Harga grosir mulai 5: Rp60.000mulai 12: Rp55.000',
    );
    expect(textOf(element, 'counter')).to.contain('3');
    await expectAccessible(element);
  });

  it('has no empty wholesale prices, brand or number', async () => {
    const data = { ...DETAIL, merek: '', sku: null, harga_grosir: '' };
    fakeProxy(200, { status: 'ok', data });
    const element = mountIn(await openShop(), `proxy="${PROXY}" product-id="9001"`);
    await until(() => part(element, 'name'), 'the product');
    expect(part(element, 'wholesale')).to.equal(null);
    expect(factsOf(element)).not.to.match(/Merek|SKU/);
  });

  const failures: readonly [what: string, status: number, body: unknown][] = [
    ['does not know it', 404, { status: 404, code: 'not-found' }],
    ['is older', 404, 'Not Found'],
    ['has a fault', 503, null],
    ['answers with something else', 200, { status: 'ok', data: [] }],
  ];
  for (const [what, status, body] of failures) {
    it(`is looked for in the list where the proxy ${what}`, async () => {
      fakeProxy(status, body);
      const rows = [{ ...DETAIL, nama_produk: 'Dari daftar' }];
      const shop = await openShop({ faults: [{ kind: 'rows', path: '/app/produk', rows }] });
      const element = mountIn(shop, `proxy="${PROXY}" product-id="9001"`);
      await until(() => textOf(element, 'name') === 'Dari daftar', 'the product');
    });
  }
});

describe('a product by its name', () => {
  const named = (name: string, id: string) => ({ ...DETAIL, nama_produk: name, id_produk: id });
  const ROWS = [named('Kaos Kaki', '1'), named('Kaos Polos', '2'), named('kaos  polos putih', '3')];

  const cases: readonly [attributes: string, found: string | null][] = [
    ['product-name="Kaos Polos"', 'Kaos Polos'],
    ['product-name=" KAOS-POLOS "', 'Kaos Polos'],
    ['product-name="polos putih"', 'kaos polos putih'],
    ['product-name="Kaos Polos" product-id="3"', 'kaos polos putih'],
    ['product-name="Kaos Polos" product-id="77"', null],
    ['product-name="Jaket Kulit"', null],
    ['product-name="✨"', null],
  ];
  for (const [attributes, found] of cases) {
    it(`${found === null ? 'is not found' : `is ${found}`} with ${attributes}`, async () => {
      const codes: string[] = [];
      const note = (event: EtalaseErrorEvent) => codes.push(event.code);
      document.addEventListener('etalase-error', note);
      const faults = [{ kind: 'rows', path: '/app/produk', rows: ROWS }] as const;
      const shop = await openShop({ faults: [...faults] });
      const element = mountIn(shop, attributes);
      await until(() => part(element, found === null ? 'retry' : 'name'), 'the outcome');
      document.removeEventListener('etalase-error', note);
      expect(textOf(element, 'name')).to.equal(found);
      expect((await productRequests(shop)).length).to.equal(1);
      expect(codes).to.deep.equal(found === null ? ['not-found'] : []);
      if (found === null) expect(deepText(element)).to.match(/Produk “.+” tidak ada di toko\./);
      await expectAccessible(element);
    });
  }

  it('asks the shop for one word of it', async () => {
    const shop = await openShop({ products: 60 });
    const element = mountIn(shop, 'product-name="Kue Kering Kacang"');
    await until(() => part(element, 'name') ?? part(element, 'retry'), 'the outcome');
    expect(await productRequests(shop)).to.deep.equal(['kering']);
  });
});
