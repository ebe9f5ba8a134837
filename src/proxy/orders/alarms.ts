import { ORDER_ALARMS } from '../ledger/order-changes.js';

/** Alarms: events that an operator should check at once. Log lines and metrics carry these words. */
export const ALARMS = [
  ...ORDER_ALARMS,
  'slow-refund',
  'step-failed',
  'deposit-short',
  'supplier-refused',
  'supplier-missing',
  'quota-spent',
  'plan-ending',
  'deposit-low',
  'upstream-silent',
  'clock-off',
  'disk-full',
  'price-held',
] as const;
export type Alarm = (typeof ALARMS)[number];
