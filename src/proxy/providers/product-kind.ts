/** What a product is, by the plain words of its name. Only whole words count; `null` where none does. */
import type { ProductKind } from '../contract.js';

const WORDS: readonly (readonly [ProductKind, RegExp])[] = [
  ['voucher', /\b(voucher|gift ?cards?|wallet (idr|code))\b/i],
  ['pulsa', /\bpulsa\b/i],
  ['data', /\b(paket ?data|paket internet|kuota)\b/i],
  ['pln', /\b(pln|token listrik)\b/i],
  ['ewallet', /\b(e-?wallet|e-?money|gopay|ovo|dana|shopeepay|linkaja)\b/i],
  ['robux', /\brobux\b/i],
];

export const kindByWords = (...texts: readonly (string | null | undefined)[]): ProductKind | null =>
  WORDS.find(([, words]) => texts.some((text) => words.test(text ?? '')))?.[0] ?? null;
