/** Records an operator's decision on an order in review, with name and reason. It moves no money itself. */
import type { OrderRow } from '../store/tables.js';
import type { OrderLedger } from '../ledger/order-ledger.js';
import { findOrderById, findOrderByIdOrNumber } from '../ledger/queries.js';
import type { Database } from '../store/database.js';
import type { OrderState } from '../store/order-state.js';

/** The state that each decision leads to. */
export const STATE_BY_DECISION = {
  /** the provider delivered; nothing is refunded */
  delivered: 'FULFILLED',
  /** the operator refunded by hand, and has checked it */
  refunded: 'REFUNDED',
  /** nothing was bought; the proxy refunds */
  refund: 'REFUND_DUE',
  /** no money moved */
  failed: 'CANCELLED',
} as const satisfies Record<string, OrderState>;
export type Decision = keyof typeof STATE_BY_DECISION;

export interface ReviewDecision {
  readonly decision: Decision;
  /** the operator's name; stored in the event */
  readonly by: string;
  /** the evidence; stored in the event */
  readonly reason: string;
}

export type ResolveResult =
  | { readonly kind: 'resolved'; readonly order: OrderRow }
  | { readonly kind: 'unknown' }
  | { readonly kind: 'not-in-review'; readonly state: OrderState }
  /** An invoice order took no saldo. */
  | { readonly kind: 'nothing-to-refund' };

/** @param idOrNumber as the operator typed it */
export async function resolveReview(
  { db }: Database,
  ledger: OrderLedger,
  idOrNumber: string,
  { decision, by, reason }: ReviewDecision,
  now: number,
): Promise<ResolveResult> {
  const order = await findOrderByIdOrNumber(db, idOrNumber);
  if (!order) return { kind: 'unknown' };
  if (order.state !== 'REVIEW') return { kind: 'not-in-review', state: order.state };
  if (order.paid_by === 'invoice' && decision.startsWith('refund')) {
    return { kind: 'nothing-to-refund' };
  }
  const result = await ledger.resolve(
    order,
    STATE_BY_DECISION[decision],
    `${decision} by ${by}: ${reason}`,
    {
      reason: decision === 'delivered' ? null : 'resolved_by_operator',
      next_attempt_at: decision === 'refund' ? now : null,
      watch_until: null,
    },
  );
  await ledger.releaseLease(order.id);
  if (result.kind === 'changed') return { kind: 'resolved', order: result.order };
  const current = await findOrderById(db, order.id);
  return current ? { kind: 'not-in-review', state: current.state } : { kind: 'unknown' };
}
