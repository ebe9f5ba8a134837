/** Digests of texts and bytes. */
import { createHash, timingSafeEqual } from 'node:crypto';

/** SHA-256, base64url */
export const sha256 = (data: string | Uint8Array): string =>
  createHash('sha256').update(data).digest('base64url');

/** Compares digests, so that neither the length nor the place of a difference shows in the time. */
export const isEqualConstantTime = (given: string, expected: string): boolean =>
  timingSafeEqual(Buffer.from(sha256(given)), Buffer.from(sha256(expected)));
