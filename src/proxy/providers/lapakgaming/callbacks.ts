/** Lapakgaming's callbacks. They carry no signature: what they say is only a hint when to look. */
import { z } from 'zod';
import { price, nonEmptyText } from '../answer-schemas.js';
import { orderState } from './schemas.js';

const orderCallback = z.looseObject({ data: orderState });
const productCallback = z.looseObject({
  data: z.looseObject({ code: nonEmptyText, price, status: nonEmptyText }),
});

/** The `tid` and the reference that an order callback names. */
export function readOrderCallback(
  body: unknown,
): { readonly handle: string | null; readonly reference: string | null } | null {
  const parsed = orderCallback.safeParse(body);
  if (!parsed.success) return null;
  const { tid, reference_id } = parsed.data.data;
  return { handle: tid ?? null, reference: reference_id ?? null };
}

/** The product whose price or status moved. */
export function readProductCallback(body: unknown): { readonly code: string } | null {
  const parsed = productCallback.safeParse(body);
  return parsed.success ? { code: parsed.data.data.code } : null;
}
