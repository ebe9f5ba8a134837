/**
 * Looks up a text by key, first among the page's overrides, then in the language, and fills in its
 * placeholders. Knows no language but the Indonesian of the loaded parts: English is loaded on demand.
 */
import type { TextKey, Texts } from './text-keys.js';

export type { TextKey, Texts } from './text-keys.js';

/** Returns a text by its key, with `{name}` replaced by `values.name`; `''` for a missing text. */
export type Say = (key: TextKey, values?: Readonly<Record<string, string | number>>) => string;

let english: Texts | null = null;

/** All texts in English; `null` until `loadEnglish` has resolved. */
export const englishTexts = (): Texts | null => english;

export async function loadEnglish(): Promise<void> {
  english ??= (await import('./en/english.js')).english;
}

/** @param overrides texts of the page's own, by key */
export const createSay =
  (texts: Partial<Texts>, overrides: Readonly<Record<string, string>>): Say =>
  (key, values = {}) =>
    (overrides[key] ?? texts[key] ?? '').replace(/\{(\w+)\}/g, (placeholder, name: string) =>
      String(values[name] ?? placeholder),
    );
