import { english } from './english.js';
import { indonesian } from './indonesian.js';
import type { WorkshopSay, WorkshopTextKey } from './texts.js';

export type WorkshopLanguage = 'id' | 'en';

const TEXTS = { id: indonesian, en: english };

export const sayIn =
  (language: WorkshopLanguage): WorkshopSay =>
  (key, values = {}) =>
    TEXTS[language][key].replace(/\{(\w+)\}/g, (placeholder, name: string) =>
      String(values[name] ?? placeholder),
    );

/** For keys that are put together from a tag, an attribute or a value. */
export const isTextKey = (key: string): key is WorkshopTextKey =>
  Object.prototype.hasOwnProperty.call(indonesian, key);
