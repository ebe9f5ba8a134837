/** All texts of shoppers in both languages, in groups. */
import { english } from '../src/texts/en/english.js';
import { entryIndonesian } from '../src/texts/id/entry.js';
import { lazyIndonesian } from '../src/texts/id/lazy.js';
import { purchaseIndonesian } from '../src/texts/id/purchase/purchase.js';
import { topupFormIndonesian } from '../src/texts/id/purchase/topup-form.js';
import { topupIndonesian } from '../src/texts/id/purchase/topup.js';
import type { TextKey, Texts } from '../src/texts/text-keys.js';

export interface TextGroup {
  readonly title: string;
  readonly texts: readonly (readonly [name: string, indonesian: string, english: string])[];
}

const indonesian: Texts = {
  ...entryIndonesian,
  ...lazyIndonesian,
  ...topupIndonesian,
  ...topupFormIndonesian,
  ...purchaseIndonesian,
};

/** The first text of each group: a new text belongs to the group of the text before it. */
const FIRST_TEXTS: Partial<Record<string, string>> = {
  retry: 'All lists, and errors',
  products: 'Product list',
  close: 'Search, categories, pages and slides',
  product: 'Product details',
  errorUser: 'Balance, histories and purchases',
  topups: 'Top-ups: choosing a product',
  topupNoItems: 'Top-ups: the form',
  noOrders: 'Orders: status',
  stepPaid: 'Orders: steps, and why one failed',
  voucher: 'Receipt',
  confirm: 'Confirmation and payment',
} satisfies Partial<Record<TextKey, string>>;

export function textGroups(): readonly TextGroup[] {
  const englishTexts: Readonly<Record<string, string>> = english;
  const groups: { title: string; texts: (readonly [string, string, string])[] }[] = [];
  for (const [name, text] of Object.entries(indonesian)) {
    const title = FIRST_TEXTS[name];
    if (title !== undefined) groups.push({ title, texts: [] });
    groups.at(-1)?.texts.push([name, text, englishTexts[name] ?? '']);
  }
  return groups;
}
