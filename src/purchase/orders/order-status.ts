import type { Order, OrderStatus } from '../../proxy/contract.js';

const FINAL_STATUSES: readonly OrderStatus[] = ['completed', 'refunded', 'failed'];

/**
 * An order that failed for a wrong PIN is not: it is a try of the purchase that the shopper goes on
 * with, and has moved no money.
 */
export const isListed = ({ status, reason }: Order): boolean =>
  status !== 'failed' || reason !== 'wrong_pin';

/** Whether the order's status is final. */
export const hasEnded = ({ status }: Order): boolean => FINAL_STATUSES.includes(status);
