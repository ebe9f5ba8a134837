/** What only the Closed API says of a product (`GET /produk/id`) and any shopper may see. */
import { z } from 'zod';
import type { Settings } from '../config/settings.js';
import type { Platform } from '../platform.js';
import { readBukaolshop } from '../upstream/bukaolshop-answer.js';
import { call } from '../upstream/call.js';
import { lenientNumber, lenientText, okCode } from '../upstream/lenient-fields.js';
import type { ReadResult } from '../upstream/read-result.js';

/** Under the names of the Closed API. */
export interface ProductExtras {
  /** `null` where there is none */
  readonly merek: string | null;
  readonly sku: string | null;
  /** wholesale prices in rupiah, from `jumlah` pieces on; the smallest number first */
  readonly harga_grosir: readonly { readonly jumlah: number; readonly harga: number }[];
  /** addresses of all pictures, as bukaOlshop gives them */
  readonly url_gambar: readonly string[];
}

/** ms for the call: a shopper waits, and can do without */
const TIMEOUT_MS = 4_000;

const optionalText = lenientText
  .transform((text) => text.trim() || null)
  .nullish()
  .catch(null)
  .transform((text) => text ?? null);
const wholeNumber = lenientNumber.pipe(z.int().positive());
const tier = z.object({ jumlah: wholeNumber, harga: wholeNumber });

/** What cannot be read of a list is left out. */
const listOf = <T>(schema: z.ZodType<T>) =>
  z
    .array(z.unknown())
    .catch([])
    .transform((values) => values.flatMap((value) => schema.safeParse(value).data ?? []));

const detail = z.looseObject({
  code: okCode,
  id_barang: lenientText,
  merek: optionalText,
  sku: optionalText,
  harga_grosir: listOf(tier).transform((tiers) => tiers.sort((a, b) => a.jumlah - b.jumlah)),
  url_gambar: listOf(z.string()),
});

/** Reads them. Never throws. */
export async function readProductExtras(
  { closedUrl, apiKey }: Pick<Settings['bukaolshop'], 'closedUrl' | 'apiKey'>,
  platform: Platform,
  id: string,
): Promise<ReadResult<ProductExtras>> {
  const query = new URLSearchParams({ id_barang: id }).toString();
  const url = `${closedUrl}/produk/id?${query}`;
  const headers = { Authorization: `Bearer ${apiKey}` };
  const result = await call(platform, { method: 'GET', url, headers, timeoutMs: TIMEOUT_MS });
  const answer = readBukaolshop(result, detail);
  if (answer.kind === 'read' && answer.value.id_barang === id) {
    const { merek, sku, harga_grosir, url_gambar } = answer.value;
    return { kind: 'read', value: { merek, sku, harga_grosir, url_gambar } };
  }
  const retryAfterMs = 'retryAfterMs' in answer ? answer.retryAfterMs : null;
  return { kind: 'failed', code: 'unavailable', retryAfterMs };
}
