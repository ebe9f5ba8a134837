/**
 * Tolerant readers of single fields. The Open API's types wobble: numbers arrive as strings and the
 * reverse, and nothing is `null`, `""`, `false` or a missing key. Each reader says what it gives
 * for nothing, and never fails: whether a row without a field is of use is the row's decision.
 */
import * as z from 'zod/mini';

const field = <T>(parse: (value: unknown) => T) => z.transform(parse);

/** Nothing makes the whole row unreadable. */
const required = <T>(parse: (value: unknown) => T) =>
  z.transform((value: unknown, { issues }) => {
    const parsed = parse(value);
    if (parsed !== null && parsed !== '') return parsed;
    issues.push({ code: 'custom', input: undefined, message: 'needed' });
    return z.NEVER;
  });

/** Written with thousands separators, as Indonesians do: 21.000 */
const GROUPED = /^-?\d{1,3}(\.\d{3})+$/;
const PLAIN = /^-?\d+(\.\d+)?$/;

const toText = (value: unknown): string =>
  typeof value === 'string' ? value.trim() : typeof value === 'number' ? String(value) : '';

const toNumber = (value: unknown): number | null => {
  let number = NaN;
  if (typeof value === 'number') number = value;
  else if (typeof value === 'string') {
    const trimmed = value.trim();
    if (GROUPED.test(trimmed)) number = Number(trimmed.replace(/\./g, ''));
    else if (PLAIN.test(trimmed)) number = Number(trimmed);
  }
  const whole = Math.round(number);
  return Number.isSafeInteger(whole) ? whole : null;
};

const toHttpUrl = (value: unknown): string | null => {
  const url = toText(value);
  return /^https?:\/\/[^\s]+$/i.test(url) ? url : null;
};

const toList = <T>(value: unknown, item: (value: unknown) => T | null): T[] =>
  Array.isArray(value) ? value.map(item).filter((each): each is T => each !== null) : [];

/** Text, trimmed; `''` for nothing. */
export const text = field(toText);

/** Text without which the row is of no use. */
export const requiredText = required(toText);

/** A whole number that may be negative; `null` for nothing or for what is not a number. */
export const integer = field(toNumber);

const toAmount = (value: unknown): number | null => {
  const number = toNumber(value);
  return number !== null && number >= 0 && number <= 1e12 ? number : null;
};

/** A whole number without which the row is of no use. */
export const requiredInteger = required(toNumber);

/** Whole rupiah, or a count, from 0 up; `null` for nothing, for less than 0 and for the absurd. */
export const amount = field(toAmount);

/** An amount without which the row is of no use. */
export const requiredAmount = required(toAmount);

/** An absolute http or https address; `null` for anything else (`javascript:`, `data:`, relative). */
export const httpUrl = field(toHttpUrl);

/** An address without which the row is of no use. */
export const requiredHttpUrl = required(toHttpUrl);

/** A list of addresses without repeats. */
export const httpUrls = field((value) => Array.from(new Set(toList(value, toHttpUrl))));

/** Anything, missing or not. */
export const anyValue = field((value) => value);

/** A list of texts; also from one text with commas, as `/produk/id` gives it. */
export const texts = field((value) =>
  toList(typeof value === 'string' ? value.split(',') : value, (each) => toText(each) || null),
);
