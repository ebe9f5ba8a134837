/** Alarms: events that an operator should check at once. Log lines and metrics carry these words. */
export const ALARMS = [
  'review',
  'late-debit',
  'late-delivery',
  'unwatched',
  'cost-differs',
  'slow-order',
  'slow-refund',
  'step-failed',
  'deposit-short',
  'supplier-refused',
  'supplier-missing',
  'quota-spent',
  'plan-ending',
] as const;
export type Alarm = (typeof ALARMS)[number];
