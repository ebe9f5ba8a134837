/** What an answer of bukaOlshop says of its quota, by status, `Retry-After` and sentence. */
import { z } from 'zod';
import { asksForPause, MAX_PAUSE_MS } from '../saldo/transfer.js';
import { readRetryAfter } from '../upstream/call.js';
import { lenientText } from '../upstream/lenient-fields.js';

export type QuotaSign =
  /** The call was taken. */
  | 'answered'
  /** 429: the day's quota is used up, or too much came at once. */
  | 'refused'
  /** 429 for half a minute at most, such as the pause between two changes of one member's saldo. */
  | 'pause'
  /** 5xx: perhaps not of the API itself. */
  | 'unclear';

export interface AnsweredCall {
  readonly isTransfer: boolean;
  readonly response: Response;
  /** ms since 1970 */
  readonly now: number;
}

const envelope = z.object({ status: lenientText });

/** Reads a clone of the body, where the status does not tell. */
export async function readQuotaSign({
  isTransfer,
  response,
  now,
}: AnsweredCall): Promise<QuotaSign> {
  if (response.status >= 500) return 'unclear';
  if (response.status !== 429) return 'answered';
  const retryAfterMs = readRetryAfter(response.headers.get('Retry-After'), now);
  if (retryAfterMs !== null && retryAfterMs <= MAX_PAUSE_MS) return 'pause';
  if (!isTransfer) return 'refused';
  const body: unknown = await response
    .clone()
    .json()
    .catch(() => null);
  const { status: sentence = '' } = envelope.safeParse(body).data ?? {};
  return asksForPause(sentence, 429, retryAfterMs) ? 'pause' : 'refused';
}
