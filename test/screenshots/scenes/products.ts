import { z } from 'zod';
import type { Scene, Stage } from '../scene.js';

const CARD = 'etalase-products [part~=card]';
const PROMO = '#e8b400';

const rows = z.object({
  data: z.array(
    z.looseObject({
      harga_produk: z.number(),
      harga_produk_asli: z.number(),
      stok: z.number(),
      nama_produk: z.string(),
    }),
  ),
});

/** The shop's products, changed to be sold out, low in stock, discounted, or with long names. */
async function makeSpecial({ api, token, faults }: Stage): Promise<void> {
  const answer = await fetch(`${api}/app/produk?token=${token}&page=1&total_data=10`);
  const special = rows.parse(await answer.json()).data.map((row, i) => {
    if (i === 0) return { ...row, stok: 0 };
    if (i === 1) return { ...row, stok: 2 };
    if (i === 2) return { ...row, harga_produk: 12_500, harga_produk_asli: 99_000 };
    if (i === 3) return { ...row, nama_produk: `${row.nama_produk} `.repeat(4) };
    if (i === 4) return { ...row, stok: 1, harga_produk: 1_999_500, harga_produk_asli: 2_450_000 };
    return i === 5 ? { ...row, harga_produk: 0, harga_produk_asli: 0 } : row;
  });
  await faults({ kind: 'rows', path: '/app/produk', rows: special });
}

const search =
  (text: string, until: string) =>
  async ({ page }: Stage): Promise<void> => {
    await page.locator('etalase-search [part~=input]').fill(text);
    await page.locator(until).first().waitFor();
  };

const SEARCH_AND_PRODUCTS =
  '<etalase-search></etalase-search><etalase-products></etalase-products>';

export const productsScenes: readonly Scene[] = [
  { name: 'products', body: '<etalase-products></etalase-products>', ready: CARD, isTall: true },
  {
    name: 'products-special',
    body: '<etalase-products></etalase-products>',
    ready: CARD,
    prepare: makeSpecial,
    isTall: true,
  },
  {
    name: 'products-search',
    body: SEARCH_AND_PRODUCTS,
    ready: CARD,
    act: search('hijab!', 'etalase-search [part~=hint]:not(:empty)'),
  },
  {
    name: 'products-search-nothing',
    body: SEARCH_AND_PRODUCTS,
    ready: CARD,
    act: search('zzzzzz', 'etalase-products [part~=empty]'),
  },
  {
    name: 'products-category',
    body: '<etalase-categories></etalase-categories><etalase-products></etalase-products>',
    ready: CARD,
    act: async ({ page }) => {
      await page.locator('etalase-categories [part~=category]').nth(1).click();
      await page.locator('etalase-categories [part~=sub-category]').nth(1).click();
    },
  },
  {
    name: 'products-template',
    css: `.row { display: flex; padding: 8px; border-left: 4px solid ${PROMO} }
      .row img { flex: none; width: 88px; height: 88px; margin-right: 12px; border-radius: 8px }
      .row p { margin: 4px 0 }`,
    body: `<etalase-products columns="1" sort="price-asc"><template><article class="row">
      <img data-src="gambar_utama" alt=""><div>
      <a data-href="url_produk"><strong data-text="nama_produk"></strong></a>
      <p data-if="deskripsi_singkat" data-text="deskripsi_singkat"></p>
      <b data-price="harga_produk"></b></div></article></template></etalase-products>`,
    ready: 'etalase-products .row',
  },
];
