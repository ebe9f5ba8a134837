/** Lenient fields that the answers of several providers share. */
import { z } from 'zod';

/** Codes and names; some arrive as numbers. PostgreSQL cannot store a NUL. */
export const nonEmptyText = z
  .union([z.string(), z.number()])
  .transform((value) => String(value).trim())
  .refine((value) => value !== '' && !value.includes('\0'));

/**
 * A code that becomes a segment of a URL's path. `.` and `..` would change the path even when escaped,
 * and a lone surrogate cannot be escaped.
 */
export const pathSegment = nonEmptyText.refine((value) => !/^\.{1,2}$|\p{Cs}/u.test(value));

/** Larger than any price or deposit. */
const MAX_RUPIAH = 1_000_000_000_000;

/**
 * Whole rupiah; some arrive as strings, some as floats without a fraction. `22.000` is refused: it may
 * be Indonesian for 22,000.
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

/** A cost; zero is refused, because nothing is sold for free. */
export const price = rupiah.refine((amount) => amount > 0);

/** A list without the rows that cannot be read; `null` and `""` stand for an empty one. */
export function lenientList<T>(row: z.ZodType<T>) {
  return z.union([z.array(z.unknown()), z.null(), z.literal('')]).transform((list) =>
    (list || []).flatMap((each) => {
      const parsed = row.safeParse(each);
      return parsed.success ? [parsed.data] : [];
    }),
  );
}

/** A URL that may be shown as a link. */
export const httpUrl = z.url({ protocol: /^https?$/ });

/** An upstream's own word, safe for logs and tables. */
export function sanitizeWord(value: unknown): string {
  const asText = typeof value === 'string' || typeof value === 'number' ? String(value) : '';
  return (
    asText
      .replaceAll(/[^\w .-]/g, '')
      .slice(0, 60)
      .trim() || 'none'
  );
}
