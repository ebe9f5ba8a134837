/**
 * What may be asked of the Open API through the proxy: the documented parameters, and nothing else.
 * Equal questions are written alike, so that one answer serves them all.
 */
import { z } from 'zod';

/** Below `/app/`: the shop's public lists. */
export const LISTS = ['produk', 'kategori', 'kostumpage', 'slide'] as const;
export type List = (typeof LISTS)[number];

/** Below `/user/`: what belongs to one shopper. */
export const RECORDS = ['info', 'catatan', 'transaksi'] as const;
export type ShopperRecord = (typeof RECORDS)[number];

/** Query parameters as they came; a repeated one counts once. */
export type Query = Readonly<Record<string, string>>;

/** An empty parameter is one that was not sent. */
const optional = <T extends z.ZodType>(schema: T) =>
  z.preprocess((value) => (value === '' ? undefined : value), schema.optional());

const page = optional(z.string().regex(/^[1-9]\d{0,5}$/)).transform((value = '1') => value);
/** A multiple of 10, at most 100. */
const totalData = optional(z.string().regex(/^([1-9]0|100)$/)).transform((value = '10') => value);
const credential = z.string().regex(/^[\x21-\x7e]{1,200}$/);
const shopper = {
  id_user: credential,
  // A placeholder that nobody filled in is no token, and not worth a request.
  token_user: credential.refine((value) => !value.includes('{{')),
};

/** Letters, digits and spaces (bukaOlshop Open API 1.1, Daftar Produk). */
const words = z
  .string()
  .max(100)
  .regex(/^[\p{L}\p{M}\p{N} ]*$/u)
  .transform((value) => value.normalize('NFC').trim().replace(/ +/g, ' ') || undefined);

const lists: Readonly<Record<List, z.ZodType<object>>> = {
  produk: z.object({
    page,
    total_data: totalData,
    id_kategori: optional(z.string().regex(/^\d{1,12}$/)),
    cari_nama_produk: words.optional(),
  }),
  kategori: z.object({ struktur: optional(z.literal('flat')) }),
  kostumpage: z.object({}),
  slide: z.object({}),
};

const records: Readonly<Record<ShopperRecord, z.ZodType<object>>> = {
  info: z.object(shopper),
  catatan: z.object({
    ...shopper,
    page,
    total_data: totalData,
    tipe: optional(z.enum(['saldo', 'poin'])).transform((value = 'saldo') => value),
  }),
  transaksi: z.object({ ...shopper, page, total_data: totalData }),
};

/** Path and query below the Open API's base, without the token; `null` for a bad parameter. */
export const listQuestion = (list: List, query: Query): string | null =>
  written(`/app/${list}`, lists[list], query);

export const recordQuestion = (record: ShopperRecord, query: Query): string | null =>
  written(`/user/${record}`, records[record], query);

function written(path: string, schema: z.ZodType<object>, query: Query): string | null {
  const parsed = schema.safeParse(query);
  if (!parsed.success) return null;
  const given = Object.entries<unknown>({ ...parsed.data }).flatMap(([name, value]) =>
    typeof value === 'string' ? [[name, value]] : [],
  );
  return given.length === 0 ? path : `${path}?${new URLSearchParams(given).toString()}`;
}
