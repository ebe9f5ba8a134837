/** Sends an order to review: it waits there until an operator decides, and no step works on it. */
import type { OrderReason } from '../../contract.js';
import type { MemberLockChange } from '../../ledger/member-lock.js';
import type { OrderRow } from '../../store/tables.js';
import type { OrderContext } from '../order-context.js';
import { transition } from './transitions.js';

export function sendToReview(
  context: OrderContext,
  order: OrderRow,
  reason: OrderReason,
  detail: string,
  lockChange?: MemberLockChange,
): Promise<OrderRow | null> {
  const change = { reason, detail, next_attempt_at: null };
  return transition(context, order, 'REVIEW', detail, { ...change, alarm: 'review' }, lockChange);
}
