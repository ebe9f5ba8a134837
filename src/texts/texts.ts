/** Finds a text in the page's own, then in the language's, and fills in its values. */
import type { entryIndonesian } from './id/entry.js';
import type { lazyIndonesian } from './id/lazy.js';
import type { purchaseIndonesian } from './id/purchase/purchase.js';
import type { topupIndonesian } from './id/purchase/topup.js';

export type TextKey =
  | keyof typeof entryIndonesian
  | keyof typeof lazyIndonesian
  | keyof typeof purchaseIndonesian
  | keyof typeof topupIndonesian;
export type Texts = Readonly<Record<TextKey, string>>;
export type Say = (key: TextKey, values?: Readonly<Record<string, string | number>>) => string;

let english: Texts | null = null;

/** All texts in English; `null` until they have come. */
export const englishTexts = (): Texts | null => english;

export async function loadEnglish(): Promise<void> {
  english ??= (await import('./en/english.js')).english;
}

export const createSay =
  (texts: Partial<Texts>, overrides: Readonly<Record<string, string>>): Say =>
  (key, values = {}) =>
    (overrides[key] ?? texts[key] ?? '').replace(/\{(\w+)\}/g, (placeholder, name: string) =>
      String(values[name] ?? placeholder),
    );
