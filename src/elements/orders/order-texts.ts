/** Maps an order's status and reason to texts and steps for the shopper. Contains no markup. */
import type { Order, OrderReason, OrderStatus, PageReason } from '../../proxy/contract.js';
import type { TextKey } from '../../texts/texts.js';

/** An order as shoppers see it: also one that is being sent, whose supplier is not known yet. */
export type ShownOrder = Omit<Order, 'provider' | 'product' | 'item'>;

export type Tone = 'good' | 'bad' | 'plain';

/** Paid in bukaOlshop, before the proxy knew the order. */
const isByCheckout = ({ paid_by }: ShownOrder): boolean => paid_by === 'checkout';

const STATUS_TEXTS: Readonly<Record<OrderStatus, TextKey>> = {
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

export const statusTextOf = (order: ShownOrder): TextKey =>
  order.status === 'paying' && isByCheckout(order) ? 'orderReceived' : STATUS_TEXTS[order.status];

export const toneOf = (status: OrderStatus): Tone =>
  status === 'completed' ? 'good' : status === 'failed' || status === 'refunding' ? 'bad' : 'plain';

/** The account that was topped up, as the shopper entered it. */
export const accountOf = ({ fields }: ShownOrder): string =>
  Object.values(fields)
    .filter((value) => value !== '')
    .join(' · ');

/** Paid by the provider's invoice (LeuwongRR). */
const isByInvoice = (order: ShownOrder): boolean =>
  !isByCheckout(order) &&
  (order.status === 'awaiting_payment' || order.price === null || order.invoice_url !== null);

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

/** Where the words about the saldo would be wrong. */
const CHECKOUT_SENTENCES: Readonly<Partial<Record<OrderStatus, TextKey>>> = {
  received: 'orderPaidInApp',
  paying: 'orderPaidInApp',
  refunding: 'orderAppRefunding',
  refunded: 'orderAppRefunded',
  failed: 'orderAppFailed',
};

/** The order's status in one sentence. */
export function sentenceOf(order: ShownOrder): TextKey {
  if (isByCheckout(order)) return CHECKOUT_SENTENCES[order.status] ?? SENTENCES[order.status];
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

/** The proxy's own words: it knows what an order of the checkout waits for. */
export const messageOf = (order: ShownOrder): string | null =>
  isByCheckout(order) && reasonOf(order) === null ? order.message : null;

/** What the shopper can do now; `null` where the status itself says it. */
export function hintOf(order: ShownOrder): TextKey | null {
  const { status } = order;
  if (status === 'failed' && isByCheckout(order)) return 'orderHelpHint';
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
      [isByCheckout(order) ? 'stepPaidInApp' : 'stepPaid', 'done'],
      ['stepFailed', 'bad'],
      ['stepRefunded', last],
    ];
  }
  if (isByCheckout(order)) return progressOf(CHECKOUT_STEPS, Math.max(1, DONE_STEPS[status]));
  if (!isByInvoice(order)) return progressOf(SALDO_STEPS, DONE_STEPS[status]);
  return progressOf(INVOICE_STEPS, DONE_STEPS[status] - (status === 'placing' ? 1 : 0));
}

const SALDO_STEPS = ['stepPaid', 'stepSent', 'stepDone'] as const;
const INVOICE_STEPS = ['stepInvoice', 'stepInvoicePaid', 'stepDone'] as const;
const CHECKOUT_STEPS = ['stepPaidInApp', 'stepSent', 'stepDone'] as const;

/** @param done how many of the steps are done */
const progressOf = (names: readonly TextKey[], done: number): readonly ProgressStep[] =>
  names.map((name, i) => [name, i < done ? 'done' : i === done ? 'now' : 'next']);

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
