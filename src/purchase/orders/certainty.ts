/** What is certain after an order was answered with an error: no order, or perhaps one all the same. */
import { PROBLEMS } from '../../proxy/contract.js';
import type { Failure, PurchaseError } from '../purchase-client.js';
import { isProblem } from '../http/send.js';

/** Refusals behind which there may be an order all the same, made by an earlier try. */
const AMBIGUOUS_REFUSALS: readonly PurchaseError[] = [
  // The browser itself repeats a request whose connection broke.
  'proof_replayed',
  // Used up by whom?
  'quote_used',
  'idempotency_key_reused',
];

/** Nothing was sent. */
const NEVER_SENT: readonly PurchaseError[] = ['settings', 'guest'];

/** The request that was answered like this made no order. */
export const isDefiniteRefusal = (code: PurchaseError): boolean =>
  isProblem(code) && PROBLEMS[code] < 500 && !AMBIGUOUS_REFUSALS.includes(code);

/** After this outcome of `buy` there may be an order all the same. */
export const isUnclear = ({ code, isUnresolved }: Failure): boolean =>
  code === 'quote_used'
    ? isUnresolved === true
    : !isDefiniteRefusal(code) && !NEVER_SENT.includes(code);
