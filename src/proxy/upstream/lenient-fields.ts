/** How bukaOlshop's answers wobble: numbers arrive as text, and texts as numbers. */
import { z } from 'zod';

export const lenientText = z.union([z.string(), z.number()]).transform(String);

/** Nothing else that JavaScript would make a number of: `[200]`, `true`, `null`, `''`, `0xc8`. */
export const lenientNumber = z.union([
  z.number(),
  z
    .string()
    .trim()
    .regex(/^-?\d+(\.\d+)?$/)
    .transform(Number),
]);

/** The `code` of an answer that says of itself that it is good. */
export const okCode = lenientNumber.refine((code) => code === 200);

/** The `code` of any answer: missing in some; one that cannot be read is `NaN`, like no other. */
export const lenientCode = lenientNumber.optional().catch(NaN);
