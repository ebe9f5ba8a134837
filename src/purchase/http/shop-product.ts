/** What of the shelf a product of the shop is. Loaded for products that are shown in full. */
import * as z from 'zod/mini';
import { platform } from '../../stores/platform.js';
import type { Outcome } from '../purchase-client.js';
import { parseResult } from './call-proxy.js';
import { textSchema } from './schemas.js';
import { send } from './send.js';

/** Ids of the shelf. */
export interface MappedProduct {
  readonly product: string;
  readonly item: string;
}

const mappedSchema: z.ZodMiniType<MappedProduct> = z.object({
  product: textSchema,
  item: textSchema,
});

/** @returns `null` for a product that the proxy does not deliver, or that it does not tell of */
export async function readShopProduct(
  proxy: string,
  id: string,
  signal: AbortSignal,
): Promise<Outcome<MappedProduct | null>> {
  const path = `/v1/shop-products/${encodeURIComponent(id)}`;
  const answer = await send(platform(), proxy, { method: 'GET', path }, signal);
  const mapped = parseResult(mappedSchema, answer);
  return mapped.ok ? mapped : { ok: true, value: null };
}
