/**
 * Compares a member's history with the ledger: transfers of ours that the ledger does not know, as after an
 * older copy of it came back, and transfers that it believes and the history lacks. It changes nothing.
 */
import { FINAL_STATES } from '../ledger/states.js';
import type { TaggedTransfer, TaggedTransfers } from '../saldo/tagged-transfers.js';
import type { OrderEventRow, OrderRow } from '../store/tables.js';
import { readStepsTaken } from './decisions/steps-taken.js';
import { correctionTag } from './transfer-tags.js';

/**
 * `unknown`: no order of the member has the tag. `unbooked`: the order's steps do not hold the transfer.
 * `twice`: more often than once. `amount`: not the order's price. `missing`: the ledger holds it, and the
 * history lacks it.
 */
export type FindingKind = 'unknown' | 'unbooked' | 'twice' | 'amount' | 'missing';

export interface Finding {
  readonly finding: FindingKind;
  readonly member: string;
  readonly tag: string;
  /** whole rupiah; `null` for an order without a price */
  readonly amount: number | null;
  /** as bukaOlshop writes it, or the time of our step */
  readonly date: string | null;
  readonly order: OrderRow | null;
}

export interface BookedOrder {
  readonly order: OrderRow;
  /** all of the order's, oldest first */
  readonly events: readonly OrderEventRow[];
}

export interface Comparison {
  readonly member: string;
  readonly history: Extract<TaggedTransfers, { kind: 'read' }>;
  /** all orders of the member, read after the history */
  readonly orders: readonly BookedOrder[];
  /** Only transfers between these times may be missing, ms since 1970. */
  readonly since: number;
  readonly until: number;
  /** Whether the shop's histories show our notes at all. */
  readonly hasNotes: boolean;
}

export function compareWithHistory(comparison: Comparison): Finding[] {
  const { member, history, orders, hasNotes } = comparison;
  const bookings = orders.flatMap(bookingsOf);
  const byTag = new Map(bookings.map((booking) => [booking.tag, booking]));
  const times = new Map<string, number>();
  const found = history.transfers.flatMap((transfer): Finding[] => {
    const { tag, amount, date } = transfer;
    const count = (times.get(tag) ?? 0) + 1;
    times.set(tag, count);
    const booking = byTag.get(tag);
    const finding = findingOf(transfer, booking, count);
    return finding ? [{ finding, member, tag, amount, date, order: booking?.order ?? null }] : [];
  });
  const mayMiss = history.isWhole && (hasNotes || history.transfers.length > 0);
  const missing = bookings.filter(
    ({ tag, madeAt }) => madeAt !== null && isWithin(comparison, madeAt) && !times.has(tag),
  );
  return [...found, ...(mayMiss ? missing.map((booking) => toMissing(member, booking)) : [])];
}

const isWithin = ({ since, until }: Comparison, at: number): boolean => at >= since && at < until;

function findingOf(
  { amount }: TaggedTransfer,
  booking: Booking | undefined,
  count: number,
): FindingKind | null {
  if (!booking) return 'unknown';
  if (!booking.isBooked) return 'unbooked';
  if (count > 1) return 'twice';
  return amount === booking.order.price ? null : 'amount';
}

const toMissing = (member: string, { tag, order, madeAt }: Booking): Finding => ({
  finding: 'missing',
  member,
  tag,
  amount: order.price,
  date: madeAt === null ? null : new Date(madeAt).toISOString(),
  order,
});

/** What the ledger says about one possible transfer of an order. */
interface Booking {
  readonly tag: string;
  readonly order: OrderRow;
  /** The ledger holds the transfer, or is still looking for it. */
  readonly isBooked: boolean;
  /** when our steps made it for certain; `null` where they did not */
  readonly madeAt: number | null;
}

/** An older copy of the ledger may not know of a correction, so its tag is made anew. */
function bookingsOf({ order, events }: BookedOrder): Booking[] {
  const { debit, refund, debitAt } = readStepsTaken(order, events);
  const isOpen = !FINAL_STATES.includes(order.state);
  const isBooked = (step: typeof debit) => step === 'made' || (isOpen && step === 'maybe');
  const isPaidBack = order.state === 'REFUNDED' || isBooked(refund);
  const isCorrected = order.delivered_at !== null;
  const refundedAt = events.findLast((event) => isStepTo(event, 'REFUNDED'))?.at ?? null;
  return [
    {
      tag: order.debit_tag,
      order,
      isBooked: isBooked(debit),
      madeAt: events.some((event) => isStepTo(event, 'DEBITED')) ? debitAt : null,
    },
    {
      tag: order.refund_tag,
      order,
      isBooked: isPaidBack && !isCorrected,
      madeAt: isCorrected ? null : refundedAt,
    },
    {
      tag: correctionTag(order),
      order,
      isBooked: isPaidBack && isCorrected,
      madeAt: isCorrected ? refundedAt : null,
    },
  ];
}

/** A step, and no decision of an operator. */
const isStepTo = ({ kind, from_state, to_state }: OrderEventRow, state: OrderRow['state']) =>
  kind === 'moved' && from_state !== to_state && to_state === state;
