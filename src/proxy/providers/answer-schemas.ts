/** What the providers' answers have in common, read with the tolerance that they need. */
import { z } from 'zod';

/** Codes and names; some arrive as numbers. A nul in one could not be kept by PostgreSQL. */
export const nonEmptyText = z
  .union([z.string(), z.number()])
  .transform((value) => String(value).trim())
  .refine((value) => value !== '' && !value.includes('\0'));

/**
 * A code that becomes a part of an address: `..` would lead to another one, escaped or not, and half
 * a character cannot be escaped.
 */
export const pathSegment = nonEmptyText.refine((value) => !/^\.{1,2}$|\p{Cs}/u.test(value));

/** No price and no deposit is larger, rupiah. */
const MAX_RUPIAH = 1_000_000_000_000;

/**
 * Whole rupiah; some arrive as strings, some as floats without a fraction. `22.000` is not read: it
 * may be Indonesian for 22,000.
 */
export const rupiah = z
  .union([
    z.number(),
    z
      .string()
      .regex(/^\d+(\.0{1,2})?$/)
      .transform(Number),
  ])
  .pipe(z.int().nonnegative().max(MAX_RUPIAH));

/** What something costs: nothing is sold for nothing. */
export const price = rupiah.refine((amount) => amount > 0);

/** A list in which a bad row costs only itself; `null` and `""` stand for an empty one. */
export function lenientList<T>(row: z.ZodType<T>) {
  return z.union([z.array(z.unknown()), z.null(), z.literal('')]).transform((list) =>
    (list || []).flatMap((each) => {
      const parsed = row.safeParse(each);
      return parsed.success ? [parsed.data] : [];
    }),
  );
}

/** An address that may be shown as a link. */
export const httpUrl = z.url({ protocol: /^https?$/ });

/** An upstream's own word, made harmless for logs and tables. */
export function sanitizeWord(value: unknown): string {
  const asText = typeof value === 'string' || typeof value === 'number' ? String(value) : '';
  return (
    asText
      .replaceAll(/[^\w .-]/g, '')
      .slice(0, 60)
      .trim() || 'none'
  );
}
