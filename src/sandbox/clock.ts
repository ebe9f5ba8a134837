/** Milliseconds since 1970, as `Date.now` gives them. */
export type Clock = () => number;

const westernIndonesia = 7 * 3_600_000;

const shifted = (milliseconds: number): string =>
  new Date(milliseconds + westernIndonesia).toISOString();

/**
 * A time as the Open API writes it, `YYYY-MM-DD HH:mm:ss`. The documentation names no zone;
 * Western Indonesian time (UTC+7) is an assumption.
 */
export const timestamp = (milliseconds: number): string =>
  shifted(milliseconds).slice(0, 19).replace('T', ' ');

/** The day to which a request is counted, `YYYY-MM-DD`; when bukaOlshop's day turns is an assumption too. */
export const quotaDay = (milliseconds: number): string => shifted(milliseconds).slice(0, 10);
