/**
 * An order in a message: what finds it, and what its own steps say. Accounts are masked; a voucher, a
 * token or a detail of an upstream is never read.
 */
import { fieldsOf } from '../ledger/order-fields.js';
import { readStepsTaken, type CallStep, type StepsTaken } from '../orders/decisions/steps-taken.js';
import type { DECISION_TABLE } from '../orders/decisions/verdicts.js';
import { judge, type Facts } from '../orders/decisions/verdicts.js';
import { formatRupiah } from '../rupiah.js';
import type { OrderEventRow, OrderRow } from '../store/tables.js';
import { cutText } from './cut-text.js';

/** letters of an account that are shown, at most half of it */
const SHOWN_LETTERS = 4;

const mask = (text: string): string => {
  const letters = Array.from(text);
  const shown = Math.min(SHOWN_LETTERS, Math.floor(letters.length / 2));
  return `…${letters.slice(letters.length - shown).join('')}`;
};

/** letters of a name that a supplier gave */
const NAME_LENGTH = 60;

const nameOf = ({ title, item_name: itemName }: OrderRow): string =>
  cutText(`${title}, ${itemName}`.replaceAll(/\s+/g, ' '), NAME_LENGTH);

/** Two lines: `TU-7F3K-92QD Rp20.000`, and what goes where. */
export const describeOrder = (order: OrderRow): string =>
  [
    `${order.number} ${formatRupiah(order.price)}`,
    `${nameOf(order)} → ${Object.values(fieldsOf(order)).map(mask).join('/')}`,
  ].join('\n');

const STEP_TEXTS: Readonly<Record<CallStep, string>> = {
  made: 'ya/yes',
  maybe: 'mungkin/maybe',
  never: 'tidak/no',
};

/** bukaOlshop had the money of its own checkout before the order was recorded. */
const PAYMENT_OF_OTHERS = { checkout: 'taken', invoice: 'not-due' } as const;

/** What the steps of the ledger allow; history and provider may say more. */
function factsOf({ paid_by: paidBy }: OrderRow, steps: StepsTaken): Facts {
  const isNever = (step: CallStep) => steps.isComplete && step === 'never';
  const isSaldo = paidBy === 'saldo';
  return {
    debit: !isSaldo
      ? PAYMENT_OF_OTHERS[paidBy]
      : steps.debit === 'made'
        ? 'taken'
        : isNever(steps.debit)
          ? 'not-taken'
          : 'unclear',
    refund: !isSaldo
      ? 'none'
      : steps.refund === 'made'
        ? 'paid'
        : isNever(steps.refund)
          ? 'not-by-us'
          : 'unclear',
    delivery: isNever(steps.placement) ? 'none' : 'unclear',
  };
}

const ENDINGS = [
  'delivered',
  'refund',
  'refunded',
  'failed',
] as const satisfies readonly (keyof typeof DECISION_TABLE)[];

/** What our steps took, and the decisions that they do not contradict. */
export function describeReview(order: OrderRow, events: readonly OrderEventRow[]): string {
  // Somebody may have decided before the message went out.
  if (order.state !== 'REVIEW') return `kini / now ${order.state}`;
  const steps = readStepsTaken(order, events);
  const facts = factsOf(order, steps);
  const allowed = ENDINGS.filter((decision) => judge(decision, facts).kind !== 'refused');
  return [
    `debit ${STEP_TEXTS[steps.debit]}, pesan/placed ${STEP_TEXTS[steps.placement]}, refund ${STEP_TEXTS[steps.refund]}`,
    `bisa/may be: ${allowed.join(', ')}`,
  ].join('\n');
}
