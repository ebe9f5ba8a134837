/**
 * The meaning of each of Snapcart's codes for an order; codes that are not listed mean unknown. The
 * owner's document has them under "Error Examples"; those of a payment were seen in public clients.
 */
import type { OrderReason } from '../../contract.js';
import { ANOTHER_ORDER, isAnotherOrder, type ReadableAnswer } from '../outcomes.js';
import type { PlaceOutcome, QueriedOrder, QueryOutcome } from '../provider.js';
import type { SupplierStop } from '../../store/supplier-stop.js';
import { sanitizeWord } from '../answer-schemas.js';
import { envelope, paymentStatus, received, type PaymentStatus } from './schemas.js';

/** `status_code` of a payment that was received; only the payment's status tells how it ended. */
const RECEIVED_CODES: ReadonlySet<string> = new Set(['200', '201', '202']);

/** `status_code` of a payment that was certainly not made, where there is no `request_id`. */
const REFUSAL_BY_CODE: ReadonlyMap<string, OrderReason> = new Map([
  ['400', 'provider_refused'],
  ['401', 'provider_refused'],
  // The shop's deposit, not the shopper's saldo.
  ['402', 'provider_refused'],
  ['404', 'item_gone'],
  ['410', 'provider_refused'],
]);
// 500 is left out on purpose: a third party's failure may follow a purchase.

/** Codes with which Snapcart refuses the shop: the next payment would be refused too. */
const STOP_BY_CODE: ReadonlyMap<string, SupplierStop> = new Map([
  ['401', 'access_refused'],
  ['402', 'deposit_empty'],
]);

/** Refusals that concern Snapcart and its goods alone; 400 and 410 may come from the fields. */
const SUPPLIERS_OWN_CODES: ReadonlySet<string> = new Set(['401', '402', '404']);

/** A 400 with these words comes from a supplier behind Snapcart, where a purchase may exist. */
export const isThirdPartyError = (error: string | null | undefined): boolean =>
  error?.trim().toLowerCase() === 'invalid response format';

/** `biller_code` and `biller_message` of a payment's status: only they tell how it ended. */
const OUTCOME_BY_BILLER_CODE: ReadonlyMap<string, 'by message' | 'pending' | OrderReason> = new Map(
  [
    ['200', 'by message'],
    ['202', 'pending'],
    ['400', 'provider_failed'],
    ['402', 'provider_refused'],
    ['404', 'item_gone'],
    ['410', 'provider_failed'],
  ],
);
const OUTCOME_BY_BILLER_MESSAGE: ReadonlyMap<string, 'done' | 'pending'> = new Map([
  ['transaction successful', 'done'],
  ['transaction is being processed', 'pending'],
]);

export function readPlaceAnswer({ status, body }: ReadableAnswer): PlaceOutcome {
  const unknown = (code: string) => ({ kind: 'unknown', code }) as const;
  const parsed = envelope.safeParse(body);
  if (!parsed.success) return unknown(`http ${status}`);
  const { code, data, error } = parsed.data;
  const payment = received.safeParse(data);
  // A `request_id` counts with any code: it lets the payment be looked up.
  if (payment.success) return { kind: 'accepted', handle: payment.data.request_id, invoice: null };
  if (RECEIVED_CODES.has(code)) return unknown(`${code} without request_id`);
  const isConsistent = status === 200 || String(status) === code;
  if (!isConsistent || isThirdPartyError(error)) return unknown(sanitizeWord(code));
  if (code === '429') return { kind: 'later', retryAfterMs: null };
  const reason = REFUSAL_BY_CODE.get(code);
  if (!reason) return unknown(sanitizeWord(code));
  const stop = STOP_BY_CODE.get(code);
  return {
    kind: 'refused',
    reason,
    code,
    ...(stop && { stop }),
    ...(SUPPLIERS_OWN_CODES.has(code) && { isSuppliersOwn: true }),
  };
}

export function readQueryAnswer(
  queried: QueriedPayment,
  { status, body }: ReadableAnswer,
): QueryOutcome {
  const parsed = envelope.safeParse(body);
  if (!parsed.success) return { kind: 'unknown', code: `http ${status}` };
  const { code, data } = parsed.data;
  const payment = paymentStatus.safeParse(data);
  if (payment.success) return readBillerStatus(queried, payment.data);
  return code === '404' ? { kind: 'absent' } : { kind: 'unknown', code: sanitizeWord(code) };
}

type QueriedPayment = QueriedOrder & { readonly handle: string };

function readBillerStatus(queried: QueriedPayment, payment: PaymentStatus): QueryOutcome {
  if (isAnotherOrder({ reference: payment.reference_id }, queried)) return ANOTHER_ORDER;
  const { handle } = queried;
  const { biller_code: code, biller_message: message, amount: charged } = payment;
  const outcome = outcomeOf(code, message);
  switch (outcome) {
    case undefined:
      // The message is left out: it may hold a code that was bought.
      return {
        kind: 'unknown',
        code: OUTCOME_BY_BILLER_CODE.has(code) ? `${code} other message` : sanitizeWord(code),
      };
    case 'done':
      // Undocumented: where an answer holds the code that was bought.
      return { kind: 'done', handle, voucher: null, ...(charged && { charged }) };
    case 'pending':
      return { kind: 'pending', handle };
    default: {
      const stop = STOP_BY_CODE.get(code);
      return { kind: 'failed', reason: outcome, code, ...(stop && { stop }) };
    }
  }
}

function outcomeOf(code: string, message: string): 'done' | 'pending' | OrderReason | undefined {
  const byCode = OUTCOME_BY_BILLER_CODE.get(code);
  const byMessage = OUTCOME_BY_BILLER_MESSAGE.get(message.trim().toLowerCase());
  if (byCode === 'by message') return byMessage;
  // A code of failure with a message of success is contradictory: treat it as unknown.
  return byCode === 'pending' || byMessage === undefined ? byCode : undefined;
}
