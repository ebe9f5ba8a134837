/** When a quote is renewed. */

/** A quote is renewed this long before it expires. */
const RENEWAL_MARGIN_MS = 10_000;
/** Bounds for devices with a wrong clock: no request more often than once a minute, … */
const MIN_RENEWAL_MS = 60_000;
/** … and none later than the proxy's own limit: its quotes live for 5 minutes. */
const MAX_RENEWAL_MS = 5 * 60_000 - RENEWAL_MARGIN_MS;

/** @param expiresAt ISO 8601; an unreadable time gives the shortest delay */
export function renewalDelayMs(expiresAt: string, nowMs: number): number {
  const leftMs = Date.parse(expiresAt) - nowMs - RENEWAL_MARGIN_MS;
  return Math.min(Math.max(leftMs || 0, MIN_RENEWAL_MS), MAX_RENEWAL_MS);
}
