import type { Order, OrderStatus } from '../../proxy/contract.js';

const FINAL_STATUSES: readonly OrderStatus[] = ['completed', 'refunded', 'failed'];

/** Whether the order's status is final. */
export const hasEnded = ({ status }: Order): boolean => FINAL_STATUSES.includes(status);
