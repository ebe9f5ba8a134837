const WIB_OFFSET_MS = 7 * 3_600_000;

const isoInWib = (epochMs: number): string => new Date(epochMs + WIB_OFFSET_MS).toISOString();

/**
 * A time as the Open API writes it, `YYYY-MM-DD HH:mm:ss`. The documentation names no time zone;
 * Western Indonesian time (WIB, UTC+7) is an assumption.
 */
export const timestamp = (epochMs: number): string =>
  isoInWib(epochMs).slice(0, 19).replace('T', ' ');

/** The day whose quota a request counts against, `YYYY-MM-DD`. Midnight in WIB is an assumption. */
export const quotaDay = (epochMs: number): string => isoInWib(epochMs).slice(0, 10);
