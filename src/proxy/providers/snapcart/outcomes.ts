/**
 * What each of Snapcart's codes means for an order: the one table. The owner's document has them
 * under "Error Examples"; those of a payment were seen in public clients. What is not in it is
 * unknown.
 */
import type { OrderReason } from '../../contract.js';
import type { ReadableAnswer } from '../outcomes.js';
import type { QueryOutcome, PlaceOutcome } from '../provider.js';
import { sanitizeWord } from '../answer-schemas.js';
import { envelope, paymentStatus, received, type PaymentStatus } from './schemas.js';

/** `status_code` of a payment that was only received; how it ended, the status tells. */
const RECEIVED_CODES: ReadonlySet<string> = new Set(['200', '201', '202']);

/** `status_code` of a payment that was certainly not made; without a `request_id`. */
const REFUSAL_BY_CODE: ReadonlyMap<string, OrderReason> = new Map([
  ['400', 'provider_refused'],
  ['401', 'provider_refused'],
  // The shop's deposit, not the shopper's saldo.
  ['402', 'provider_refused'],
  ['404', 'item_gone'],
  ['410', 'provider_refused'],
]);
// Left out on purpose: 500, a third party's failure, which may follow a purchase.

/** The document's 400 with these words tells of an answer behind Snapcart: something was asked. */
const THIRD_PARTY_ERROR = 'invalid response format';

/** `biller_code` and `biller_message` of a payment's status: the only place that tells its end. */
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
  const { status_code: code, data, error } = parsed.data;
  const payment = received.safeParse(data);
  // With its `request_id` it can be asked about, whatever else was said.
  if (payment.success) return { kind: 'accepted', handle: payment.data.request_id, invoice: null };
  if (RECEIVED_CODES.has(code)) return unknown(`${code} without request_id`);
  const isConsistent = status === 200 || String(status) === code;
  if (!isConsistent || error?.trim().toLowerCase() === THIRD_PARTY_ERROR)
    return unknown(sanitizeWord(code));
  if (code === '429') return { kind: 'later', retryAfterMs: null };
  const reason = REFUSAL_BY_CODE.get(code);
  return reason ? { kind: 'refused', reason, code } : unknown(sanitizeWord(code));
}

export function readQueryAnswer(
  queried: QueriedOrder,
  { status, body }: ReadableAnswer,
): QueryOutcome {
  const parsed = envelope.safeParse(body);
  if (!parsed.success) return { kind: 'unknown', code: `http ${status}` };
  const { status_code: code, data } = parsed.data;
  const payment = paymentStatus.safeParse(data);
  if (payment.success) return readBillerStatus(queried, payment.data);
  return code === '404' ? { kind: 'absent' } : { kind: 'unknown', code: sanitizeWord(code) };
}

interface QueriedOrder {
  readonly reference: string;
  readonly handle: string;
}

function readBillerStatus(
  { reference, handle }: QueriedOrder,
  payment: PaymentStatus,
): QueryOutcome {
  if (payment.reference_id && payment.reference_id !== reference) {
    return { kind: 'unknown', code: 'another order' };
  }
  const { biller_code: code, biller_message: message } = payment;
  const outcome = outcomeOf(code, message);
  switch (outcome) {
    case undefined:
      // Not its words: they may hold what was bought.
      return {
        kind: 'unknown',
        code: OUTCOME_BY_BILLER_CODE.has(code) ? `${code} other message` : sanitizeWord(code),
      };
    case 'done':
      // Where a code that was bought would stand is nowhere written.
      return { kind: 'done', handle, voucher: null };
    case 'pending':
      return { kind: 'pending', handle };
    default:
      return { kind: 'failed', reason: outcome, code };
  }
}

function outcomeOf(code: string, message: string): 'done' | 'pending' | OrderReason | undefined {
  const byCode = OUTCOME_BY_BILLER_CODE.get(code);
  const byMessage = OUTCOME_BY_BILLER_MESSAGE.get(message.trim().toLowerCase());
  if (byCode === 'by message') return byMessage;
  // A failure in the words of a success contradicts itself.
  return byCode === 'pending' || byMessage === undefined ? byCode : undefined;
}
