/**
 * Learns from the answers of upstreams, without a call of its own: whether this machine's clock is right
 * (`Date`, RFC 9110, 6.6.1), and whether an upstream has fallen silent. It must not change or delay a call.
 */
import type { Platform } from '../platform.js';
import { MINUTE_MS, SECOND_MS } from '../time.js';

export interface CallWatchParts {
  readonly platform: Platform;
  /** The upstream of a URL; `undefined` for other calls. */
  readonly upstreamOf: (url: string) => string | undefined;
  readonly onClockOff: (seconds: number) => void;
  readonly onSilent: (upstream: string) => void;
}

/** ms by which the clock may be off: proofs of shoppers are refused beyond */
const MAX_CLOCK_ERROR_MS = 30 * SECOND_MS;
/** ms between two looks at the clock */
const CLOCK_CHECK_MS = MINUTE_MS;
/** Looks in a row that must agree: one upstream's clock may be the wrong one. */
const CLOCK_LOOKS = 3;
/** ms without an answer, over several calls, after which an upstream is silent */
const SILENT_AFTER_MS = 10 * MINUTE_MS;
const SILENT_CALLS = 3;

export function watchCalls({
  platform,
  upstreamOf,
  onClockOff,
  onSilent,
}: CallWatchParts): Platform {
  const { now } = platform;
  let clockLookedAt = -Infinity;
  let wrongLooks = 0;
  /** by upstream, since its last answer */
  const failures = new Map<string, { since: number; calls: number; isTold: boolean }>();

  /** `Date` has whole seconds, and was written between sending and answer. */
  function lookAtClock(header: string | null, sentAt: number): void {
    const answeredAt = now();
    if (header === null || Math.abs(answeredAt - clockLookedAt) < CLOCK_CHECK_MS) return;
    const date = Date.parse(header);
    if (Number.isNaN(date)) return;
    clockLookedAt = answeredAt;
    const aheadMs = sentAt - (date + SECOND_MS);
    const behindMs = date - answeredAt;
    const isWrong = Math.max(aheadMs, behindMs) > MAX_CLOCK_ERROR_MS;
    wrongLooks = isWrong ? wrongLooks + 1 : 0;
    if (wrongLooks >= CLOCK_LOOKS) {
      onClockOff(Math.round((aheadMs > 0 ? aheadMs : -behindMs) / SECOND_MS));
    }
  }

  function recordFailure(upstream: string): void {
    const failure = failures.get(upstream) ?? { since: now(), calls: 0, isTold: false };
    failures.set(upstream, failure);
    failure.calls += 1;
    const isSilent = now() - failure.since >= SILENT_AFTER_MS && failure.calls >= SILENT_CALLS;
    if (!isSilent || failure.isTold) return;
    failure.isTold = true;
    onSilent(upstream);
  }

  return {
    ...platform,
    async fetch(url, init) {
      const upstream = upstreamOf(url);
      if (upstream === undefined) return platform.fetch(url, init);
      const sentAt = now();
      try {
        const response = await platform.fetch(url, init);
        if (response.status >= 500) recordFailure(upstream);
        else failures.delete(upstream);
        lookAtClock(response.headers.get('Date'), sentAt);
        return response;
      } catch (error) {
        recordFailure(upstream);
        throw error;
      }
    },
  };
}
