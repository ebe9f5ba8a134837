/** The texts of a purchase's problems. */
import type { PurchaseError } from '../../purchase/purchase-client.js';
import { errorCodeOf } from '../../purchase/problems.js';
import type { TextKey } from '../../texts/texts.js';

const PROBLEM_TEXTS: Partial<Record<PurchaseError, TextKey>> = {
  forbidden_origin: 'errorProxy',
  too_many_requests: 'errorQuota',
  pin_locked: 'problemPinLocked',
  session_locked: 'problemLocked',
  upstream_quota: 'errorQuota',
  overloaded: 'errorQuota',
  proof_time: 'problemClock',
  unknown_provider: 'topupOff',
  unknown_product: 'topupMissing',
  not_found: 'topupMissing',
  'not-found': 'topupMissing',
  unknown_item: 'problemItem',
  item_unavailable: 'problemItem',
  invalid_pin: 'confirmPinFault',
  invalid_fields: 'faultOther',
  quote_used: 'problemQuote',
  quote_expired: 'problemQuote',
  invalid_quote: 'problemQuote',
  upstream_malformed: 'problemProvider',
  upstream_refused: 'problemProvider',
  upstream_unavailable: 'problemProvider',
};

/** `null` where the text that all elements share fits. */
export const problemText = (code: PurchaseError): TextKey | null =>
  PROBLEM_TEXTS[code] ?? (errorCodeOf(code) === 'unauthorized' ? 'errorUser' : null);
