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

/**
 * Numbers as people and programs write them, where there is one way to read them: `15.000` and
 * `15.000,00`, then `15,000.00` and `1,500,000`, then `15000`, `15000.00` and `15000,5`. Not `1.5`.
 */
const INDONESIAN = /^-?\d{1,3}(\.\d{3})+(,\d\d?)?$/;
const ENGLISH = /^-?\d{1,3}((,\d{3})+\.\d\d?|(,\d{3}){2,})$/;
const PLAIN = /^-?(\d+([.,]00?)?|\d{4,}[.,]\d+)$/;

const toText = (value: unknown): string =>
  typeof value === 'string' ? value.trim() : typeof value === 'number' ? String(value) : '';

const toNumber = (value: unknown): number | null => {
  const text = toText(value)
    .replace(/^(-?)(rp|idr)\.?\s*/i, '$1')
    .replace(/,-$/, '');
  let number = NaN;
  if (typeof value === 'number') number = value;
  else if (INDONESIAN.test(text)) number = Number(text.replace(/\./g, '').replace(',', '.'));
  else if (ENGLISH.test(text)) number = Number(text.replace(/,/g, ''));
  else if (PLAIN.test(text)) number = Number(text.replace(',', '.'));
  const whole = Math.round(number);
  return Number.isSafeInteger(whole) ? whole : null;
};

/** The encoded address. A path alone, or `//host`, is resolved as in any link of the page. */
const toHttpUrl = (value: unknown): string | null => {
  const text = toText(value);
  try {
    const { href } = new URL(text, document.baseURI);
    return /^(https?:\/)?\/[^\\]/i.test(text) && /^https?:\/\/[^/%]+\//.test(href) ? href : null;
  } catch {
    return null;
  }
};

/** A phone shows no more of a product's sizes, colours or pictures. */
const MAX_LIST_ITEMS = 100;

/** Of a list, also one that PHP wrote as an object. */
const toList = <T>(value: unknown, item: (value: unknown) => T | null): T[] =>
  typeof value === 'object' && value !== null
    ? Object.values(value)
        .slice(0, MAX_LIST_ITEMS)
        .map(item)
        .filter((each): each is T => each !== null)
    : [];

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

/** An http(s) URL, encoded; `null` for anything else (`javascript:`, `data:`). */
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
