/**
 * The part of an outcome that is the same for every provider: whether the request was sent, and
 * whether its answer may be read. The words of an answer are judged in each provider's own table.
 */
import type { SendResult } from './provider-http.js';
import type { PlaceOutcome, QueriedOrder, QueryOutcome } from './provider.js';

export interface ReadableAnswer {
  /** 2xx, or 4xx except 429; others only to find a handle in the body */
  readonly status: number;
  /** parsed JSON */
  readonly body: unknown;
}

/** @param readAnswer judges an answer by the provider's words */
export function toPlaceOutcome(
  result: SendResult,
  readAnswer: (answer: ReadableAnswer) => PlaceOutcome,
): PlaceOutcome {
  switch (result.kind) {
    case 'rate-limited':
      return { kind: 'later', retryAfterMs: result.retryAfterMs };
    case 'not-sent':
      return { kind: 'later', retryAfterMs: null };
    case 'unknown':
      return { kind: 'unknown', code: result.reason };
    case 'answered': {
      if (isReadable(result)) return readAnswer(result);
      // A handle counts with any status: it lets the order be looked up.
      const outcome = result.body === undefined ? null : readAnswer(result);
      if (outcome?.kind === 'accepted') return outcome;
      if (result.status === 429) return { kind: 'later', retryAfterMs: result.retryAfterMs };
      return { kind: 'unknown', code: `http ${result.status}` };
    }
  }
}

/** @param readAnswer judges an answer by the provider's words */
export function toQueryOutcome(
  result: SendResult,
  readAnswer: (answer: ReadableAnswer) => QueryOutcome,
): QueryOutcome {
  switch (result.kind) {
    case 'rate-limited':
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

/** The order's ids in an answer, where it names them. */
interface NamedOrder {
  readonly handle?: string | null | undefined;
  readonly reference?: string | null | undefined;
}

/** Whether an answer names another order than the one that was queried. */
export const isAnotherOrder = (named: NamedOrder, queried: QueriedOrder): boolean =>
  differs(named.handle, queried.handle) ||
  differs(named.reference, queried.reference) ||
  (queried.isHandleClaimed === true && !named.reference);

const differs = (actual: string | null | undefined, expected: string | null): boolean =>
  Boolean(actual) && expected !== null && actual !== expected;

export const ANOTHER_ORDER = { kind: 'unknown', code: 'another order' } as const;
