/** Where the products of the shop are, from the pages of the Open API's list. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readProductPages } from '../../../../src/proxy/shop-products/product-pages.js';
import type { ReadFailure } from '../../../../src/proxy/upstream/read-result.js';

const row = (id: number, more: object = {}) => ({
  id_produk: id,
  nama_produk: `P${String(id)}`,
  harga_produk: '11000',
  url_produk: `https://toko.example/produk/${String(id)}`,
  ...more,
});
/** A full page, of ids from `first` on. */
const full = (first: number) => Array.from({ length: 100 }, (_, index) => row(first + index));
const failed = (code: 'not-found' | 'quota'): ReadFailure =>
  code === 'quota' ? { kind: 'failed', code, retryAfterMs: null } : { kind: 'failed', code };

/** A shop of these pages, each its rows or why it cannot be read. */
async function readPages(
  pages: readonly (readonly unknown[] | ReadFailure)[],
  ids?: readonly string[],
) {
  const asked: string[] = [];
  const { products, isComplete } = await readProductPages(
    {
      list: (_list, { page = '', total_data: size }) => {
        assert.equal(size, '100');
        asked.push(page);
        const rows = pages[Number(page) - 1] ?? [];
        if ('kind' in rows) return Promise.resolve(rows);
        const body = JSON.stringify({ code: 200, data: rows.length === 0 ? null : rows });
        return Promise.resolve({ kind: 'read', value: { body, etag: '', requestedAt: 0 } });
      },
    },
    ids,
  );
  return { products, isComplete, asked: asked.length };
}

describe('the pages of the shop’s products', () => {
  for (const [what, pages, ids, expected] of [
    ['all are found', [full(1), full(101)], ['3', '7'], { asked: 1, found: 2, isComplete: true }],
    [
      'the last page ends it',
      [full(1), [row(101)]],
      ['101', '900'],
      { asked: 2, found: 1, isComplete: true },
    ],
    ['an empty page ends it', [full(1)], ['900'], { asked: 2, found: 0, isComplete: true }],
    [
      'no page ends it',
      [full(1), failed('not-found')],
      ['900'],
      { asked: 2, found: 0, isComplete: true },
    ],
    [
      'the quota ends',
      [full(1), failed('quota')],
      ['3', '900'],
      { asked: 2, found: 1, isComplete: false },
    ],
    ['nothing is looked for', [full(1)], [], { asked: 0, found: 0, isComplete: true }],
  ] as const) {
    it(`are read until ${what}`, async () => {
      const { products, isComplete, asked } = await readPages(pages, ids);
      const found = ids.filter((id) => products.has(id)).length;
      assert.deepEqual({ asked, found, isComplete }, expected);
    });
  }

  it('are all read where no ids are named', async () => {
    const { products } = await readPages([full(1), full(101), [row(201)]]);
    assert.equal(products.size, 201);
  });

  for (const [what, more, expected] of [
    ['an address without https', { url_produk: 'http://toko.example/p' }, { url: null }],
    ['an address that runs', { url_produk: 'javascript:alert(1)' }, { url: null }],
    ['no address', { url_produk: null }, { url: null }],
    [
      'an address of this machine',
      { url_produk: 'http://127.0.0.1:9/p' },
      { url: 'http://127.0.0.1:9/p' },
    ],
    ['a price in words', { harga_produk: 'Rp11.000' }, { price: null }],
    ['sizes', { ukuran: ['L', 'M'] }, { hasVariants: true }],
    ['a colour as text', { warna: 'Ungu' }, { hasVariants: true }],
    ['empty variants', { ukuran: '', warna: [] }, { hasVariants: false }],
  ] as const) {
    it(`are read leniently: ${what}`, async () => {
      const { products } = await readPages([[{ nonsense: true }, 7, row(1, more)]]);
      assert.deepEqual(
        [...products.values()],
        [
          {
            id: '1',
            name: 'P1',
            price: 11_000,
            url: 'https://toko.example/produk/1',
            hasVariants: false,
            ...expected,
          },
        ],
      );
    });
  }
});
