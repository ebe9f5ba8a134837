/**
 * The part of an outcome that is the same with every provider: what never was sent, what may have
 * been, and which answers are worth reading at all.
 */
import type { SendResult } from './provider-http.js';
import type { QueryOutcome, PlaceOutcome } from './provider.js';

export interface ReadableAnswer {
  /** 200 to 299, or 400 to 499 but 429; another only to find a handle in it */
  readonly status: number;
  /** some JSON */
  readonly body: unknown;
}

/** How placing ended; `readAnswer` judges an answer. */
export function toPlaceOutcome(
  result: SendResult,
  readAnswer: (answer: ReadableAnswer) => PlaceOutcome,
): PlaceOutcome {
  switch (result.kind) {
    case 'paced':
      return { kind: 'later', retryAfterMs: result.retryAfterMs };
    case 'not-sent':
      return { kind: 'later', retryAfterMs: null };
    case 'unknown':
      return { kind: 'unknown', code: result.reason };
    case 'answered': {
      if (isReadable(result)) return readAnswer(result);
      // A handle is worth having however it came: by it the order can be asked about.
      const outcome = result.body === undefined ? null : readAnswer(result);
      if (outcome?.kind === 'accepted') return outcome;
      if (result.status === 429) return { kind: 'later', retryAfterMs: result.retryAfterMs };
      return { kind: 'unknown', code: `http ${result.status}` };
    }
  }
}

/** What a look saw; `readAnswer` judges an answer. */
export function toQueryOutcome(
  result: SendResult,
  readAnswer: (answer: ReadableAnswer) => QueryOutcome,
): QueryOutcome {
  switch (result.kind) {
    case 'paced':
      return { kind: 'unknown', code: 'paced', retryAfterMs: result.retryAfterMs };
    case 'not-sent':
      return { kind: 'unknown', code: 'not-sent' };
    case 'unknown':
      return { kind: 'unknown', code: result.reason };
    case 'answered': {
      if (isReadable(result)) return readAnswer(result);
      const code = `http ${result.status}`;
      return {
        kind: 'unknown',
        code,
        ...(result.retryAfterMs !== null && { retryAfterMs: result.retryAfterMs }),
      };
    }
  }
}

const isReadable = ({ status, body }: ReadableAnswer) =>
  body !== undefined && status !== 429 && [2, 4].includes(Math.floor(status / 100));
