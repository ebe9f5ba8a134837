/** The names of all texts, by type only: it lets `en/` name them without importing `texts.ts`. */
import type { entryIndonesian } from './id/entry.js';
import type { lazyIndonesian } from './id/lazy.js';
import type { listToolsIndonesian } from './id/list-tools.js';
import type { productIndonesian } from './id/product.js';
import type { purchaseIndonesian } from './id/purchase/purchase.js';
import type { storefrontIndonesian } from './id/storefront.js';
import type { topupFormIndonesian } from './id/purchase/topup-form.js';
import type { topupIndonesian } from './id/purchase/topup.js';

export type TextKey =
  | keyof typeof entryIndonesian
  | keyof typeof lazyIndonesian
  | keyof typeof storefrontIndonesian
  | keyof typeof listToolsIndonesian
  | keyof typeof productIndonesian
  | keyof typeof purchaseIndonesian
  | keyof typeof topupIndonesian
  | keyof typeof topupFormIndonesian;

/** One language, complete. */
export type Texts = Readonly<Record<TextKey, string>>;
