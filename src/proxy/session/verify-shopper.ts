/**
 * Who is the shopper? The Open API's `user/info` names no `id_user`, and nothing says that it
 * refuses a wrong pair. So the e-mail address that it attests is taken to the Closed API, and the
 * member of that address must be the one who is claimed.
 */
import { z } from 'zod';
import type { ProblemCode } from '../contract.js';
import type { Platform } from '../platform.js';
import type { Settings } from '../config/settings.js';
import { call, type CallResult } from '../upstream/call.js';
import { lenientCode, lenientNumber, lenientText } from '../upstream/lenient-fields.js';

export interface ShopperClaim {
  readonly idUser: string;
  readonly tokenUser: string;
}

export type ShopperVerification =
  | {
      readonly kind: 'found';
      readonly name: string;
      /** whole rupiah */
      readonly saldo: number;
    }
  | {
      readonly kind: 'not-found';
      readonly code: ProblemCode;
      /** ms to wait before asking again */
      readonly retryAfterMs: number | null;
    };

/** ms; a session is waited for by a person */
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

/** bukaOlshop's words for a user or a token that it does not know (Open API, Errors Code). */
const UNKNOWN_SHOPPER_STATUSES = [400, 401, 403, 404];

export async function verifyShopper(
  { openUrl, closedUrl, token, apiKey }: Settings['bukaolshop'],
  platform: Platform,
  { idUser, tokenUser }: ShopperClaim,
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
  if (attested.kind === 'not-found') return attested;
  const { nama_user, email_user, jumlah_saldo } = attested.value.data;

  const owner = parseAnswer(
    member,
    await call(platform, {
      method: 'GET',
      url: `${closedUrl}/member/id?${new URLSearchParams({ email_user }).toString()}`,
      headers: { Authorization: `Bearer ${apiKey}` },
      timeoutMs: TIMEOUT_MS,
    }),
    // Here 401 and 403 speak of the shop's own key.
    (status) => ([400, 404].includes(status) ? 'unknown_shopper' : null),
  );
  if (owner.kind === 'not-found') return owner;
  if (owner.value.id_user !== idUser) return notFound('unknown_shopper');
  return { kind: 'found', name: nama_user, saldo: Math.max(jumlah_saldo, 0) };
}

type ParsedAnswer<T> =
  { readonly kind: 'read'; readonly value: T } | Exclude<ShopperVerification, { kind: 'found' }>;

/** @param problemForStatus the problem that a status stands for in this question; `null` when it has none */
function parseAnswer<T>(
  schema: z.ZodType<T>,
  result: CallResult,
  problemForStatus: (status: number) => ProblemCode | null,
): ParsedAnswer<T> {
  if (result.kind === 'unknown' && result.reason === 'too-large')
    return notFound('upstream_malformed');
  if (result.kind !== 'answered') return notFound('upstream_unavailable');
  // Errors come over their HTTP status, and again as `code` in the body; some only there.
  const { code = 200 } = envelope.safeParse(result.body).data ?? {};
  const status = result.status === 200 ? code : result.status;
  if (Number.isNaN(status)) return notFound('upstream_malformed');
  if (status === 200) {
    const read = schema.safeParse(result.body);
    return read.success ? { kind: 'read', value: read.data } : notFound('upstream_malformed');
  }
  if (status === 429) return notFound('upstream_quota', result.retryAfterMs);
  if (status >= 500) return notFound('upstream_unavailable', result.retryAfterMs);
  return notFound(problemForStatus(status) ?? 'upstream_refused');
}

const notFound = (code: ProblemCode, retryAfterMs: number | null = null) =>
  ({ kind: 'not-found', code, retryAfterMs }) as const;
