/** The step for each state. Orders in other states wait for an operator, or have ended. */
import type { Steps } from '../order-context.js';
import { checkOrder } from './check.js';
import { lookUpDebit, recoverDebit, sendDebit, watchForLateDebit } from './debit.js';
import { followOrder } from './follow.js';
import { watchForLateDelivery } from './late-delivery.js';
import { recoverPlacement, sendPlacement } from './place.js';
import { lookUpPlacement } from './placement-lookup.js';
import { lookUpRefund, recoverRefund, sendRefund } from './refund.js';

export const STEPS: Steps = {
  ACCEPTED: checkOrder,
  RESERVED: sendDebit,
  DEBITING: recoverDebit,
  DEBIT_UNKNOWN: lookUpDebit,
  DEBITED: sendPlacement,
  PLACING: recoverPlacement,
  PLACE_UNKNOWN: lookUpPlacement,
  PLACED: followOrder,
  FULFILLED: watchForLateDelivery,
  REFUND_DUE: sendRefund,
  REFUNDING: recoverRefund,
  REFUND_UNKNOWN: lookUpRefund,
  REFUNDED: watchForLateDelivery,
  CANCELLED: watchForLateDebit,
};
