/** The texts of problems with the shelf and its products; those of buying come with the confirmation. */
import type { PurchaseError } from '../../purchase/purchase-client.js';
import { errorCodeOf } from '../../purchase/problems.js';
import type { TextKey } from '../../texts/texts.js';

const PROBLEM_TEXTS: Partial<Record<PurchaseError, TextKey>> = {
  forbidden_origin: 'errorProxy',
  too_many_requests: 'errorQuota',
  upstream_quota: 'errorQuota',
  overloaded: 'errorQuota',
  unknown_provider: 'topupOff',
  unknown_product: 'topupMissing',
  not_found: 'topupMissing',
  'not-found': 'topupMissing',
  upstream_malformed: 'problemProvider',
  upstream_refused: 'problemProvider',
  upstream_unavailable: 'problemProvider',
};

/** `null` where the text that all elements share fits. */
export const problemText = (code: PurchaseError): TextKey | null =>
  PROBLEM_TEXTS[code] ?? (errorCodeOf(code) === 'unauthorized' ? 'errorUser' : null);
