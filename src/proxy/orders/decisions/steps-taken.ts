/** What the order's own events say about its calls. Only a complete ledger proves that a call was not made. */
import { transitionsFrom } from '../../ledger/states.js';
import type { OrderState } from '../../store/order-state.js';
import type { OrderEventRow, OrderRow } from '../../store/tables.js';

/** `made`: confirmed or found; `maybe`: sent without a clear answer; `never`: certainly not carried out. */
export type CallStep = 'made' | 'maybe' | 'never';

export interface StepsTaken {
  /** Whether every version of the order has its event; a ledger that was restored or edited has not. */
  readonly isComplete: boolean;
  /** the last restore, before which steps may be missing, ms since 1970; `null`: none is known */
  readonly restoredAt: number | null;
  readonly debit: CallStep;
  readonly placement: CallStep;
  readonly refund: CallStep;
  /** times of the last intents, ms since 1970 */
  readonly debitAt: number | null;
  readonly placementAt: number | null;
  readonly refundAt: number | null;
  /** the state from which the order entered review, or in which its events end */
  readonly lastState: OrderState;
}

interface CallStates {
  readonly sending: OrderState;
  readonly unknown: OrderState;
  readonly done: OrderState;
}
const DEBIT: CallStates = { sending: 'DEBITING', unknown: 'DEBIT_UNKNOWN', done: 'DEBITED' };
const PLACEMENT: CallStates = { sending: 'PLACING', unknown: 'PLACE_UNKNOWN', done: 'PLACED' };
const REFUND: CallStates = { sending: 'REFUNDING', unknown: 'REFUND_UNKNOWN', done: 'REFUNDED' };

/** @param events all of the order's, oldest first */
export function readStepsTaken(order: OrderRow, events: readonly OrderEventRow[]): StepsTaken {
  const entries = events.filter(({ from_state, to_state }) => from_state !== to_state);
  const lastEntry = entries.at(-1);
  const isInReview = lastEntry?.to_state === 'REVIEW';
  const lastState = (isInReview ? lastEntry.from_state : lastEntry?.to_state) ?? order.state;
  // A restore puts orders in review that a step left while it was sending.
  const isSentUnanswered = !isInReview || lastEntry.kind !== 'moved';
  const hasEntered = (state: OrderState) => entries.some(({ to_state }) => to_state === state);
  const stepOf = ({ sending, unknown, done }: CallStates): CallStep => {
    if (hasEntered(done)) return 'made';
    // Held before the placement: an attempt that was refused is known to its supplier after all.
    const isHeld = done === 'PLACED' && entries.some(isHeldBeforePlacement);
    return isHeld || hasEntered(unknown) || (lastState === sending && isSentUnanswered)
      ? 'maybe'
      : 'never';
  };
  const intentAt = ({ sending }: CallStates) =>
    entries.findLast(({ to_state }) => to_state === sending)?.at ?? null;
  return {
    isComplete: isComplete(order, events),
    restoredAt: events.findLast(isHeld)?.at ?? null,
    debit: stepOf(DEBIT),
    placement: stepOf(PLACEMENT),
    refund: stepOf(REFUND),
    debitAt: intentAt(DEBIT),
    placementAt: intentAt(PLACEMENT),
    refundAt: intentAt(REFUND),
    lastState,
  };
}

const isHeldBeforePlacement = ({ kind, from_state, to_state }: OrderEventRow): boolean =>
  kind === 'moved' && from_state === 'DEBITED' && to_state === 'REVIEW';

/** Written by a restore alone: what followed the copy is unknown, of an order in review, too. */
const isHeld = ({ kind, to_state: to }: OrderEventRow): boolean =>
  kind === 'alarm' && to === 'REVIEW';

/** No version is missing, and every state was entered by a step that leads there, or by a person's decision. */
function isComplete(order: OrderRow, events: readonly OrderEventRow[]): boolean {
  const isContiguous =
    events.length === order.version && events.every(({ version }, index) => version === index + 1);
  return (
    isContiguous &&
    !events.some(isHeld) &&
    events.every(
      ({ kind, from_state: from, to_state: to }) =>
        from === null ||
        from === to ||
        kind === 'resolved' ||
        kind === 'overruled' ||
        (kind === 'moved' && transitionsFrom({ state: from, paid_by: order.paid_by }).includes(to)),
    )
  );
}
