/**
 * Verifies that `id_user` and `token_user` belong together. The Open API's `user/info` returns no
 * `id_user` and is not documented to refuse a wrong pair, so its answer alone proves nothing: the
 * Closed API must name the same member for the e-mail address in it.
 */
import { z } from 'zod';
import type { ProblemCode } from '../contract.js';
import type { Platform } from '../platform.js';
import type { Settings } from '../config/settings.js';
import { readBukaolshop, type BukaolshopAnswer } from '../upstream/bukaolshop-answer.js';
import { call } from '../upstream/call.js';
import { lenientNumber, lenientText } from '../upstream/lenient-fields.js';
import type { Credentials } from './credentials.js';

export type ShopperVerification =
  | {
      readonly kind: 'verified';
      readonly name: string;
      /** whole rupiah */
      readonly saldo: number;
    }
  | {
      readonly kind: 'failed';
      readonly code: ProblemCode;
      /** ms before a retry */
      readonly retryAfterMs: number | null;
    };

/** ms; a person waits for the session */
const TIMEOUT_MS = 10_000;

const emptyAmount = z.union([z.null(), z.literal('')]).transform(() => 0);
const userInfo = z.object({
  data: z.object({
    nama_user: lenientText.catch(''),
    email_user: z.string().trim().min(1),
    jumlah_saldo: z.union([lenientNumber, emptyAmount]).pipe(z.int()),
  }),
});
const member = z.object({ id_user: lenientText });

/** bukaOlshop's statuses for an unknown user or token (Open API, Errors Code). */
const UNKNOWN_SHOPPER_STATUSES = [400, 401, 403, 404];
/** Of the Closed API, where 401 and 403 are about the shop's own key. */
const UNKNOWN_EMAIL_STATUSES = [400, 404];

export async function verifyShopper(
  { openUrl, closedUrl, token, apiKey }: Settings['bukaolshop'],
  platform: Platform,
  { idUser, tokenUser }: Credentials,
): Promise<ShopperVerification> {
  const query = new URLSearchParams({ token, token_user: tokenUser, id_user: idUser });
  const infoResult = await call(platform, {
    method: 'GET',
    url: `${openUrl}/user/info?${query.toString()}`,
    timeoutMs: TIMEOUT_MS,
  });
  const info = readBukaolshop(infoResult, userInfo);
  if (info.kind !== 'read') return toFailure(info, UNKNOWN_SHOPPER_STATUSES);
  const { nama_user, email_user, jumlah_saldo } = info.value.data;

  const ownerResult = await call(platform, {
    method: 'GET',
    url: `${closedUrl}/member/id?${new URLSearchParams({ email_user }).toString()}`,
    headers: { Authorization: `Bearer ${apiKey}` },
    timeoutMs: TIMEOUT_MS,
  });
  const owner = readBukaolshop(ownerResult, member);
  if (owner.kind !== 'read') return toFailure(owner, UNKNOWN_EMAIL_STATUSES);
  if (owner.value.id_user !== idUser) return failed('unknown_shopper');
  return { kind: 'verified', name: nama_user, saldo: Math.max(jumlah_saldo, 0) };
}

/** @param unknownShopperStatuses the statuses that mean an unknown shopper in this call */
function toFailure(
  answer: Exclude<BukaolshopAnswer<unknown>, { kind: 'read' }>,
  unknownShopperStatuses: readonly number[],
): ShopperVerification {
  if (answer.kind === 'malformed') return failed('upstream_malformed');
  if (answer.kind === 'no-answer') {
    const isTooLarge = answer.result.kind === 'unknown' && answer.result.reason === 'too-large';
    return failed(isTooLarge ? 'upstream_malformed' : 'upstream_unavailable');
  }
  const { status, retryAfterMs } = answer;
  if (status === 429) return failed('upstream_quota', retryAfterMs);
  if (status >= 500) return failed('upstream_unavailable', retryAfterMs);
  return failed(unknownShopperStatuses.includes(status) ? 'unknown_shopper' : 'upstream_refused');
}

const failed = (code: ProblemCode, retryAfterMs: number | null = null) =>
  ({ kind: 'failed', code, retryAfterMs }) as const;
