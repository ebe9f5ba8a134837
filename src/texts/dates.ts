/**
 * Formats dates for display. The Open API writes the shop's local time without a zone,
 * `YYYY-MM-DD HH:mm:ss`; it is never converted into the phone's zone.
 */

export interface DisplayDate {
  /** for `<time datetime>` */
  readonly datetime: string;
  /** `27 Jul 2023, 15.17` */
  readonly text: string;
  /** `Juli 2023` */
  readonly month: string;
}

interface Formats {
  readonly day: Intl.DateTimeFormat;
  readonly month: Intl.DateTimeFormat;
}

const API_DATE_PATTERN = /^(\d{4}-\d\d-\d\d)(?:[ T](\d\d):(\d\d)(?::\d\d)?)?$/;

/** Cached: creating a formatter costs a cheap phone more than formatting a page of dates. */
const formatsByLanguage = new Map<string, Formats>();

function formatsOf(language: string): Formats {
  const locale = language === 'en' ? 'en-GB' : 'id-ID';
  const year = 'numeric';
  const timeZone = 'UTC';
  const formats = formatsByLanguage.get(language) ?? {
    day: new Intl.DateTimeFormat(locale, { timeZone, year, month: 'short', day: 'numeric' }),
    month: new Intl.DateTimeFormat(locale, { timeZone, year, month: 'long' }),
  };
  formatsByLanguage.set(language, formats);
  return formats;
}

/** `null` for other text, which elements show unchanged. */
export function parseApiDate(text: string, language: string): DisplayDate | null {
  const [, day, hour, minute] = API_DATE_PATTERN.exec(text) ?? [];
  if (day === undefined) return null;
  const time = hour && minute ? `${hour}:${minute}` : null;
  const date = new Date(`${day}T${time ?? '00:00'}:00Z`);
  // `Date` reads the 31st of February as a day in March.
  if (Number.isNaN(date.getTime()) || !date.toISOString().startsWith(day)) return null;
  const formats = formatsOf(language);
  const dayText = formats.day.format(date);
  const timeText = language === 'en' ? time : time?.replace(':', '.');
  return {
    datetime: time ? `${day}T${time}` : day,
    text: timeText ? `${dayText}, ${timeText}` : dayText,
    month: formats.month.format(date),
  };
}

/** An ISO 8601 time in the phone's zone; `null` for other text. */
export function parseIsoDate(text: string, language: string): DisplayDate | null {
  const date = new Date(text);
  if (Number.isNaN(date.getTime())) return null;
  const local = date.getTime() - date.getTimezoneOffset() * 60_000;
  const display = parseApiDate(new Date(local).toISOString().slice(0, 16), language);
  return display && { ...display, datetime: text };
}
