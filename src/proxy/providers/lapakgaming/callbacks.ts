/** Lapakgaming's callbacks. They are not authenticated, so they only trigger a lookup. */
import { z } from 'zod';
import { nonEmptyText } from '../answer-schemas.js';
import { orderState } from './schemas.js';

const orderCallback = z.looseObject({ data: orderState });

/** characters; no product code is longer */
const MAX_CODE_LENGTH = 100;
const productCallback = z.looseObject({
  data: z.looseObject({ code: nonEmptyText.refine((code) => code.length <= MAX_CODE_LENGTH) }),
});

/** The product code that a product callback names; `null` where it names none. */
export function readProductCallback(body: unknown): string | null {
  const parsed = productCallback.safeParse(body);
  return parsed.success ? parsed.data.data.code : null;
}

/** The `tid` and the reference that an order callback names. */
export function readOrderCallback(
  body: unknown,
): { readonly handle: string | null; readonly reference: string | null } | null {
  const parsed = orderCallback.safeParse(body);
  if (!parsed.success) return null;
  const { tid, reference_id } = parsed.data.data;
  return { handle: tid ?? null, reference: reference_id ?? null };
}
