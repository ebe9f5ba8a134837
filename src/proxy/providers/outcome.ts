/**
 * The part of an outcome that is the same with every provider: what never was sent, what may have
 * been, and which answers are worth reading at all.
 */
import type { Sent } from './link.js';
import type { QueryOutcome, PlaceOutcome } from './provider.js';

export interface Answer {
  /** 200 to 299, or 400 to 499 but 429; another only to find a handle in it */
  readonly status: number;
  /** some JSON */
  readonly body: unknown;
}

/** How placing ended; `read` judges an answer. */
export function placeOutcome(sent: Sent, read: (answer: Answer) => PlaceOutcome): PlaceOutcome {
  switch (sent.kind) {
    case 'paced':
      return { kind: 'later', retryAfterMs: sent.retryAfterMs };
    case 'not-sent':
      return { kind: 'later', retryAfterMs: null };
    case 'unknown':
      return { kind: 'unknown', code: sent.reason };
    case 'answered': {
      if (isReadable(sent)) return read(sent);
      // A handle is worth having however it came: by it the order can be asked about.
      const said = sent.body === undefined ? null : read(sent);
      if (said?.kind === 'accepted') return said;
      if (sent.status === 429) return { kind: 'later', retryAfterMs: sent.retryAfterMs };
      return { kind: 'unknown', code: `http ${sent.status}` };
    }
  }
}

/** What a look saw; `read` judges an answer. */
export function lookOutcome(sent: Sent, read: (answer: Answer) => QueryOutcome): QueryOutcome {
  switch (sent.kind) {
    case 'paced':
      return { kind: 'unknown', code: 'paced', retryAfterMs: sent.retryAfterMs };
    case 'not-sent':
      return { kind: 'unknown', code: 'not-sent' };
    case 'unknown':
      return { kind: 'unknown', code: sent.reason };
    case 'answered': {
      if (isReadable(sent)) return read(sent);
      const code = `http ${sent.status}`;
      return {
        kind: 'unknown',
        code,
        ...(sent.retryAfterMs !== null && { retryAfterMs: sent.retryAfterMs }),
      };
    }
  }
}

const isReadable = ({ status, body }: Answer) =>
  body !== undefined && status !== 429 && [2, 4].includes(Math.floor(status / 100));
