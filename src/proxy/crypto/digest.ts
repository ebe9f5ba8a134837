/** Digests of texts and bytes. */
import { createHash, timingSafeEqual } from 'node:crypto';

/** SHA-256, base64url */
export const sha256 = (data: string | Uint8Array): string =>
  createHash('sha256').update(data).digest('base64url');

/** Compares digests, so that the time reveals neither the length nor the first difference. */
export const isEqualConstantTime = (actual: string, expected: string): boolean =>
  timingSafeEqual(Buffer.from(sha256(actual)), Buffer.from(sha256(expected)));
