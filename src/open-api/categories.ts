import * as z from 'zod/mini';
import type { Endpoint } from './endpoint.js';
import { MINUTE_MS, parseValidRows } from './endpoint.js';
import { httpUrl, requiredText, text } from './lenient-fields.js';

const subCategoryRow = z.object({
  id_kategori: requiredText,
  nama_kategori: requiredText,
  gambar_kategori: httpUrl,
  url_kategori: httpUrl,
  tipe_kategori: text,
});

/** A row of `GET /app/kategori`, with or without `struktur=flat`. */
const categoryRow = z.object({
  ...subCategoryRow.shape,
  sub_kategori: z.transform((rows: unknown) => parseValidRows(subCategoryRow, rows).rows),
});

export type Category = z.infer<typeof categoryRow>;
export type SubCategory = z.infer<typeof subCategoryRow>;

/** Parameter: `struktur=flat` for one level. One answer holds all rows. */
export const categories: Endpoint<Category> = {
  path: '/app/kategori',
  row: categoryRow,
  idOf: (row) => row.id_kategori,
  ttlMs: 60 * MINUTE_MS,
};
