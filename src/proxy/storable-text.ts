import { z } from 'zod';

/** A text for a column or a look-up; PostgreSQL stores no NUL. */
export const storableText = (maxLength: number) =>
  z
    .string()
    .max(maxLength)
    .regex(/^[^\0]*$/);
