/**
 * The meaning of each of LeuwongRR's codes and words for an order; those that are not listed mean
 * unknown. Source: the owner's "Create Order API".
 */
import type { OrderReason } from '../../contract.js';
import { ANOTHER_ORDER, isAnotherOrder, type ReadableAnswer } from '../outcomes.js';
import type { PlaceOutcome, QueriedOrder, QueryOutcome } from '../provider.js';
import { sanitizeWord } from '../answer-schemas.js';
import { created, refusal, invoiceStatus, orderStatus } from './schemas.js';

/** `error.code` with which "Create Order" certainly made no invoice. */
const REFUSAL_BY_CODE: ReadonlyMap<string, OrderReason> = new Map([
  ['ROBLOX_VALIDATION_FAILED', 'account_refused'],
  ['FORBIDDEN_FIELDS', 'provider_refused'],
  ['DISCORD_LINK_REQUIRED', 'provider_refused'],
  ['INSUFFICIENT_BALANCE', 'provider_refused'],
]);

/** HTTP statuses that refuse with any `error.code` or none: wrong token, forbidden, invalid fields. */
const REFUSAL_BY_STATUS: ReadonlyMap<number, OrderReason> = new Map([
  [401, 'provider_refused'],
  [403, 'provider_refused'],
  [422, 'account_refused'],
]);

/** By `payment_status`; only `pending` is documented. A payment delivers nothing. */
const OUTCOME_BY_PAYMENT_STATUS: ReadonlyMap<string, 'done' | 'paid' | 'pending' | 'failed'> =
  new Map([
    ['pending', 'pending'],
    ['unpaid', 'pending'],
    ['paid', 'paid'],
    ['completed', 'done'],
    ['expired', 'failed'],
    ['cancelled', 'failed'],
    ['canceled', 'failed'],
    ['failed', 'failed'],
  ]);

/** By the status of a paid order; none is documented. */
const OUTCOME_BY_ORDER_STATUS: ReadonlyMap<string, 'done' | 'failed'> = new Map([
  ['completed', 'done'],
  ['complete', 'done'],
  ['success', 'done'],
  ['delivered', 'done'],
  ['failed', 'failed'],
  ['cancelled', 'failed'],
  ['canceled', 'failed'],
  ['refunded', 'failed'],
]);

export function readPlaceAnswer({ status, body }: ReadableAnswer): PlaceOutcome {
  if (status < 300) return readCreated(status, body);
  const parsedRefusal = refusal.safeParse(body);
  if (!parsedRefusal.success) return { kind: 'unknown', code: `http ${status}` };
  const code = parsedRefusal.data;
  const reason = REFUSAL_BY_CODE.get(code ?? '') ?? REFUSAL_BY_STATUS.get(status);
  const displayCode = sanitizeWord(code ?? `http ${status}`);
  if (!reason) return { kind: 'unknown', code: displayCode };
  const isTokenRefused = status === 401;
  return {
    kind: 'refused',
    reason,
    code: displayCode,
    ...(isTokenRefused && { stop: 'access_refused' }),
  };
}

function readCreated(status: number, body: unknown): PlaceOutcome {
  const order = created.safeParse(body);
  if (!order.success) return { kind: 'unknown', code: `http ${status} without invoice_code` };
  const { invoice_code: handle, invoice_url: url, amount } = order.data.data;
  return { kind: 'accepted', handle, invoice: url ? { url, amount: amount ?? null } : null };
}

export function readQueryAnswer(
  queried: QueriedOrder & { readonly handle: string },
  { status, body }: ReadableAnswer,
): QueryOutcome {
  if (status === 404 && refusal.safeParse(body).success) return { kind: 'absent' };
  const parsed = invoiceStatus.safeParse(body);
  if (status !== 200 || !parsed.success) return { kind: 'unknown', code: `http ${status}` };
  const { invoice_code, payment_status, invoice_url: url, amount } = parsed.data.data;
  if (isAnotherOrder({ handle: invoice_code }, queried)) return ANOTHER_ORDER;
  const { handle } = queried;
  switch (OUTCOME_BY_PAYMENT_STATUS.get(payment_status.toLowerCase())) {
    case 'done':
      return { kind: 'done', handle, voucher: null };
    case 'paid':
      return { kind: 'pending', handle, isPaid: true };
    case 'pending': {
      const invoice = url ? { invoice: { url, amount: amount ?? null } } : {};
      return { kind: 'pending', handle, ...invoice };
    }
    case 'failed':
      return { kind: 'failed', reason: 'invoice_lapsed', code: sanitizeWord(payment_status) };
    case undefined:
      return { kind: 'unknown', code: sanitizeWord(payment_status) };
  }
}

/** What the order itself says once its invoice is paid; anything unknown leaves it as it is. */
export function readPaidOrderAnswer(
  queried: QueriedOrder & { readonly handle: string },
  { status, body }: ReadableAnswer,
): QueryOutcome {
  const { handle } = queried;
  const stillPaid = { kind: 'pending', handle, isPaid: true } as const;
  const parsed = orderStatus.safeParse(body);
  if (status !== 200 || !parsed.success) return stillPaid;
  const { invoice_code: named, status: word } = parsed.data;
  if (isAnotherOrder({ handle: named }, queried)) return ANOTHER_ORDER;
  switch (OUTCOME_BY_ORDER_STATUS.get(word.toLowerCase())) {
    case 'done':
      return { kind: 'done', handle, voucher: null };
    case 'failed':
      return { kind: 'failed', reason: 'invoice_failed', code: sanitizeWord(word) };
    case undefined:
      return stillPaid;
  }
}
