/**
 * Schemas of single fields that accept what the Open API really sends: numbers as text and the
 * reverse, and `null`, `""`, `false` or no key for an empty field. Only `required…` schemas fail, and
 * with them the whole row.
 */
import * as z from 'zod/mini';

const field = <T>(parse: (value: unknown) => T) => z.transform(parse);

/** Fails for an empty field. */
const required = <T>(parse: (value: unknown) => T) =>
  z.transform((value: unknown, { issues }) => {
    const parsed = parse(value);
    if (parsed !== null && parsed !== '') return parsed;
    issues.push({ code: 'custom', input: undefined, message: 'needed' });
    return z.NEVER;
  });

/** Indonesian thousands separators: 21.000 */
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

/** Trimmed text; `''` for an empty field. */
export const text = field(toText);

export const requiredText = required(toText);

/** A whole number, also negative; `null` for an empty field and for other text. */
export const integer = field(toNumber);

const toAmount = (value: unknown): number | null => {
  const number = toNumber(value);
  return number !== null && number >= 0 && number <= 1e12 ? number : null;
};

export const requiredInteger = required(toNumber);

/** Whole rupiah or a count, from 0 to 10^12; `null` for anything else. */
export const amount = field(toAmount);

export const requiredAmount = required(toAmount);

/** An absolute http(s) URL; `null` for anything else (`javascript:`, `data:`, relative). */
export const httpUrl = field(toHttpUrl);

export const requiredHttpUrl = required(toHttpUrl);

/** A list of distinct URLs. */
export const httpUrls = field((value) => Array.from(new Set(toList(value, toHttpUrl))));

/** Any value, also a missing one. */
export const anyValue = field((value) => value);

/** A list of texts, or one text with commas as `/produk/id` has it. */
export const texts = field((value) =>
  toList(typeof value === 'string' ? value.split(',') : value, (each) => toText(each) || null),
);
