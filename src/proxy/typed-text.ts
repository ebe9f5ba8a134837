/**
 * Cleans what people type and paste. Pure functions without state, each a few passes over the text; nothing
 * here guesses: a text that is not understood stays as it is.
 */

/**
 * Format characters (bidi marks, soft hyphens, zero width, tags) and what no font shows (variation
 * selectors, fillers). Joiners of emoji are among them; no account is named by one.
 */
const INVISIBLE = /[\p{Cf}\p{Default_Ignorable_Code_Point}]/gu;

export const removeInvisible = (text: string): string => text.replace(INVISIBLE, '');

/** Without invisible characters, and without blanks at its ends. U+2800 is a blank in all but name. */
export const cleanText = (text: string): string =>
  removeInvisible(text)
    .replace(/\u2800/g, ' ')
    .trim();

const isDigit = (codePoint: number): boolean => /\p{Nd}/u.test(String.fromCodePoint(codePoint));

/** Unicode's digits stand in rows of ten, each from 0 to 9, and a row may follow another. */
function toAsciiDigit(digit: string): string {
  const code = digit.codePointAt(0) ?? 0;
  let zero = code;
  while (isDigit(zero - 1)) zero -= 1;
  return String((code - zero) % 10);
}

const toAsciiDigits = (text: string): string => text.replace(/(?![0-9])\p{Nd}/gu, toAsciiDigit);

/** Blanks, dots, dashes, and the box of a keycap emoji. */
const SEPARATOR = /[\s.\uff0e\p{Pd}\u2212\u20e3]/gu;

/** Digits, with what else may mean something: plus, brackets, slashes, letters. */
const compact = (text: string): string =>
  toAsciiDigits(cleanText(text))
    .replace(SEPARATOR, '')
    .replace(/\uff0b/g, '+');

const PAIR =
  /^([0-9]+)(?:\p{Ps}([0-9]+)\p{Pe}|[/|;:&\uff0f\uff5c\uff1b\uff1a]([0-9]+))$|^([0-9]{4,})[,\uff0c]([0-9]+)$/u;

/** The two numbers of `12345678(1234)`, `12345678 / 1234` and the like; `null` for anything else. */
export function splitPair(text: string): readonly [string, string] | null {
  const [, first, inBrackets, second, long, afterComma] = PAIR.exec(compact(text)) ?? [];
  const [id, zone] = [first ?? long, inBrackets ?? second ?? afterComma];
  return id !== undefined && zone !== undefined ? [id, zone] : null;
}

/**
 * The digits of a number that is written with blanks, dots, dashes, brackets or other digits; a leading
 * `+62` becomes the 0 of a phone number. Two numbers are not made one.
 */
export function cleanNumber(text: string): string {
  if (splitPair(text)) return cleanText(text);
  const digits = compact(text)
    .replace(/[\p{Ps}\p{Pe}]/gu, '')
    .replace(/^\+620?(?=8)/, '0');
  return /^[0-9]+$/.test(digits) ? digits : cleanText(text);
}

/** An Indonesian mobile number as `08…`, from `+62`, `62`, `0062`, `0` or none before the 8. */
export function cleanPhone(text: string): string {
  const digits = compact(text).replace(/[\p{Ps}\p{Pe}]/gu, '');
  const [, number] = /^(?:\+62|62|0062)?0?(8[0-9]*)$/.exec(digits) ?? [];
  return number === undefined ? cleanNumber(text) : `0${number}`;
}

/** 10 to 13 digits. */
export const isPhone = (text: string): boolean => /^08[0-9]{8,11}$/.test(text);
