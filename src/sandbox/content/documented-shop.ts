import { z } from 'zod';
import { envelope } from '../http/json-responses.js';
import type { ShopContent } from './shop-content.js';
import { DOCUMENTED_ANSWERS } from './documented-answers.js';
import { pageOf, type ProductQuery } from './query-parameters.js';
import { flattenCategories } from './rows.js';

const productList = z.object({
  data: z.array(z.looseObject({ id_kategori: z.string(), nama_produk: z.string() })),
});

const categoryList = z.object({
  data: z.array(
    z.looseObject({
      id_kategori: z.string(),
      sub_kategori: z.array(z.looseObject({ id_kategori: z.string() })),
    }),
  ),
});

const categories = categoryList.parse(JSON.parse(DOCUMENTED_ANSWERS.kategori)).data;

/** The ids that a category filter includes: the category's own and those of its subcategories. */
const withSubcategories = (id: string): readonly string[] => [
  id,
  ...(categories.find((category) => category.id_kategori === id)?.sub_kategori ?? []).map(
    (sub) => sub.id_kategori,
  ),
];

const filteredProducts = (query: ProductQuery): string => {
  const rows = productList.parse(JSON.parse(DOCUMENTED_ANSWERS.produk)).data;
  const search = (query.cari_nama_produk ?? '').trim().toLowerCase();
  const ids = query.id_kategori ? withSubcategories(query.id_kategori) : undefined;
  const matchingRows = rows.filter(
    (row) =>
      row.nama_produk.toLowerCase().includes(search) &&
      (ids === undefined || ids.includes(row.id_kategori)),
  );
  return envelope({ page: query.page, data: pageOf(matchingRows, query) });
};

const emptyPage = (page: number): string => envelope({ page, data: [] });

/** The documentation's shop: its examples verbatim, unless a filter or a page applies. */
export const documentedShop: ShopContent = {
  products: (query) =>
    query.page === 1 && !query.id_kategori && !query.cari_nama_produk
      ? DOCUMENTED_ANSWERS.produk
      : filteredProducts(query),
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
