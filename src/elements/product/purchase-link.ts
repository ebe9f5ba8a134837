/** The note of a purchase: the chosen variants, and what the shopper has written. */
import type { Product } from '../../open-api/products.js';
import type { Say } from '../../texts/texts.js';

export type VariantKind = 'size' | 'colour';

/** A property of which the shopper must choose one option. */
export interface Variant {
  readonly kind: VariantKind;
  readonly options: readonly string[];
}

/** The chosen option of each variant; a missing key means not chosen yet. */
export type Choice = Readonly<Partial<Record<VariantKind, string>>>;

export function variantsOf({ ukuran, warna }: Product): readonly Variant[] {
  const all = [
    { kind: 'size', options: Array.from(new Set(ukuran)) },
    { kind: 'colour', options: Array.from(new Set(warna)) },
  ] as const;
  return all.filter(({ options }) => options.length > 0);
}

/** Chooses the option of every variant that has only one. */
export function firstChoice(product: Product): Choice {
  const single = variantsOf(product).filter(({ options }) => options.length === 1);
  return Object.fromEntries(single.map(({ kind, options }) => [kind, options[0]]));
}

/** The first variant without a chosen option. */
export const missingVariantOf = (product: Product, choice: Choice): VariantKind | null =>
  variantsOf(product).find((variant) => chosenOptionOf(variant, choice) === null)?.kind ?? null;

/** `null` also if the chosen option no longer exists. */
function chosenOptionOf({ kind, options }: Variant, choice: Choice): string | null {
  return options.find((option) => option === choice[kind]) ?? null;
}

/** For example `Ukuran: L, Warna: Ungu`, followed by the shopper's own note. */
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
