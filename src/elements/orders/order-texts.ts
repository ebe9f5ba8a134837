/** Maps an order's status and reason to texts and steps for the shopper. Contains no markup. */
import type { Order, OrderReason, OrderStatus, PageReason } from '../../proxy/contract.js';
import type { TextKey } from '../../texts/texts.js';

/** An order as shoppers see it: also one that is being sent, whose supplier is not known yet. */
export type ShownOrder = Omit<Order, 'provider' | 'product' | 'item'>;

export type Tone = 'good' | 'bad' | 'plain';

export const STATUS_TEXTS: Readonly<Record<OrderStatus, TextKey>> = {
  received: 'orderReceived',
  paying: 'orderPaying',
  placing: 'orderPlacing',
  processing: 'orderProcessing',
  awaiting_payment: 'orderAwaiting',
  completed: 'orderCompleted',
  refunding: 'orderRefunding',
  refunded: 'orderRefunded',
  failed: 'orderFailed',
  review: 'orderReview',
};

export const toneOf = (status: OrderStatus): Tone =>
  status === 'completed' ? 'good' : status === 'failed' || status === 'refunding' ? 'bad' : 'plain';

/** The account that was topped up, as the shopper entered it. */
export const accountOf = ({ fields }: ShownOrder): string =>
  Object.values(fields)
    .filter((value) => value !== '')
    .join(' · ');

/** Paid by the provider's invoice, not from the saldo (LeuwongRR). */
export const isByInvoice = ({ status, price, invoice_url }: ShownOrder): boolean =>
  status === 'awaiting_payment' || price === null || invoice_url !== null;

const SENTENCES: Readonly<Record<OrderStatus, TextKey>> = {
  received: 'orderReceivedText',
  paying: 'orderPayingText',
  placing: 'orderPlacingText',
  processing: 'orderProcessingText',
  awaiting_payment: 'orderAwaitingText',
  completed: 'orderCompletedText',
  refunding: 'orderRefundingText',
  refunded: 'orderRefundedText',
  failed: 'orderFailedText',
  review: 'orderReviewText',
};

/** The order's status in one sentence. */
export function sentenceOf(order: ShownOrder): TextKey {
  if (!isByInvoice(order)) return SENTENCES[order.status];
  if (order.status === 'failed') return 'orderLapsedText';
  return ['received', 'paying', 'placing'].includes(order.status)
    ? 'orderInvoicingText'
    : SENTENCES[order.status];
}

/** `null` for a reason that only the shop can explain. */
const REASONS: Readonly<
  Record<PageReason, TextKey | null> & Partial<Record<OrderReason, TextKey | null>>
> = {
  insufficient_balance: 'whyBalance',
  wrong_pin: 'whyPin',
  pin_locked: 'whyPinLocked',
  pin_lost: 'whyPinLost',
  debit_refused: 'whyDebit',
  debit_not_seen: 'whyDebit',
  shop_quota: 'whyQuota',
  price_moved: 'whyPrice',
  item_gone: 'whyGone',
  account_refused: 'whyAccount',
  provider_refused: 'whyProvider',
  provider_failed: 'whyProvider',
  provider_silent: 'whySilent',
  provider_unreachable: 'whySilent',
  invoice_lapsed: 'whyLapsed',
  invoice_failed: 'whyProvider',
  refund_not_seen: null,
  evidence_conflicts: null,
  resolved_by_operator: 'whyResolved',
};

export const reasonOf = ({ reason }: ShownOrder): TextKey | null =>
  (reason && REASONS[reason]) ?? null;

/** What the shopper can do now; `null` where the status itself says it. */
export function hintOf({ status }: ShownOrder): TextKey | null {
  if (status === 'failed' || status === 'refunded') return 'orderAgainHint';
  if (status === 'review') return 'orderHelpHint';
  return status === 'completed' || status === 'awaiting_payment' ? null : 'orderCloseHint';
}

export type StepState = 'done' | 'now' | 'next' | 'bad';
export type ProgressStep = readonly [text: TextKey, state: StepState];

/** Three steps; none for an order that failed without a charge, or is in review. */
export function stepsOf(order: ShownOrder): readonly ProgressStep[] {
  const { status } = order;
  if (status === 'failed' || status === 'review') return [];
  if (status === 'refunding' || status === 'refunded') {
    const last = status === 'refunded' ? 'done' : 'now';
    return [
      ['stepPaid', 'done'],
      ['stepFailed', 'bad'],
      ['stepRefunded', last],
    ];
  }
  const names = isByInvoice(order)
    ? (['stepInvoice', 'stepInvoicePaid', 'stepDone'] as const)
    : (['stepPaid', 'stepSent', 'stepDone'] as const);
  const done = DONE_STEPS[status] - (isByInvoice(order) && status === 'placing' ? 1 : 0);
  return names.map((name, i) => [name, i < done ? 'done' : i === done ? 'now' : 'next']);
}

const DONE_STEPS: Readonly<Record<OrderStatus, number>> = {
  received: 0,
  paying: 0,
  placing: 1,
  awaiting_payment: 1,
  processing: 2,
  completed: 3,
  refunding: 0,
  refunded: 0,
  failed: 0,
  review: 0,
};

export const STEP_TEXTS: Readonly<Record<StepState, TextKey>> = {
  done: 'stepIsDone',
  now: 'stepIsNow',
  next: 'stepIsNext',
  bad: 'stepIsBad',
};
