/** The state machine of a checkout: which state may follow which. Pure constants. */
import type { CheckoutState } from '../store/order-state.js';

export const CHECKOUT_WAYS: Readonly<Record<CheckoutState, readonly CheckoutState[]>> = {
  NOTED: ['ACCEPTED', 'CLOSED', 'IGNORED'],
  ACCEPTED: ['CLAIMING', 'CLAIMED', 'CLOSED'],
  CLAIMING: ['CLAIMED', 'ACCEPTED', 'CLOSED'],
  CLAIMED: ['SETTLING', 'SETTLED', 'REFUNDING', 'CLOSED'],
  SETTLING: ['SETTLED', 'CLAIMED', 'CLOSED'],
  SETTLED: [],
  REFUNDING: ['REFUNDED', 'CLAIMED', 'CLOSED'],
  REFUNDED: [],
  // Only one without orders: a person may make a cancelled transaction paid again.
  CLOSED: ['NOTED'],
  IGNORED: [],
};
