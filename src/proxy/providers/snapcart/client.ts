/** One function for each call of the Snapcart client API. */
import type { z } from 'zod';
import type { Platform } from '../../platform.js';
import { createRateLimiter } from '../../upstream/rate-limiter.js';
import { createProviderHttp, parseAnswer, toReadFailure, type SendResult } from '../provider-http.js';
import type { ReadResult } from '../provider.js';
import * as schemas from './schemas.js';

/**
 * Its limit is nowhere written, only that there is one (429). A courtesy, so that shoppers who come
 * together do not go there together.
 */
const ALL_CALLS_LIMIT = { count: 500, windowMs: 10_000 };
/** What reading may use of it; the rest is kept free for orders. */
const READS_LIMIT = { count: 350, windowMs: 10_000 };

/** The kinds that are sold here. Bills (`bpjs`) need an inquiry before they have a price. */
export const PRODUCT_TYPES = ['game-voucher', 'pulsa', 'paket-data'] as const;

export type Client = ReturnType<typeof createClient>;

export function createClient(
  { url, apiKey }: { readonly url: string; readonly apiKey: string },
  platform: Platform,
  timeoutMs: number,
) {
  const http = createProviderHttp({
    platform,
    baseUrl: url,
    headers: { 'x-api-key': apiKey },
    timeoutMs,
  });
  const allCallsLimiter = createRateLimiter(platform, [ALL_CALLS_LIMIT]);
  const readsLimiter = createRateLimiter(platform, [READS_LIMIT], { parent: allCallsLimiter });

  async function get<T>(path: readonly string[], schema: z.ZodType<T>): Promise<ReadResult<T>> {
    const request = { method: 'GET', path: buildPath(path) } as const;
    return readData(await http.sendQueued(readsLimiter, request), schema);
  }

  return {
    placeableIn: () => allCallsLimiter.msUntilAvailable(),
    catalog: (type: string) => get(['catalogs', type], schemas.catalogList),
    detail: (type: string, code: string) => get(['catalogs', type, code], schemas.detail),
    items: (type: string, code: string) => get(['catalogs', type, code, 'items'], schemas.items),
    inquiry: async (json: {
      readonly bill_number: string;
      readonly product_code: string;
      readonly reference_id: string;
    }) =>
      readData(
        await http.sendQueued(readsLimiter, { method: 'POST', path: '/inquiry', json }),
        schemas.inquiry,
      ),
    pay: (json: Readonly<Record<string, string>>) =>
      http.sendNow(allCallsLimiter, { method: 'POST', path: '/payment', json }),
    status: (requestId: string) =>
      http.sendNow(readsLimiter, {
        method: 'GET',
        path: buildPath(['payment', 'status', requestId]),
      }),
  };
}

const buildPath = (parts: readonly string[]) =>
  parts.map((part) => `/${encodeURIComponent(part)}`).join('');

/** Reads `data` of an answer whose `status_code` is 200. */
function readData<T>(result: SendResult, schema: z.ZodType<T>): ReadResult<T> {
  const parsed = schemas.envelope.safeParse(result.kind === 'answered' ? result.body : null);
  if (result.kind !== 'answered' || !parsed.success) return toReadFailure(result);
  const { status_code: code, data } = parsed.data;
  // Some errors may come as HTTP 200: the code inside is the one that counts.
  if (result.status === 200 && code !== '200')
    return toReadFailure({ ...result, status: Number(code) });
  return parseAnswer({ ...result, body: data }, schema);
}
