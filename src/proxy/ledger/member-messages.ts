/**
 * Which change of an order its member is told of, and the row from which `messages/` sends it. Only orders of
 * the shop's own checkout: a shopper of the others looks at the page that sold them.
 */
import type { Transaction } from 'kysely';
import type { MemberEvent, OrderRow, Tables } from '../store/tables.js';
import { SECOND_MS } from '../time.js';

/** ms in which the pieces of one transaction are waited for; calls that move money go first, too */
export const MESSAGE_WAIT_MS = 10 * SECOND_MS;

/** Reasons of a review that the member's answer ends. */
const REASONS_TO_ASK: readonly string[] = ['note_unclear', 'account_refused'];

const MISSING = 'not certain: ';

/** The `detail` of an unclear note. @param labels of the fields that the member is to be asked for */
export const describeMissing = (labels: readonly string[]): string => MISSING + labels.join(', ');

/** The labels that `describeMissing` wrote; none for any other detail. */
export const readMissing = ({ detail }: Pick<OrderRow, 'detail'>): readonly string[] =>
  detail?.startsWith(MISSING) ? detail.slice(MISSING.length).split(', ') : [];

/** What the member is to be told of the order as it is; `null` for nothing. */
export function memberEventOf({
  paid_by: paidBy,
  state,
  reason,
}: Pick<OrderRow, 'paid_by' | 'state' | 'reason'>): MemberEvent | null {
  if (paidBy !== 'checkout') return null;
  switch (state) {
    case 'DELIVERED':
    case 'FULFILLED':
      return 'delivered';
    case 'REFUNDED':
      return 'refunded';
    case 'REVIEW':
      return reason !== null && REASONS_TO_ASK.includes(reason) ? 'needs_data' : null;
    default:
      return null;
  }
}

/** Writes the message of an order's change in its transaction, where one is due; once for each event. */
export async function writeMemberMessage(trx: Transaction<Tables>, order: OrderRow): Promise<void> {
  const event = memberEventOf(order);
  const { id, payment_number: paymentNumber, updated_at: at } = order;
  if (event === null || paymentNumber === null) return;
  await trx
    .insertInto('member_messages')
    .values({
      order_id: id,
      event,
      payment_number: paymentNumber,
      at,
      state: 'waiting',
      attempts: 0,
      next_attempt_at: at + MESSAGE_WAIT_MS,
      claimed_at: null,
    })
    .onConflict((conflict) => conflict.columns(['order_id', 'event']).doNothing())
    .execute();
}
