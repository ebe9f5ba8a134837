/** One function for each call of the Lapakgaming reseller API 1.6. */
import type { z } from 'zod';
import type { Platform } from '../../platform.js';
import { createRateLimiter, type RateLimiter } from '../../upstream/rate-limiter.js';
import type { ReadFailure, ReadResult } from '../../upstream/read-result.js';
import {
  createCallLimiters,
  createProviderHttp,
  parseEnvelope,
  toReadFailure,
  type AnsweredResult,
  type SendResult,
} from '../provider-http.js';
import { readAccount } from './account-check.js';
import * as schemas from './schemas.js';

/** "Rate limit": all calls of a source address. Reads may use a part of it. */
const LIMITS = {
  allCalls: { count: 500, windowMs: 10_000 },
  reads: { count: 350, windowMs: 10_000 },
};
/** "Rate limit": Get Products. */
const PRODUCT_READS_LIMIT = { count: 50, windowMs: 10_000 };

/** Products of other countries have prices in other currencies. */
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
  const limiters = createCallLimiters(platform, LIMITS);
  const productReadsLimiter = createRateLimiter(platform, [PRODUCT_READS_LIMIT], {
    parent: limiters.reads,
  });

  async function get<T>(
    path: string,
    query: Readonly<Record<string, string>>,
    schema: z.ZodType<T>,
    rateLimiter: RateLimiter = limiters.reads,
  ): Promise<ReadResult<T>> {
    return readData(await http.sendQueued(rateLimiter, { method: 'GET', path, query }), schema);
  }

  return {
    msUntilPlaceable: () => limiters.allCalls.msUntilAvailable(),
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
      readAccount(
        await http.sendQueued(limiters.reads, { method: 'POST', path: '/uid-check', json }),
      ),
    order: (json: OrderBody) =>
      http.sendNow(limiters.allCalls, { method: 'POST', path: '/order', json }),
    orderStatus: (query: { readonly tid: string } | { readonly partner_reference_id: string }) =>
      http.sendNow(limiters.reads, { method: 'GET', path: '/order_status', query }),
  };
}

const readData = <T>(result: SendResult, schema: z.ZodType<T>): ReadResult<T> =>
  parseEnvelope(result, schemas.envelope, codeFailure, schema);

function codeFailure(code: string, result: AnsweredResult): ReadFailure | null {
  if (schemas.NO_PRODUCT_CODES.has(code)) return { kind: 'failed', code: 'not-found' };
  if (code === 'UNAUTHORIZED') {
    return { kind: 'failed', code: 'refused', retryAfterMs: null, isKeyRefused: true };
  }
  return code === 'SUCCESS' ? null : toReadFailure(result);
}
