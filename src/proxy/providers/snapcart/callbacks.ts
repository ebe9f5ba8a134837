/** Snapcart's callback. It is not authenticated, so it only triggers a lookup. */
import { z } from 'zod';
import { pathSegment, nonEmptyText } from '../answer-schemas.js';

const namedPayment = z.looseObject({
  request_id: pathSegment,
  reference_id: nonEmptyText.nullish().catch(null),
});
const callback = z.union([
  namedPayment,
  z.looseObject({ data: namedPayment }).transform(({ data }) => data),
]);

/** The `request_id` and the reference that a callback names. */
export function readOrderCallback(
  body: unknown,
): { readonly handle: string; readonly reference: string | null } | null {
  const parsed = callback.safeParse(body);
  if (!parsed.success) return null;
  return { handle: parsed.data.request_id, reference: parsed.data.reference_id ?? null };
}
