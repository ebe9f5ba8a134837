/**
 * The order number: short, and made to be read aloud (`TU-7F3K-92QD`). Pure functions; a number is no
 * secret and grants nothing.
 */

/**
 * Digits, and the letters that no digit looks like: without O I L Z S G B, and without vowels, so that
 * no number spells a word.
 */
const SYMBOLS = '23456789CDFHJKMNPQRTVWXY';
/** `TU` as in top-up. */
const PREFIX = 'TU';
const GROUP_LENGTH = 4;
const LENGTH = 2 * GROUP_LENGTH;

/** @param bytes at least 8, random or from a digest */
export function toOrderNumber(bytes: Uint8Array): string {
  const symbols = Array.from(bytes.subarray(0, LENGTH), (byte) =>
    SYMBOLS.charAt(byte % SYMBOLS.length),
  );
  return withHyphens(symbols.join(''));
}

const ORDER_NUMBER = new RegExp(`^${PREFIX}([${SYMBOLS}]{${String(LENGTH)}})$`);
/** Longer texts are no number; it bounds the work. */
const MAX_TYPED_LENGTH = 40;

/** The number as it is stored, from one typed in lower case, without hyphens or with spaces. */
export function parseOrderNumber(text: string): string | null {
  if (text.length > MAX_TYPED_LENGTH) return null;
  const [, symbols] = ORDER_NUMBER.exec(text.replace(/[^a-z0-9]/gi, '').toUpperCase()) ?? [];
  return symbols === undefined ? null : withHyphens(symbols);
}

const withHyphens = (symbols: string): string =>
  [PREFIX, symbols.slice(0, GROUP_LENGTH), symbols.slice(GROUP_LENGTH)].join('-');
