/**
 * Dates as the Open API writes them, `YYYY-MM-DD HH:mm:ss`: the shop's own time without a zone, so
 * it is shown as it stands and never moved into the phone's zone.
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

/** Making one takes a cheap phone longer than showing a whole page of dates with it. */
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

/** `null` for what is not a date: whoever shows it shows it as it was written. */
export function parseApiDate(text: string, language: string): DisplayDate | null {
  const [, day, hour, minute] = API_DATE_PATTERN.exec(text) ?? [];
  if (day === undefined) return null;
  const time = hour && minute ? `${hour}:${minute}` : null;
  const date = new Date(`${day}T${time ?? '00:00'}:00Z`);
  // The 31st of February is read as a day in March.
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

/** A moment in ISO 8601, as the clock of the phone shows it; `null` for what is none. */
export function parseIsoDate(text: string, language: string): DisplayDate | null {
  const date = new Date(text);
  if (Number.isNaN(date.getTime())) return null;
  const local = date.getTime() - date.getTimezoneOffset() * 60_000;
  const display = parseApiDate(new Date(local).toISOString().slice(0, 16), language);
  return display && { ...display, datetime: text };
}
