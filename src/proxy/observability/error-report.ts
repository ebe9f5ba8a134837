/** Reports unexpected errors to the log, and a store that fails by its cause alone: once, not at every try. */
import type { Log, LogFields } from './log.js';
import { MINUTE_MS } from '../time.js';

export interface ErrorReportParts {
  readonly log: Log;
  readonly now: () => number;
  /** Why the store failed; `null` for any other error. */
  readonly storeFailureOf: (error: unknown) => string | null;
}

export type ReportError = (error: unknown, fields?: LogFields) => void;

/** ms between two lines of one cause, while it lasts */
const REPEAT_INTERVAL_MS = MINUTE_MS;

export function createErrorReport({ log, now, storeFailureOf }: ErrorReportParts): ReportError {
  const reportedAt = new Map<string, number>();
  return (error, fields = {}) => {
    const code = storeFailureOf(error);
    if (code === null) {
      log.error('unexpected', fields, error);
      return;
    }
    if (now() < (reportedAt.get(code) ?? -Infinity) + REPEAT_INTERVAL_MS) return;
    reportedAt.set(code, now());
    log.error('store-failed', { code });
  };
}
