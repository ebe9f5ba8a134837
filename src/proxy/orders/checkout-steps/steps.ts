/**
 * The step for each state of an order of the shop's own checkout: bukaOlshop has the money, so there is no debit
 * and no refund of our own. Orders in other states wait for an operator, or have ended.
 */
import type { Steps } from '../order-context.js';
import { followOrder } from '../steps/follow.js';
import { watchForLateDelivery } from '../steps/late-delivery.js';
import { recoverPlacement } from '../steps/place.js';
import { lookUpPlacement } from '../steps/placement-lookup.js';
import { awaitClaim } from './claimed.js';
import { awaitRefund, awaitSettlement } from './ended.js';
import { sendPaidPlacement } from './paid.js';

export const CHECKOUT_STEPS: Steps = {
  ACCEPTED: awaitClaim,
  DEBITED: sendPaidPlacement,
  PLACING: recoverPlacement,
  PLACE_UNKNOWN: lookUpPlacement,
  PLACED: followOrder,
  DELIVERED: awaitSettlement,
  FULFILLED: watchForLateDelivery,
  REFUND_DUE: awaitRefund,
  REFUNDED: watchForLateDelivery,
};
