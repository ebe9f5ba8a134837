/** Decides whether an error excludes that an order was placed. */
import { PROBLEMS } from '../../proxy/contract.js';
import type { Failure, PurchaseError } from '../purchase-client.js';
import { isProblem } from '../problems.js';

/** Refusals that an earlier attempt's order may have caused. */
const AMBIGUOUS_REFUSALS: readonly PurchaseError[] = [
  // Browsers repeat a request by themselves when its connection breaks.
  'proof_replayed',
  'quote_used',
  'idempotency_key_reused',
];

/** Errors before anything was sent. */
const NEVER_SENT: readonly PurchaseError[] = ['settings', 'guest'];

/** Whether this refusal proves that the request placed no order. */
export const isDefiniteRefusal = (code: PurchaseError): boolean =>
  isProblem(code) && PROBLEMS[code] < 500 && !AMBIGUOUS_REFUSALS.includes(code);

/** Whether an order may exist in spite of this outcome of `placeOrder`. */
export const isUnclear = ({ code, isUnresolved }: Failure): boolean =>
  code === 'quote_used'
    ? isUnresolved === true
    : !isDefiniteRefusal(code) && !NEVER_SENT.includes(code);
