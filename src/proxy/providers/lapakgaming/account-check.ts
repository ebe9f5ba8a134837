/**
 * Reads the answer of `uid-check`. Undocumented: how an unknown account is answered. "Not found" warns the
 * shopper before paying, so it takes words about the account; every other refusal counts as no answer.
 */
import { z } from 'zod';
import type { Nickname } from '../../contract.js';
import type { ReadResult } from '../../upstream/read-result.js';
import { nonEmptyText } from '../answer-schemas.js';
import { toReadFailure, type SendResult } from '../provider-http.js';
import { UNTOLD_NICKNAME } from '../provider.js';
import { NO_PRODUCT_CODES } from './schemas.js';

const NOT_FOUND = { kind: 'read', value: { name: null, found: false } } as const;

const MALFORMED = { kind: 'failed', code: 'malformed', retryAfterMs: null } as const;

const text = z.union([z.string(), z.number()]).transform(String).catch('');
const answer = z.looseObject({
  code: text,
  message: text,
  error: text,
  data: z.unknown().optional(),
});
const account = z.looseObject({
  name: z.unknown().optional(),
  nickname: z.unknown().optional(),
  username: z.unknown().optional(),
});

/** Words of codes such as `USER_NOT_FOUND` and `INVALID_USER_ID`, and of sentences. */
const ACCOUNT_WORDS =
  /user|account|player|uid|nick|\bid\b|zone|akun|pemain|character|^(data |record |result )?not found/;
const ABSENCE_WORDS =
  /not (be )?found|invalid|not (valid|exist|registered)|n.t exist|unknown|wrong|incorrect|empty|contain space|tidak (di)?temukan|tidak (valid|ada|terdaftar)|salah/;
/** The call itself is refused, not the account. */
const CALL_WORDS = /token|key|auth|route|endpoint|path|url|method|signature/;

export function readAccount(result: SendResult): ReadResult<Nickname> {
  const parsed = result.kind === 'answered' ? answer.safeParse(result.body) : undefined;
  if (result.kind !== 'answered' || !parsed?.success || isRefusedCall(result.status)) {
    const failure = toReadFailure(result);
    // Without JSON, a 404 says that there is no such call rather than no such account.
    return failure.code === 'not-found' ? MALFORMED : failure;
  }
  const { code, message, error, data } = parsed.data;
  if (NO_PRODUCT_CODES.has(code.toUpperCase())) return UNTOLD_NICKNAME;
  if (result.status === 200 && /^(success|ok|200|0)$/i.test(code)) return readData(data);
  const words = [code, message, error].join(' ').toLowerCase().replaceAll('_', ' ').trim();
  const isMissing = result.status === 404 || code === '404';
  const isAbsent = isMissing || (ACCOUNT_WORDS.test(words) && ABSENCE_WORDS.test(words));
  return isAbsent && !CALL_WORDS.test(words) ? NOT_FOUND : MALFORMED;
}

const isRefusedCall = (status: number): boolean =>
  status >= 500 || [401, 403, 429].includes(status);

/** Success without an account, or with an account without a name, is one that was not found. */
function readData(data: unknown): ReadResult<Nickname> {
  if (data === null || data === '') return NOT_FOUND;
  const parsed = account.safeParse(data);
  if (!parsed.success) return Array.isArray(data) && data.length === 0 ? NOT_FOUND : MALFORMED;
  const { name, nickname, username } = parsed.data;
  const found = nonEmptyText.safeParse(name ?? nickname ?? username);
  if (found.success && HAS_LETTER.test(found.data)) {
    return { kind: 'read', value: { name: found.data, found: true } };
  }
  const isUnnamed = Object.keys(parsed.data).length === 0 || found.success || isBlank(name);
  return isUnnamed ? NOT_FOUND : MALFORMED;
}

/** `-` is no name. Some names are made of signs alone. */
const HAS_LETTER = /[\p{L}\p{N}\p{S}]/u;

const isBlank = (name: unknown): boolean =>
  name === null || (typeof name === 'string' && name.trim() === '');
