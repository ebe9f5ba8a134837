/** The shop's own checkout as a person uses it: forms that are filled in and sent, and links that are followed. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { openOpenApiShop, productsOf, served } from '../../../support/open-api-shop.js';

const openShop = async () => {
  const shop = await openOpenApiShop({ products: 12 });
  const product = (await productsOf(shop)).find(({ berat }) => berat === 0);
  assert.ok(product);
  const books = async () => {
    const answer = await shop.control('GET', '/books');
    return (await answer.json()) as {
      members: { id_user: string; saldo: number }[];
      transactions: { nomor_pembayaran: string; status_bayar: string; lines: unknown[] }[];
    };
  };
  const newest = async () => (await books()).transactions.at(-1);
  /** Fills in and sends the form of the product's page. */
  const buy = (fields: Record<string, string>, referer = '') =>
    fetch(product.url_produk, {
      method: 'POST',
      redirect: 'manual',
      headers: { Referer: referer },
      body: new URLSearchParams({
        jumlah: '1',
        catatan: 'User ID: 1',
        id_user: '130173',
        cara_bayar: 'saldo',
        ...fields,
      }),
    });
  const follow = (answer: Response) =>
    new URL(answer.headers.get('Location') ?? '', answer.url).href;
  return { ...shop, product, books, newest, buy, follow };
};

const textOf = async (url: string, headers: Record<string, string> = {}) =>
  (await fetch(url, { headers })).text();

describe('the checkout page', () => {
  it('shows the product, and the note that its address holds, escaped', async () => {
    const { product, token } = await openShop();
    const note = '</textarea><b>1';
    const page = await textOf(`${product.url_produk}?catatan=${encodeURIComponent(note)}`);
    assert.ok(page.includes(product.nama_produk));
    assert.ok(page.includes('&lt;/textarea&gt;&lt;b&gt;1</textarea>'));
    assert.ok(!page.includes(token));
  });

  it('takes the saldo, and shows the transaction with the note as it was sent', async () => {
    const shop = await openShop();
    const { harga_produk } = shop.product;
    const answer = await shop.buy({ jumlah: '2', catatan: 'User ID: 1\r\n#abc', return: '/demo/' });
    assert.equal(answer.status, 303);
    const page = await textOf(shop.follow(answer));
    assert.match(page, /lunas[^]*2[^]*User ID: 1\n#abc/);
    assert.ok(page.includes('href="/demo/"'));
    assert.ok(!page.includes('Bayar sekarang'));
    const { members } = await shop.books();
    const rina = members.find(({ id_user }) => id_user === '130173');
    assert.equal(rina?.saldo, 350_000 - 2 * harga_produk);
  });

  for (const [button, expected] of [
    ['bayar', 'lunas'],
    ['batal', 'di batalkan'],
  ] as const) {
    it(`leads by transfer to a page that can ${button}`, async () => {
      const shop = await openShop();
      const url = shop.follow(await shop.buy({ cara_bayar: 'transfer' }));
      assert.ok((await textOf(url)).includes('Bayar sekarang'));
      const body = new URLSearchParams({ aksi: button });
      const answer = await fetch(url, { method: 'POST', body });
      assert.equal(answer.url, url);
      assert.ok(!(await answer.text()).includes('Bayar sekarang'));
      assert.equal((await shop.newest())?.status_bayar, expected);
    });
  }

  for (const [title, fields, words] of [
    ['no quantity', { jumlah: '0' }, /Jumlah harus/],
    ['more than the stock', { jumlah: '999' }, /Stok tidak cukup/],
    ['no saldo', { id_user: '130174' }, /Saldo tidak cukup/],
    ['an unknown member', { id_user: '8' }, /tidak dikenal/],
  ] as const) {
    it(`says why it refuses ${title}, and keeps what was entered`, async () => {
      const shop = await openShop();
      const answer = await shop.buy(fields);
      const page = await answer.text();
      assert.equal(answer.status, 409);
      assert.match(page, words);
      assert.ok(page.includes('User ID: 1</textarea>'));
      assert.equal((await shop.books()).transactions.length, 2);
    });
  }

  const host = () => new URL(served.origin).host;
  for (const [title, query, referer, expected] of [
    ['where its address says', '?return=/demo/x.html', () => '', '/demo/x.html'],
    ['to the page before', '', () => `http://${host()}/demo/y.html?a=1`, '/demo/y.html?a=1'],
    ['to no other host', '?return=//evil.example', () => '', '/'],
    ['to no host behind a backslash', '?return=/%5Cevil.example', () => '', '/'],
    ['to no host behind a tab', '?return=/%09/evil.example', () => '', '/'],
    ['to no script', '?return=javascript:alert(1)', () => '', '/'],
    ['to no page of another host', '', () => 'https://evil.example/x', '/'],
  ] as const) {
    it(`leads back ${title}`, async () => {
      const { product } = await openShop();
      const page = await textOf(product.url_produk + query, { Referer: referer() });
      assert.ok(page.includes(`<a href="${expected}">Kembali ke toko</a>`), page);
    });
  }

  it('is no page of a shop that lacks the product', async () => {
    const { product } = await openShop();
    const other = product.url_produk.replace(/toko-\d+/, 'toko-999');
    assert.equal((await fetch(other, { method: 'POST' })).status, 404);
    assert.equal(
      (await fetch(product.url_produk.replace(/\d+$/, '1'), { method: 'POST' })).status,
      404,
    );
  });
});

describe('the seller’s app', () => {
  it('shows transactions and messages, and presses every button', async () => {
    const shop = await openShop();
    await shop.buy({ cara_bayar: 'transfer' });
    const number = (await shop.newest())?.nomor_pembayaran ?? '';
    const url = shop.product.url_produk.replace(/produk\/.*/, 'app/transaksi');
    const press = async (tombol: string) => {
      const body = new URLSearchParams({ nomor: number, tombol });
      const answer = await fetch(url, { method: 'POST', body });
      assert.equal(answer.url, url);
      return answer.text();
    };
    assert.ok((await textOf(url)).includes(number));
    const statuses = [
      ['lunas', 'lunas'],
      ['lanjut', 'lunas'],
      ['kembali', 'lunas'],
      ['diproses', 'lunas'],
      ['selesai', 'lunas'],
      ['batal_dan_refund', 'di batalkan'],
      ['batal', 'di batalkan'],
      ['meledak', 'di batalkan'],
    ] as const;
    for (const [button, expected] of statuses) {
      assert.ok((await press(button)).includes('Batal dan refund'));
      assert.equal((await shop.newest())?.status_bayar, expected, button);
    }
    const { members } = await shop.books();
    assert.equal(
      members.find(({ id_user }) => id_user === '130173')?.saldo,
      350_000 + shop.product.harga_produk,
    );
  });
});
