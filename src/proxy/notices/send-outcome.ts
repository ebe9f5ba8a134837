/** One message to one channel, and how its sending ends. */
import type { CallResult } from '../upstream/call.js';

export interface Message {
  /** of its first notice; a receiver that has seen it may drop it */
  readonly id: string;
  readonly kind: string;
  /** ms since 1970 */
  readonly at: number;
  /** notices that it tells of */
  readonly count: number;
  /** plain, several lines, in both languages */
  readonly text: string;
}

export type SendOutcome =
  | { readonly kind: 'sent' }
  /** Certainly not delivered. */
  | {
      readonly kind: 'failed';
      readonly code: string;
      /** ms that the receiver asks to wait with everything */
      readonly retryAfterMs: number | null;
    }
  /** Perhaps delivered. */
  | { readonly kind: 'unknown'; readonly code: string };

export type Send = (this: void, message: Message) => Promise<SendOutcome>;

/**
 * What an answer without words of its own means. A gateway that got no answer in time (502, 504) does not
 * know either whether the message went through.
 */
export function outcomeOfCall(result: CallResult): SendOutcome {
  if (result.kind === 'not-sent') return { kind: 'failed', code: 'not-sent', retryAfterMs: null };
  if (result.kind === 'unknown') return { kind: 'unknown', code: result.reason };
  const { status, retryAfterMs } = result;
  if (status >= 200 && status < 300) return { kind: 'sent' };
  const code = `http-${String(status)}`;
  return status === 502 || status === 504
    ? { kind: 'unknown', code }
    : { kind: 'failed', code, retryAfterMs };
}
