/** One function for each call of the Lapakgaming reseller API 1.6. */
import type { z } from 'zod';
import type { Platform } from '../../platform.js';
import { createRateLimiter, type RateLimiter } from '../../upstream/rate-limiter.js';
import { createProviderHttp, parseAnswer, toReadFailure, type SendResult } from '../provider-http.js';
import type { ReadResult } from '../provider.js';
import * as schemas from './schemas.js';

/** "Rate limit": for all calls by source address, and for Get Products alone. */
const ALL_CALLS_LIMIT = { count: 500, windowMs: 10_000 };
const PRODUCT_READS_LIMIT = { count: 50, windowMs: 10_000 };
/** What reading may use of it; the rest is kept free for orders. */
const READS_LIMIT = { count: 350, windowMs: 10_000 };

/** The only country whose products are sold here; prices of others are in other currencies. */
export const COUNTRY = 'id';

/** The body of "Create Order". */
export interface OrderBody {
  readonly product_code: string;
  readonly count_order: 1;
  readonly price: number;
  readonly partner_reference_id: string;
  readonly user_id?: string;
  readonly additional_id?: string;
  readonly additional_information?: string;
  readonly override_callback_url?: string;
  readonly end_user_ip_address?: string;
}

export type Client = ReturnType<typeof createClient>;

export function createClient(
  { url, apiKey }: { readonly url: string; readonly apiKey: string },
  platform: Platform,
  timeoutMs: number,
) {
  const http = createProviderHttp({
    platform,
    baseUrl: `${url}/api`,
    headers: { Authorization: `Bearer ${apiKey}` },
    timeoutMs,
  });
  const allCallsLimiter = createRateLimiter(platform, [ALL_CALLS_LIMIT]);
  const readsLimiter = createRateLimiter(platform, [READS_LIMIT], { parent: allCallsLimiter });
  const productReadsLimiter = createRateLimiter(platform, [PRODUCT_READS_LIMIT], {
    parent: readsLimiter,
  });

  async function get<T>(
    path: string,
    query: Readonly<Record<string, string>>,
    schema: z.ZodType<T>,
    rateLimiter: RateLimiter = readsLimiter,
  ): Promise<ReadResult<T>> {
    return readData(await http.sendQueued(rateLimiter, { method: 'GET', path, query }), schema);
  }

  return {
    placeableIn: () => allCallsLimiter.msUntilAvailable(),
    categories: () => get('/category', { country_code: COUNTRY }, schemas.categories),
    products: (categoryCode: string) =>
      get('/product', { category_code: categoryCode }, schemas.products, productReadsLimiter),
    product: (productCode: string) =>
      get('/product', { product_code: productCode }, schemas.products, productReadsLimiter),
    allProducts: () => get('/all-products', { country_code: COUNTRY }, schemas.products),
    balance: () => get('/balance', {}, schemas.balance),
    bestProducts: (categoryCode: string) =>
      get(
        '/catalogue/group-products',
        { category_code: categoryCode, country_code: COUNTRY },
        schemas.bestProducts,
      ),
    bestOfGroup: (group: string) =>
      get(
        `/catalogue/group-products/${encodeURIComponent(group)}/best-product`,
        { country_code: COUNTRY },
        schemas.bestOfGroup,
      ),
    exchangeRate: (from: string, to: string) =>
      get('/fx-rate.php', { from_currency: from, to_currency: to }, schemas.rate),
    checkAccount: async (json: {
      readonly category_code: string;
      readonly user_id: string;
      readonly additional_id?: string;
    }) =>
      readData(
        await http.sendQueued(readsLimiter, { method: 'POST', path: '/uid-check', json }),
        schemas.account,
      ),
    order: (json: OrderBody) =>
      http.sendNow(allCallsLimiter, { method: 'POST', path: '/order', json }),
    orderStatus: (query: { readonly tid: string } | { readonly partner_reference_id: string }) =>
      http.sendNow(readsLimiter, { method: 'GET', path: '/order_status', query }),
  };
}

/** Codes of a read that say that there is no such thing, at least not for this shop. */
const NOT_FOUND: ReadonlySet<string> = new Set([
  'PRODUCT_NOT_FOUND',
  'PRODUCT_EMPTY',
  'NOT_ALLOWED',
]);

/** Reads `data` of an answer whose `code` is SUCCESS. */
function readData<T>(result: SendResult, schema: z.ZodType<T>): ReadResult<T> {
  const parsed = schemas.envelope.safeParse(result.kind === 'answered' ? result.body : null);
  const code = parsed.data?.code;
  if (result.kind !== 'answered' || result.status >= 500 || code === undefined) {
    return toReadFailure(result);
  }
  if (NOT_FOUND.has(code)) return { kind: 'failed', code: 'not-found' };
  if (code === 'UNAUTHORIZED') return { kind: 'failed', code: 'refused', retryAfterMs: null };
  if (code !== 'SUCCESS') return toReadFailure(result);
  return parseAnswer({ ...result, body: parsed.data?.data }, schema);
}
