import { z } from 'zod';
import { envelope } from '../http/json-responses.js';
import type { ShopContent } from './shop-content.js';
import { DOCUMENTED_ANSWERS } from './documented-answers.js';
import { changedRow, type ProductView } from './product-view.js';
import { pageOf, type ProductQuery } from './query-parameters.js';
import { flattenCategories, type ProductRow } from './rows.js';

const texts = z.array(z.string());

const productList = z.object({
  data: z.array(
    z.object({
      id_produk: z.string(),
      id_kategori: z.string(),
      nama_produk: z.string(),
      harga_produk: z.number(),
      harga_produk_asli: z.number(),
      deskripsi_singkat: z.string(),
      deskripsi_panjang: z.string(),
      kondisi_produk: z.string(),
      stok: z.number(),
      berat: z.number(),
      tanggal: z.string(),
      ukuran: texts.nullable(),
      warna: texts.nullable(),
      gambar_utama: z.string(),
      list_gambar: texts,
      url_produk: z.string(),
    }),
  ),
});

const categoryRow = z.object({
  id_kategori: z.string(),
  nama_kategori: z.string(),
  gambar_kategori: z.string(),
  url_kategori: z.string(),
  tipe_kategori: z.enum(['utama', 'sub']),
});

const categoryList = z.object({
  data: z.array(categoryRow.extend({ sub_kategori: z.array(categoryRow) })),
});

const products: readonly ProductRow[] = productList.parse(
  JSON.parse(DOCUMENTED_ANSWERS.produk),
).data;

const categories = categoryList.parse(JSON.parse(DOCUMENTED_ANSWERS.kategori)).data;

/** The ids that a category filter includes: the category's own and those of its subcategories. */
const withSubcategories = (id: string): readonly string[] => [
  id,
  ...(categories.find((category) => category.id_kategori === id)?.sub_kategori ?? []).map(
    (sub) => sub.id_kategori,
  ),
];

const changedProducts = ({ changes }: ProductView): ProductRow[] =>
  products.flatMap((row) => changedRow(row, changes.get(row.id_produk)) ?? []);

const filteredProducts = (query: ProductQuery, view: ProductView): string => {
  const search = (query.cari_nama_produk ?? '').trim().toLowerCase();
  const ids = query.id_kategori ? withSubcategories(query.id_kategori) : undefined;
  const matchingRows = changedProducts(view).filter(
    (row) =>
      row.nama_produk.toLowerCase().includes(search) &&
      (ids === undefined || ids.includes(row.id_kategori)),
  );
  return envelope({ page: query.page, data: pageOf(matchingRows, query) });
};

const emptyPage = (page: number): string => envelope({ page, data: [] });

const isUnchanged = (query: ProductQuery, { changes }: ProductView): boolean =>
  query.page === 1 && !query.id_kategori && !query.cari_nama_produk && changes.size === 0;

/** The documentation's shop: its examples verbatim, unless a filter, a page or a change applies. */
export const documentedShop: ShopContent = {
  products: (query, view) =>
    isUnchanged(query, view) ? DOCUMENTED_ANSWERS.produk : filteredProducts(query, view),
  productRows: (from, count, view) => changedProducts(view).slice(from, from + count),
  findProduct: (id, view) => changedProducts(view).find(({ id_produk }) => id_produk === id),
  findCategory: (id) =>
    categories
      .flatMap((category) => [category, ...category.sub_kategori])
      .find(({ id_kategori }) => id_kategori === id),
  categories: (flat) =>
    flat ? envelope({ data: flattenCategories(categories) }) : DOCUMENTED_ANSWERS.kategori,
  pages: () => DOCUMENTED_ANSWERS.kostumpage,
  slides: () => DOCUMENTED_ANSWERS.slide,
  member: () => ({
    info: () => DOCUMENTED_ANSWERS['user-info'],
    notes: ({ page, tipe }) =>
      page === 1 ? DOCUMENTED_ANSWERS[`catatan-${tipe}`] : emptyPage(page),
    transactions: ({ page }) => (page === 1 ? DOCUMENTED_ANSWERS.transaksi : emptyPage(page)),
  }),
};
