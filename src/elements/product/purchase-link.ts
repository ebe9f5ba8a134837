/** What goes along to the app's own checkout: the chosen variants and the note. */
import type { Product } from '../../open-api/products.js';
import type { Say } from '../../texts/texts.js';

export type VariantKind = 'size' | 'colour';

/** What the shopper has to choose one of. */
export interface Variant {
  readonly kind: VariantKind;
  readonly options: readonly string[];
}

/** By kind; missing where nothing is chosen yet. */
export type Choice = Readonly<Partial<Record<VariantKind, string>>>;

export function variantsOf({ ukuran, warna }: Product): readonly Variant[] {
  const all = [
    { kind: 'size', options: Array.from(new Set(ukuran)) },
    { kind: 'colour', options: Array.from(new Set(warna)) },
  ] as const;
  return all.filter(({ options }) => options.length > 0);
}

/** Where there is one option only, it is chosen. */
export function firstChoice(product: Product): Choice {
  const single = variantsOf(product).filter(({ options }) => options.length === 1);
  return Object.fromEntries(single.map(({ kind, options }) => [kind, options[0]]));
}

/** The first variant that is still to be chosen. */
export const missingVariantOf = (product: Product, choice: Choice): VariantKind | null =>
  variantsOf(product).find((variant) => chosenOptionOf(variant, choice) === null)?.kind ?? null;

/** `null` also for what was chosen and is no longer there. */
function chosenOptionOf({ kind, options }: Variant, choice: Choice): string | null {
  return options.find((option) => option === choice[kind]) ?? null;
}

/** "Ukuran: L, Warna: Ungu", and then what the shopper wrote. */
export function purchaseNoteOf(
  product: Product,
  choice: Choice,
  writtenNote: string,
  say: Say,
): string {
  const chosen = variantsOf(product).flatMap((variant) => {
    const option = chosenOptionOf(variant, choice);
    return option === null ? [] : [`${say(variant.kind)}: ${option}`];
  });
  return [chosen.join(', '), writtenNote.trim()].filter(Boolean).join('. ');
}

/** `url_produk` with the note in `?catatan=`, or `null` where the product cannot be bought. */
export function purchaseUrlOf({ url_produk }: Product, note: string): string | null {
  if (url_produk === null) return null;
  try {
    const url = new URL(url_produk);
    if (note) {
      url.searchParams.set('catatan', note);
      // Every reader knows %20; not every one takes a plus for a space.
      url.search = url.searchParams.toString().replace(/\+/g, '%20');
    }
    return url.href;
  } catch {
    return null;
  }
}
