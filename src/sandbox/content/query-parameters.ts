import { z } from 'zod';

const digits = /^\d{1,12}$/;

const page = z
  .string()
  .regex(/^[1-9]\d{0,8}$/, 'page harus angka mulai dari 1')
  .transform(Number)
  .default(1);

const size = z
  .string()
  .regex(/^(?:[1-9]0|100)$/, 'total_data harus kelipatan 10, paling banyak 100')
  .transform(Number)
  .default(10);

const productQuery = z.object({
  page,
  total_data: size,
  id_kategori: z
    .union([z.literal(''), z.string().regex(digits)], 'id_kategori harus angka')
    .optional(),
  cari_nama_produk: z
    .string()
    .regex(/^[\p{L}\p{N} ]*$/u, 'cari_nama_produk hanya boleh huruf, angka dan spasi')
    .optional(),
});

const categoryQuery = z.object({
  struktur: z.enum(['flat'], 'struktur hanya mengenal flat').optional(),
});

const noteQuery = z.object({
  page,
  total_data: size,
  tipe: z.enum(['saldo', 'poin'], 'tipe hanya mengenal saldo atau poin').default('saldo'),
});

const pageQuery = z.object({ page, total_data: size });

export type ProductQuery = z.output<typeof productQuery>;
export type NoteQuery = z.output<typeof noteQuery>;
export type PageQuery = z.output<typeof pageQuery>;

/**
 * The documented query parameters. Assumption: any other value gives 400. The documentation only lists
 * what may be sent.
 */
export const queryParameters = {
  products: productQuery,
  categories: categoryQuery,
  notes: noteQuery,
  transactions: pageQuery,
};

/** One page of a list. */
export const pageOf = <Item>(items: readonly Item[], { page, total_data }: PageQuery): Item[] =>
  items.slice((page - 1) * total_data, page * total_data);
