/** Mistakes in the sales of the shop's own checkout. */
import { checkoutMutation as mutation, mutationCaughtBy, pressedMutation } from './mutation.js';

const STEPS = 'checkouts/steps';
const INTAKE = 'checkouts/intake.ts';
const CLAIM = `${STEPS}/claim.ts`;
const SETTLE = `${STEPS}/settle.ts`;
const REFUND = `${STEPS}/refund.ts`;
const FINISH = `${STEPS}/finish.ts`;
const INTENT = `${STEPS}/intent.ts`;
const LOOK = `${STEPS}/look.ts`;
const NOTE = 'checkouts/read-note.ts';
const HOLD = 'ledger/hold-open-orders.ts';
const STANDING = 'transactions/standing.ts';

const ECHO = `return standingOf(outcome.before) === 'open'`;
const WHOLLY_OURS_AT_CLAIM = `return isWhollyOurs(transaction, orders)`;

export const CHECKOUT_MUTATIONS = [
  mutation('a callback is believed that a transaction is paid', [
    STANDING,
    `return paid === 'unpaid' ? 'unpaid' : 'open';`,
    `return 'open';`,
  ]),
  mutation('a state that is not known counts as open', [
    STANDING,
    `if (paid === 'unknown' || delivery === 'unknown') return 'unclear';`,
    ``,
  ]),
  mutation('a cancelled transaction counts as open', [
    STANDING,
    `if (paid === 'cancelled' || delivery === 'cancelled') return 'cancelled';`,
    ``,
  ]),
  mutation('a transaction is not read before a placement', [
    'orders/checkout-steps/paid.ts',
    `placeAfter(confirmPaid);`,
    `placeAfter(() => Promise.resolve({ kind: 'go' }));`,
  ]),
  mutation('nothing is claimed', [
    CLAIM,
    `if (read.value.delivery !== 'new') return`,
    `if (read.value.delivery !== 'unknown') return`,
  ]),
  mutation('what waits for a person is claimed', [
    CLAIM,
    `if (orders.some(({ state }) => state === 'REVIEW')) return`,
    `if (orders.some(({ state }) => state === 'PLACING')) return`,
  ]),
  mutation('a transaction with other goods is claimed', [
    CLAIM,
    WHOLLY_OURS_AT_CLAIM,
    `return orders.length > 0 || isWhollyOurs(transaction, orders)`,
  ]),
  mutation('a transaction with other goods is settled', [
    SETTLE,
    `return isWhollyOurs(read.value, orders)`,
    `return orders.length > 0 || isWhollyOurs(read.value, orders)`,
  ]),
  mutation('a transaction with other goods is paid back', [
    REFUND,
    `if (!isWhollyOurs(read.value, orders)) {`,
    `if (orders.length === 0 && !isWhollyOurs(read.value, orders)) {`,
  ]),
  mutation('other goods do not matter at all', [
    INTAKE,
    `if (mappedLines < lines.length) {`,
    `if (mappedLines > lines.length) {`,
  ]),
  mutation('a transaction is paid back when one of its orders has failed', [
    FINISH,
    `if (areAll(['REFUND_DUE'])) return`,
    `if (orders.some(({ state }) => state === 'REFUND_DUE')) return`,
  ]),
  mutation('a transaction is settled when one of its orders is delivered', [
    FINISH,
    `if (areAll(DELIVERED)) return`,
    `if (orders.some(({ state }) => DELIVERED.includes(state))) return`,
  ]),
  pressedMutation('what was cancelled in the app is settled', [
    SETTLE,
    `    case 'cancelled':
    case 'unpaid':
      return end(context, checkout, 'CLOSED', 'delivered, and ended in the app', 'changed_in_app');
    case 'unclear':
      return tryAgain(context, checkout, 'a state that is not known');
`,
    `    case 'unclear':
      return tryAgain(context, checkout, 'a state that is not known');
    case 'cancelled':
    case 'unpaid':
`,
  ]),
  pressedMutation('a write is repeated while the one before may be under way', [
    INTENT,
    `return context.now() < endsAt ? endsAt : null;`,
    `return context.now() < endsAt - 1e9 ? endsAt : null;`,
  ]),
  mutation('an intent of a write is sent however old', [
    INTENT,
    `>= timeouts.sendDeadlineMs ?`,
    `>= timeouts.lateEffectWatchMs ?`,
  ]),
  mutationCaughtBy(
    'checkouts/checkout-faults.test.ts',
    'what a claim has replaced does not matter',
    [INTENT, ECHO, `return intent.state === 'CLAIMING' || standingOf(outcome.before) === 'open'`],
  ),
  mutationCaughtBy(
    'checkouts/checkout-faults.test.ts',
    'what a settlement has replaced does not matter',
    [INTENT, ECHO, `return intent.state === 'SETTLING' || standingOf(outcome.before) === 'open'`],
  ),
  mutation('what a refund has replaced does not matter', [
    INTENT,
    ECHO,
    `return intent.state === 'REFUNDING' || standingOf(outcome.before) === 'open'`,
  ]),
  mutation('a refund with a lost answer needs no proof', [
    REFUND,
    `if (paidBack === 'found') return`,
    `if (paidBack !== 'unreadable') return`,
  ]),
  mutation('what a person has cancelled counts as paid back', [
    'orders/checkout-steps/closed.ts',
    `if (paidBack === 'found') {`,
    `if (paidBack !== 'unreadable') {`,
  ]),
  mutation('any refund proves that this one was paid', [
    'transactions/paid-back.ts',
    `text.split(/[^\\w-]+/).includes(number);`,
    `text.split(/[^\\w-]+/).some((word) => word.length >= number.length);`,
  ]),
  mutation('the pieces of a line are one order', [
    INTAKE,
    `unit: before + unit,`,
    `unit: before + 1,`,
  ]),
  mutation('one piece more is bought than was paid', [
    INTAKE,
    `unit <= units; unit += 1`,
    `unit <= units + 1; unit += 1`,
  ]),
  mutation('an order is of another member', [INTAKE, `shopper: member,`, `shopper: number,`]),
  mutation('what was paid for less than it costs is bought', [
    INTAKE,
    `isPaidTooLittle(parts, transaction, lines) ? PAID_TOO_LITTLE : null;`,
    `isPaidTooLittle(parts, transaction, lines) && lines.length === 0 ? PAID_TOO_LITTLE : null;`,
  ]),
  mutation('a note with a wrong check is read', [NOTE, `note.check === 'wrong' ||`, ``]),
  mutation('the first of two accounts is taken', [
    NOTE,
    `written.length > 1 || another !== undefined`,
    `false`,
  ]),
  mutation('what was paid before the proxy sold is bought', [
    'checkouts/sweep.ts',
    `isOlder: !hasBaseline`,
    `isOlder: hasBaseline && page < 0`,
  ]),
  mutation('what the lost ledger may have claimed is bought', [
    INTAKE,
    `if (wasRestored && delivery !== 'new') {`,
    `if (wasRestored && delivery === 'unknown') {`,
  ]),
  mutation('a restore leaves the transactions open', [
    HOLD,
    `.where('state', 'in', OPEN_CHECKOUT_STATES)`,
    `.where('state', 'in', [])`,
  ]),
  mutation('a number that is not known yet is ignored for ever', [
    LOOK,
    `? waitForAnnouncement(context, checkout)
      : tryForADay(context, checkout, \`unreadable`,
    `? end(context, checkout, 'IGNORED', 'not known to bukaOlshop')
      : tryForADay(context, checkout, \`unreadable`,
  ]),
  mutation('an announcement wakes nobody', [
    'checkouts/checkout-ledger.ts',
    `.where('state', 'in', ['NOTED', 'ACCEPTED', 'CLAIMED', 'CLOSED'])`,
    `.where('state', 'in', ['ACCEPTED', 'CLAIMED', 'CLOSED'])`,
  ]),
  mutation('a change of a transaction that has changed meanwhile succeeds', [
    'checkouts/checkout-ledger.ts',
    `        .where('version', '=', checkout.version)
        .where('state', '=', checkout.state)
        .returningAll()`,
    `        .where('state', '!=', 'IGNORED')
        .returningAll()`,
  ]),
];
