/**
 * Verifies that `id_user` and `token_user` belong together. The Open API's `user/info` returns no
 * `id_user` and is not documented to refuse a wrong pair, so its answer alone proves nothing: the
 * Closed API must name the same member for the e-mail address in it.
 */
import { z } from 'zod';
import type { ProblemCode } from '../contract.js';
import type { Platform } from '../platform.js';
import type { Settings } from '../config/settings.js';
import { call, type CallResult } from '../upstream/call.js';
import { lenientCode, lenientNumber, lenientText } from '../upstream/lenient-fields.js';
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

const envelope = z.object({ code: lenientCode });
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

export async function verifyShopper(
  { openUrl, closedUrl, token, apiKey }: Settings['bukaolshop'],
  platform: Platform,
  { idUser, tokenUser }: Credentials,
): Promise<ShopperVerification> {
  const query = new URLSearchParams({ token, token_user: tokenUser, id_user: idUser });
  const attested = parseAnswer(
    userInfo,
    await call(platform, {
      method: 'GET',
      url: `${openUrl}/user/info?${query.toString()}`,
      timeoutMs: TIMEOUT_MS,
    }),
    (status) => (UNKNOWN_SHOPPER_STATUSES.includes(status) ? 'unknown_shopper' : null),
  );
  if (attested.kind === 'failed') return attested;
  const { nama_user, email_user, jumlah_saldo } = attested.value.data;

  const owner = parseAnswer(
    member,
    await call(platform, {
      method: 'GET',
      url: `${closedUrl}/member/id?${new URLSearchParams({ email_user }).toString()}`,
      headers: { Authorization: `Bearer ${apiKey}` },
      timeoutMs: TIMEOUT_MS,
    }),
    // Here 401 and 403 are about the shop's own key.
    (status) => ([400, 404].includes(status) ? 'unknown_shopper' : null),
  );
  if (owner.kind === 'failed') return owner;
  if (owner.value.id_user !== idUser) return failed('unknown_shopper');
  return { kind: 'verified', name: nama_user, saldo: Math.max(jumlah_saldo, 0) };
}

type ParsedAnswer<T> =
  { readonly kind: 'read'; readonly value: T } | Exclude<ShopperVerification, { kind: 'verified' }>;

/** @param problemForStatus the meaning of a status in this call; `null` where it has none of its own */
function parseAnswer<T>(
  schema: z.ZodType<T>,
  result: CallResult,
  problemForStatus: (status: number) => ProblemCode | null,
): ParsedAnswer<T> {
  if (result.kind === 'unknown' && result.reason === 'too-large')
    return failed('upstream_malformed');
  if (result.kind !== 'answered') return failed('upstream_unavailable');
  // Errors have an HTTP status and the same `code` in the body; some have only the latter.
  const { code = 200 } = envelope.safeParse(result.body).data ?? {};
  const status = result.status === 200 ? code : result.status;
  if (Number.isNaN(status)) return failed('upstream_malformed');
  if (status === 200) {
    const read = schema.safeParse(result.body);
    return read.success ? { kind: 'read', value: read.data } : failed('upstream_malformed');
  }
  if (status === 429) return failed('upstream_quota', result.retryAfterMs);
  if (status >= 500) return failed('upstream_unavailable', result.retryAfterMs);
  return failed(problemForStatus(status) ?? 'upstream_refused');
}

const failed = (code: ProblemCode, retryAfterMs: number | null = null) =>
  ({ kind: 'failed', code, retryAfterMs }) as const;
