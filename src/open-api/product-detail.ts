/**
 * One product with all that the shop knows of it: the proxy's `GET /open/app/produk/{id}`, which has the
 * names of `/app/produk`, and those of the Closed API for what the list does not have.
 */
import * as z from 'zod/mini';
import { readRows } from './client.js';
import { parseValidRows } from './endpoint.js';
import { requiredAmount, text } from './lenient-fields.js';
import { productRow } from './products.js';
import type { Result } from './result.js';
import { fail, ok } from './result.js';

/** From `jumlah` pieces on, each costs `harga`. */
const tierRow = z.object({ jumlah: requiredAmount, harga: requiredAmount });

const productDetailRow = z.object({
  ...productRow.shape,
  merek: text,
  sku: text,
  harga_grosir: z.transform((rows: unknown) => parseValidRows(tierRow, rows).rows),
});

export type ProductDetail = z.infer<typeof productDetailRow>;

/** The row of the answer `{status, data}`; `not-found` where `data` is empty. */
export function readProductDetail(answer: unknown): Result<ProductDetail> {
  const read = readRows({ path: '', row: productDetailRow, ttlMs: 0 }, answer);
  if (!read.ok) return read;
  const [detail] = read.value.rows;
  return detail ? ok(detail) : fail('not-found');
}
