/**
 * Errors as `application/problem+json` (RFC 9457), each with a code of the contract. A problem must not
 * quote the request or an upstream's answer.
 */
import { PROBLEMS, type FieldFault, type Problem, type ProblemCode } from './contract.js';

export interface ProblemExtras {
  /** with `invalid_fields` */
  readonly errors?: readonly { readonly field: string; readonly fault: FieldFault }[];
  /** with `proof_time`: the proxy's clock, seconds since 1970 */
  readonly nowSeconds?: number;
  /** ms until a retry is worthwhile; sent as whole seconds in `Retry-After` */
  readonly retryAfterMs?: number | null;
  /** with `item_unavailable`: the operator's words for shoppers */
  readonly detail?: string | null;
  /** with `method_not_allowed`: the allowed methods */
  readonly allow?: readonly string[];
}

/** Thrown anywhere in a request, it becomes the answer. */
export class ProblemError extends Error {
  override readonly name = 'ProblemError';

  constructor(
    readonly code: ProblemCode,
    readonly extras: ProblemExtras = {},
  ) {
    super(code);
  }
}

const TITLES: Readonly<Record<ProblemCode, string>> = {
  bad_request: 'The request has another shape than documented.',
  not_json: 'The body is not JSON.',
  missing_idempotency_key: 'An Idempotency-Key is needed.',
  invalid_idempotency_key: 'The Idempotency-Key is empty, too long, or holds other letters.',
  invalid_pin: 'A PIN has six digits.',
  missing_proof: 'A DPoP proof is needed.',
  invalid_proof: 'This is not a DPoP proof, or its signature is wrong.',
  proof_algorithm: 'A proof is signed with ES256.',
  proof_key: 'The key of a proof is a public P-256 key.',
  proof_target: 'The proof is for another method or address.',
  proof_time: 'The proof is too old or too new.',
  proof_replayed: 'The proof was used before.',
  proof_session: 'The proof is for another session token.',
  proof_body: 'The proof is for another body.',
  missing_session: 'A session is needed.',
  invalid_session: 'The session is not one of this proxy.',
  session_expired: 'The session has expired.',
  session_key: 'The session belongs to another key.',
  unknown_shopper: 'The shop does not know this shopper.',
  forbidden_origin: 'Pages of this origin may not ask here.',
  quote_of_another: 'The quote was made for another shopper.',
  not_found: 'There is nothing here.',
  unknown_provider: 'This provider is unknown, or off.',
  unknown_product: 'The provider has no such product.',
  unknown_item: 'The product has no such item.',
  unknown_order: 'The shopper has no such order.',
  method_not_allowed: 'This address does not take that method.',
  item_unavailable: 'The item cannot be bought now.',
  quote_used: 'The quote has bought already.',
  body_too_large: 'The body is too large.',
  not_supported_media_type: 'The body has a content type that is not taken here.',
  invalid_fields: 'Some fields are missing or wrong.',
  invalid_quote: 'The quote is not one of this proxy.',
  quote_expired: 'The quote has expired.',
  idempotency_key_reused: 'This Idempotency-Key was used for another order.',
  too_many_requests: 'Too many requests.',
  pin_locked: 'Too many wrong PINs.',
  session_locked: 'Too many wrong ids or tokens.',
  internal: 'Something went wrong here.',
  upstream_malformed: 'An upstream service answered in an unknown way.',
  upstream_refused: 'An upstream service refused the shop.',
  upstream_unavailable: 'An upstream service cannot be reached.',
  upstream_quota: 'The quota of the shop is used up.',
  not_ready: 'The store or the keys cannot be used now.',
  overloaded: 'Too much is going on here.',
};

export function problemResponse(code: ProblemCode, extras: ProblemExtras = {}): Response {
  const { status, headers, body } = problemParts(code, extras);
  return new Response(body, { status, headers });
}

export function problemParts(
  code: ProblemCode,
  extras: ProblemExtras = {},
): { readonly status: number; readonly headers: Headers; readonly body: string } {
  const status = PROBLEMS[code];
  const body: Problem = {
    type: `urn:etalase:problem:${code}`,
    title: TITLES[code],
    status,
    code,
    ...(extras.errors && { errors: [...extras.errors] }),
    ...(typeof extras.detail === 'string' && { detail: extras.detail }),
    ...(extras.nowSeconds !== undefined && { now: Math.floor(extras.nowSeconds) }),
  };
  const headers = new Headers({ 'Content-Type': 'application/problem+json' });
  if (status === 401) headers.set('WWW-Authenticate', challenge(code));
  if (typeof extras.retryAfterMs === 'number') {
    headers.set('Retry-After', String(Math.max(Math.ceil(extras.retryAfterMs / 1000), 1)));
  }
  if (extras.allow) headers.set('Allow', extras.allow.join(', '));
  return { status, headers, body: JSON.stringify(body) };
}

/** RFC 9449, 7.1 */
function challenge(code: ProblemCode): string {
  const parts = ['algs="ES256"'];
  if (code === 'invalid_proof' || code.startsWith('proof_')) {
    parts.unshift('error="invalid_dpop_proof"');
  } else if (['invalid_session', 'session_expired', 'session_key'].includes(code)) {
    parts.unshift('error="invalid_token"');
  }
  return `DPoP ${parts.join(', ')}`;
}
