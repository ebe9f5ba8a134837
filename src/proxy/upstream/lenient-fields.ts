/** Lenient fields of bukaOlshop's answers: numbers that arrive as text, and texts as numbers. */
import { z } from 'zod';

export const lenientText = z.union([z.string(), z.number()]).transform(String);

/** Refuses everything else that `Number` converts: `[200]`, `true`, `null`, `''`, `0xc8`. */
export const lenientNumber = z.union([
  z.number(),
  z
    .string()
    .trim()
    .regex(/^-?\d+(\.\d+)?$/)
    .transform(Number),
]);

/** The `code` of a successful answer. */
export const okCode = lenientNumber.refine((code) => code === 200);

/** The `code` of any answer; some have none. An unreadable one is `NaN`, which equals no code. */
export const lenientCode = lenientNumber.optional().catch(NaN);
