/** Reads answers of bukaOlshop's Open and Closed API, which carry their status twice. */
import { z } from 'zod';
import type { CallResult } from './call.js';
import { lenientCode } from './lenient-fields.js';

export type BukaolshopAnswer<T> =
  | { readonly kind: 'read'; readonly value: T }
  /** `status` is not 200: HTTP's, or `code` in the body of an HTTP 200. */
  | {
      readonly kind: 'rejected';
      readonly status: number;
      /** ms that bukaOlshop asks to wait */
      readonly retryAfterMs: number | null;
    }
  /** The status is 200 or cannot be read, and the body is not what the schema accepts. */
  | { readonly kind: 'malformed'; readonly retryAfterMs: number | null }
  | { readonly kind: 'no-answer'; readonly result: Exclude<CallResult, { kind: 'answered' }> };

const envelope = z.object({ code: lenientCode });

/**
 * Reads what `schema` accepts of a successful answer. A body without `code` counts as successful; a
 * schema that requires the code makes such a body malformed.
 */
export function readBukaolshop<T>(result: CallResult, schema: z.ZodType<T>): BukaolshopAnswer<T> {
  if (result.kind !== 'answered') return { kind: 'no-answer', result };
  const { code = 200 } = envelope.safeParse(result.body).data ?? {};
  const status = result.status === 200 ? code : result.status;
  const { retryAfterMs } = result;
  if (Number.isNaN(status)) return { kind: 'malformed', retryAfterMs };
  if (status !== 200) return { kind: 'rejected', status, retryAfterMs };
  const parsed = schema.safeParse(result.body);
  return parsed.success
    ? { kind: 'read', value: parsed.data }
    : { kind: 'malformed', retryAfterMs };
}
