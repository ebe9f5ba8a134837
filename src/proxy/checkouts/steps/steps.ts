/** The step for each state of a checkout. Those in other states have ended. */
import type { CheckoutSteps } from '../checkout-context.js';
import { claim, readClaimBack } from './claim.js';
import { finish } from './finish.js';
import { lookAgain, lookAtTransaction } from './look.js';
import { readRefundBack } from './refund.js';
import { readSettlementBack } from './settle.js';

export const CHECKOUT_STEPS: CheckoutSteps = {
  NOTED: lookAtTransaction,
  ACCEPTED: claim,
  CLAIMING: readClaimBack,
  CLAIMED: finish,
  SETTLING: readSettlementBack,
  REFUNDING: readRefundBack,
  CLOSED: lookAgain,
};
