/**
 * Formats dates for display, all of them in the shop's zone: the Open API writes its local time without
 * a zone, `YYYY-MM-DD HH:mm:ss`, and that is the one of Jakarta. It is named where the phone has another.
 */

export interface DisplayDate {
  /** for `<time datetime>` */
  readonly datetime: string;
  /** `27 Jul 2023, 15.17`, or `27 Jul 2023, 15.17 WIB` on a phone in another zone */
  readonly text: string;
  /** `Juli 2023` */
  readonly month: string;
}

interface Formats {
  readonly day: Intl.DateTimeFormat;
  readonly month: Intl.DateTimeFormat;
}

/** Waktu Indonesia Barat, which has no summer time. */
const ZONE = { name: 'WIB', offset: '+07:00', minutes: 7 * 60 };

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

/** In minutes, as `Date` counts: how far UTC is ahead of the phone's zone at that time. */
type PhoneOffset = (date: Date) => number;
const phoneOffset: PhoneOffset = (date) => date.getTimezoneOffset();

/** `null` for other text, which elements show unchanged. */
export function parseApiDate(
  text: string,
  language: string,
  offsetAt = phoneOffset,
): DisplayDate | null {
  const [, day, hour, minute] = API_DATE_PATTERN.exec(text) ?? [];
  if (day === undefined) return null;
  const time = hour && minute ? `${hour}:${minute}` : null;
  const date = new Date(`${day}T${time ?? '00:00'}:00Z`);
  // `Date` reads the 31st of February as a day in March.
  if (Number.isNaN(date.getTime()) || !date.toISOString().startsWith(day)) return null;
  const formats = formatsOf(language);
  const dayText = formats.day.format(date);
  const month = formats.month.format(date);
  if (time === null) return { datetime: day, text: dayText, month };
  const datetime = `${day}T${time}${ZONE.offset}`;
  const isPhoneZone = offsetAt(new Date(datetime)) === -ZONE.minutes;
  const timeText = language === 'en' ? time : time.replace(':', '.');
  return { datetime, text: `${dayText}, ${timeText}${isPhoneZone ? '' : ` ${ZONE.name}`}`, month };
}

/** An ISO 8601 time; `null` for other text. */
export function parseIsoDate(
  text: string,
  language: string,
  offsetAt = phoneOffset,
): DisplayDate | null {
  const local = new Date(Date.parse(text) + ZONE.minutes * 60_000);
  if (Number.isNaN(local.getTime())) return null;
  const display = parseApiDate(local.toISOString().slice(0, 16), language, offsetAt);
  return display && { ...display, datetime: text };
}
