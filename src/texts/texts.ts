/** Finds a text in the page's own, then in the language's, and fills in its values. */
import type { indonesian } from './id.js';
import type { moreIndonesian } from './id-more.js';

export type Texts = Readonly<Record<keyof typeof indonesian | keyof typeof moreIndonesian, string>>;
export type TextKey = keyof Texts;
export type Say = (key: TextKey, values?: Readonly<Record<string, string | number>>) => string;

let english: Texts | null = null;

/** All texts in English; `null` until they have come. */
export const englishTexts = (): Texts | null => english;

export async function loadEnglish(): Promise<void> {
  english ??= (await import('./en.js')).english;
}

export const createSay =
  (texts: Partial<Texts>, own: Readonly<Record<string, string>>): Say =>
  (key, values = {}) =>
    (own[key] ?? texts[key] ?? '').replace(/\{(\w+)\}/g, (hole, name: string) =>
      String(values[name] ?? hole),
    );
