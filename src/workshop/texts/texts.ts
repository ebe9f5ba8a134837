/** The workshop's two languages. It is no page of a shop, so both are loaded with it. */
import type { indonesian } from './indonesian.js';

export type WorkshopTextKey = keyof typeof indonesian;
export type WorkshopTexts = Readonly<Record<WorkshopTextKey, string>>;

export type WorkshopSay = (
  key: WorkshopTextKey,
  values?: Readonly<Record<string, string | number>>,
) => string;
