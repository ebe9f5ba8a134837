/** Lapakgaming's order callback. It is not authenticated, so it only triggers a lookup. */
import { z } from 'zod';
import { orderState } from './schemas.js';

const orderCallback = z.looseObject({ data: orderState });

/** The `tid` and the reference that an order callback names. */
export function readOrderCallback(
  body: unknown,
): { readonly handle: string | null; readonly reference: string | null } | null {
  const parsed = orderCallback.safeParse(body);
  if (!parsed.success) return null;
  const { tid, reference_id } = parsed.data.data;
  return { handle: tid ?? null, reference: reference_id ?? null };
}
