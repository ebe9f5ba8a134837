/** Any product of the shop, by its id, with all that the shop knows of it. */
import type { ProductDetail } from '../../open-api/product-detail.js';
import { readProductDetail } from '../../open-api/product-detail.js';
import { platform } from '../../stores/platform.js';
import type { Outcome } from '../purchase-client.js';
import { send } from './send.js';

/** @param id `id_produk` */
export async function requestProductDetail(
  proxy: string,
  id: string,
  signal: AbortSignal,
): Promise<Outcome<ProductDetail>> {
  const path = `/open/app/produk/${encodeURIComponent(id)}`;
  const answer = await send(platform(), proxy, { method: 'GET', path }, signal);
  return answer.ok ? readProductDetail(answer.value) : answer;
}
