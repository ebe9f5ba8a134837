/** A person's decision on an order in review, with who decided, and why. */
import type { OrderRow } from '../store/tables.js';
import type { OrderLedger } from '../ledger/order-ledger.js';
import { findOrderById } from '../ledger/queries.js';
import type { Database } from '../store/database.js';
import type { OrderState } from '../ledger/states.js';

/** What a person may decide, and where it leads. */
export const STATE_BY_DECISION = {
  /** the provider delivered; nothing is paid back */
  delivered: 'FULFILLED',
  /** the person paid it back by hand, and has seen it */
  refunded: 'REFUNDED',
  /** nothing was bought, and the proxy shall pay it back */
  refund: 'REFUND_DUE',
  /** no money ever moved */
  failed: 'CANCELLED',
} as const satisfies Record<string, OrderState>;
export type Decision = keyof typeof STATE_BY_DECISION;

export interface ReviewDecision {
  readonly decision: Decision;
  /** who decides; recorded */
  readonly by: string;
  /** the evidence; recorded */
  readonly reason: string;
}

export type ResolveResult =
  | { readonly kind: 'resolved'; readonly order: OrderRow }
  | { readonly kind: 'unknown' }
  | { readonly kind: 'not-in-review'; readonly state: OrderState }
  /** an invoice order never took saldo: there is nothing to pay back */
  | { readonly kind: 'nothing-to-refund' };

export async function resolveReview(
  { db }: Database,
  ledger: OrderLedger,
  id: string,
  { decision, by, reason }: ReviewDecision,
  now: number,
): Promise<ResolveResult> {
  const order = await findOrderById(db, id);
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
  await ledger.releaseLease(id);
  if (result.kind === 'moved') return { kind: 'resolved', order: result.order };
  const current = await findOrderById(db, id);
  return current ? { kind: 'not-in-review', state: current.state } : { kind: 'unknown' };
}
