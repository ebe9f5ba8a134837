/**
 * Builds the paths of Open API requests from the documented parameters, and lets no others through.
 * Equal requests get equal paths, so that one cached answer serves them all.
 */
import { z } from 'zod';

/** The shop's public lists, below `/app/`. */
export const LIST_NAMES = ['produk', 'kategori', 'kostumpage', 'slide'] as const;
export type ListName = (typeof LIST_NAMES)[number];

/** A shopper's own records, below `/user/`. */
export const RECORD_NAMES = ['info', 'catatan', 'transaksi'] as const;
export type RecordName = (typeof RECORD_NAMES)[number];

/** Query parameters as received; of a repeated one, the first. */
export type QueryParameters = Readonly<Record<string, string>>;

/** An empty parameter counts as absent. */
const optional = <T extends z.ZodType>(schema: T) =>
  z.preprocess((value) => (value === '' ? undefined : value), schema.optional());

const page = optional(z.string().regex(/^[1-9]\d{0,5}$/)).transform((value = '1') => value);
/** A multiple of 10, at most 100. */
const totalData = optional(z.string().regex(/^([1-9]0|100)$/)).transform((value = '10') => value);
const credential = z.string().regex(/^[\x21-\x7e]{1,200}$/);
const shopperCredentials = {
  id_user: credential,
  // A placeholder that the app left unfilled is no token.
  token_user: credential.refine((value) => !value.includes('{{')),
};

/** Letters, digits and spaces (bukaOlshop Open API 1.1, Daftar Produk). */
const searchText = z
  .string()
  .max(100)
  .regex(/^[\p{L}\p{M}\p{N} ]*$/u)
  .transform((value) => value.normalize('NFC').trim().replace(/ +/g, ' ') || undefined);

const listSchemas: Readonly<Record<ListName, z.ZodType<object>>> = {
  produk: z.object({
    page,
    total_data: totalData,
    id_kategori: optional(z.string().regex(/^\d{1,12}$/)),
    cari_nama_produk: searchText.optional(),
  }),
  kategori: z.object({ struktur: optional(z.literal('flat')) }),
  kostumpage: z.object({}),
  slide: z.object({}),
};

const recordSchemas: Readonly<Record<RecordName, z.ZodType<object>>> = {
  info: z.object(shopperCredentials),
  catatan: z.object({
    ...shopperCredentials,
    page,
    total_data: totalData,
    tipe: optional(z.enum(['saldo', 'poin'])).transform((value = 'saldo') => value),
  }),
  transaksi: z.object({ ...shopperCredentials, page, total_data: totalData }),
};

/** Path and query below the Open API's base, without the token; `null` for a bad parameter. */
export const listPath = (list: ListName, query: QueryParameters): string | null =>
  buildPath(`/app/${list}`, listSchemas[list], query);

export const recordPath = (record: RecordName, query: QueryParameters): string | null =>
  buildPath(`/user/${record}`, recordSchemas[record], query);

function buildPath(path: string, schema: z.ZodType<object>, query: QueryParameters): string | null {
  const parsed = schema.safeParse(query);
  if (!parsed.success) return null;
  const parameters = Object.entries<unknown>({ ...parsed.data }).flatMap(([name, value]) =>
    typeof value === 'string' ? [[name, value]] : [],
  );
  return parameters.length === 0 ? path : `${path}?${new URLSearchParams(parameters).toString()}`;
}
