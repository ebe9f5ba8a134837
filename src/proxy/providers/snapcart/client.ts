/** One function for each call of the Snapcart client API. */
import type { z } from 'zod';
import type { Platform } from '../../platform.js';
import type { ReadFailure, ReadResult } from '../../upstream/read-result.js';
import {
  createCallLimiters,
  createProviderHttp,
  parseEnvelope,
  toReadFailure,
  type AnsweredResult,
  type SendResult,
} from '../provider-http.js';
import { isThirdPartyError } from './outcomes.js';
import * as schemas from './schemas.js';

/**
 * Snapcart documents that there is a limit (429), but not which. These numbers only spread bursts of
 * shoppers.
 */
const LIMITS = {
  allCalls: { count: 500, windowMs: 10_000 },
  reads: { count: 350, windowMs: 10_000 },
};

/** Bills need an inquiry before they have a price. */
export const BILL_TYPE = 'bpjs';
export const PRODUCT_TYPES = ['game-voucher', 'pulsa', 'paket-data', BILL_TYPE] as const;
export type ProductType = (typeof PRODUCT_TYPES)[number];

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
  const limiters = createCallLimiters(platform, LIMITS);

  async function get<T>(path: readonly string[], schema: z.ZodType<T>): Promise<ReadResult<T>> {
    const request = { method: 'GET', path: buildPath(path) } as const;
    return readData(await http.sendQueued(limiters.reads, request), schema);
  }

  return {
    msUntilPlaceable: () => limiters.allCalls.msUntilAvailable(),
    catalog: (type: string) => get(['catalogs', type], schemas.catalogList),
    detail: (type: string, code: string) => get(['catalogs', type, code], schemas.detail),
    items: (type: string, code: string) => get(['catalogs', type, code, 'items'], schemas.items),
    inquiry: async (
      json: Readonly<Record<string, string>> & {
        readonly bill_number: string;
        readonly product_code: string;
        readonly reference_id: string;
      },
    ) =>
      readInquiry(
        await http.sendQueued(limiters.reads, { method: 'POST', path: '/inquiry', json }),
      ),
    pay: (json: Readonly<Record<string, string>>) =>
      http.sendNow(limiters.allCalls, { method: 'POST', path: '/payment', json }),
    status: (requestId: string) =>
      http.sendNow(limiters.reads, {
        method: 'GET',
        path: buildPath(['payment', 'status', requestId]),
      }),
  };
}

const buildPath = (parts: readonly string[]) =>
  parts.map((part) => `/${encodeURIComponent(part)}`).join('');

const readData = <T>(result: SendResult, schema: z.ZodType<T>): ReadResult<T> =>
  parseEnvelope(result, schemas.envelope, codeFailure, schema);

/** Codes that say that there is nothing to pay for what was asked. */
const NO_BILL_CODES: ReadonlySet<string> = new Set(['400', '404', '410']);

function readInquiry(result: SendResult): ReadResult<schemas.Inquiry> {
  const read = readData(result, schemas.inquiry);
  if (read.kind === 'read' || result.kind !== 'answered') return read;
  const answer = schemas.envelope.safeParse(result.body).data;
  const isNoBill =
    answer !== undefined && NO_BILL_CODES.has(answer.code) && !isThirdPartyError(answer.error);
  return isNoBill ? { kind: 'failed', code: 'not-found' } : read;
}

/** Some errors arrive as HTTP 200; then the code in the body counts. */
function codeFailure(code: string, result: AnsweredResult): ReadFailure | null {
  if (result.status !== 200 || code === '200') return null;
  return toReadFailure({ ...result, status: Number(code) });
}
