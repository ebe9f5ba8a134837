/**
 * Dates as the Open API writes them, `YYYY-MM-DD HH:mm:ss`: the shop's own time without a zone, so
 * it is shown as it stands and never moved into the phone's zone.
 */

export interface ShownDate {
  /** for `<time datetime>` */
  readonly machine: string;
  /** `27 Jul 2023, 15.17` */
  readonly text: string;
  /** `Juli 2023` */
  readonly month: string;
}

interface Formats {
  readonly day: Intl.DateTimeFormat;
  readonly month: Intl.DateTimeFormat;
}

const WRITTEN = /^(\d{4}-\d\d-\d\d)(?:[ T](\d\d):(\d\d)(?::\d\d)?)?$/;

/** Making one takes a cheap phone longer than showing a whole page of dates with it. */
const made = new Map<string, Formats>();

function formatsOf(language: string): Formats {
  const locale = language === 'en' ? 'en-GB' : 'id-ID';
  const year = 'numeric';
  const timeZone = 'UTC';
  const formats = made.get(language) ?? {
    day: new Intl.DateTimeFormat(locale, { timeZone, year, month: 'short', day: 'numeric' }),
    month: new Intl.DateTimeFormat(locale, { timeZone, year, month: 'long' }),
  };
  made.set(language, formats);
  return formats;
}

/** `null` for what is not a date: whoever shows it shows it as it was written. */
export function readDate(written: string, language: string): ShownDate | null {
  const [, day, hour, minute] = WRITTEN.exec(written) ?? [];
  if (day === undefined) return null;
  const clock = hour && minute ? `${hour}:${minute}` : null;
  const date = new Date(`${day}T${clock ?? '00:00'}:00Z`);
  // The 31st of February is read as a day in March.
  if (Number.isNaN(date.getTime()) || !date.toISOString().startsWith(day)) return null;
  const formats = formatsOf(language);
  const shownDay = formats.day.format(date);
  const shownClock = language === 'en' ? clock : clock?.replace(':', '.');
  return {
    machine: clock ? `${day}T${clock}` : day,
    text: shownClock ? `${shownDay}, ${shownClock}` : shownDay,
    month: formats.month.format(date),
  };
}

/** A moment in ISO 8601, as the clock of the phone shows it; `null` for what is none. */
export function readMoment(written: string, language: string): ShownDate | null {
  const moment = new Date(written);
  if (Number.isNaN(moment.getTime())) return null;
  const local = moment.getTime() - moment.getTimezoneOffset() * 60_000;
  const shown = readDate(new Date(local).toISOString().slice(0, 16), language);
  return shown && { ...shown, machine: written };
}
