/** Mistakes in the order ledger: concurrent writes, uniqueness, transitions and prices. */
import { mutation } from './mutation.js';

const VERSION = `eb('version', '=', order.version),`;
const STATE = `eb('state', '=', order.state),`;

export const LEDGER_MUTATIONS = [
  mutation(
    'no lease and no compare-and-set',
    [
      'ledger/order-lease.ts',
      `eb('lease_until', 'is', null), eb('lease_until', '<', now)`,
      `eb('id', '!=', '')`,
    ],
    ['ledger/compare-and-set.ts', VERSION, ''],
    ['ledger/compare-and-set.ts', STATE, ''],
  ),
  mutation(
    'no compare-and-set on version and state',
    ['ledger/compare-and-set.ts', VERSION, ''],
    ['ledger/compare-and-set.ts', STATE, ''],
  ),
  mutation('the price is read again from the catalogue at the debit', [
    'orders/steps/check.ts',
    'const change = { cost: item.cost, inquiry: item.inquiry, next_attempt_at: context.now() };',
    `const change = {
    cost: item.cost,
    inquiry: item.inquiry,
    ...(item.cost !== null && { price: Math.ceil(item.cost * 1.03) }),
    next_attempt_at: context.now(),
  };`,
  ]),
  mutation('a key is not unique', [
    'store/migrations.ts',
    `.addUniqueConstraint('orders_once', ['shopper', 'idempotency_key'])`,
    '',
  ]),
  mutation('a quote buys twice', [
    'store/migrations.ts',
    `addColumn('quote_id', 'text', (c) => c.notNull().unique())`,
    `addColumn('quote_id', 'text', (c) => c.notNull())`,
  ]),
  mutation('a known key is answered even for another request', [
    'ledger/order-ledger.ts',
    'const isSameRequest = order.request_hash === newOrder.request_hash;',
    'const isSameRequest = true as boolean;',
  ]),
  mutation(
    'a refund after delivery',
    ['ledger/states.ts', '  FULFILLED: [],', `  FULFILLED: ['REFUND_DUE'],`],
    [
      'orders/steps/steps.ts',
      '  FULFILLED: watchForLateDelivery,',
      `  FULFILLED: (context, order) =>
    context.ledger
      .transition(order, 'REFUND_DUE', 'unhappy', { next_attempt_at: context.now() })
      .then((result) => (result.kind === 'changed' ? result.order : null)),`,
    ],
    [
      'orders/steps/follow.ts',
      'const change = { voucher, ...formerAttemptsWatch(context, order) };',
      'const change = { voucher, next_attempt_at: context.now() + context.timeouts.debitSearchMs };',
    ],
  ),
  mutation('a review does not say why', [
    'orders/steps/review.ts',
    'const change = { reason, detail, next_attempt_at: null };',
    'const change = { reason: null, detail, next_attempt_at: null };',
  ]),
  mutation('a quote is not bound to its shopper', [
    'quote/quote.ts',
    `  if (sub !== shopper) return { kind: 'refused', code: 'quote_of_another' };`,
    `  if (sub === '') return { kind: 'refused', code: 'quote_of_another' };`,
  ]),
  mutation(
    'a repeated request is refused',
    [
      'routes/order-routes.ts',
      'if (known) return requireSameRequest(known, requestHash);',
      `if (known?.id === '') return requireSameRequest(known, requestHash);`,
    ],
    [
      'ledger/order-ledger.ts',
      'const { shopper, idempotency_key: key } = newOrder;',
      'const { shopper, quote_id: key } = newOrder;',
    ],
  ),
  mutation(
    'an ended order may change its state',
    ['orders/steps/steps.ts', '  REFUNDED: watchForLateDelivery,', '  REFUNDED: sendRefund,'],
    ['ledger/states.ts', '  REFUNDED: [],', `  REFUNDED: ['REFUNDING'],`],
  ),
  mutation(
    'a change of the ledger has no event',
    [
      'ledger/order-ledger.ts',
      'const event = await this.#insertEvent(trx, changed, kind, order.state, note);',
      `const event =
          to === 'PLACED'
            ? await firstEvent(trx, order)
            : await this.#insertEvent(trx, changed, kind, order.state, note);`,
    ],
    [
      'ledger/order-ledger.ts',
      'export class OrderLedger {',
      `const firstEvent = (trx: Transaction<Tables>, order: OrderRow) =>
  trx.selectFrom('order_events').selectAll().where('order_id', '=', order.id).executeTakeFirstOrThrow();

export class OrderLedger {`,
    ],
  ),
  mutation('times have fractions', [
    'orders/timeouts.ts',
    'const backoffMs = Math.ceil(elapsedMs / 4);',
    'const backoffMs = elapsedMs / 4;',
  ]),
  mutation('a cost may rise after the quote', [
    'orders/steps/item-availability.ts',
    `currentItem.cost === null || currentItem.cost > maxCost;`,
    `currentItem.cost === null || currentItem.cost < 0;`,
  ]),
  mutation('a key is looked up among those of all shoppers', [
    'ledger/queries.ts',
    `    .where('shopper', '=', shopper)`,
    `    .where('shopper', '!=', '')`,
  ]),
  mutation('a key is unique among all shoppers', [
    'store/migrations.ts',
    `['shopper', 'idempotency_key']`,
    `['idempotency_key']`,
  ]),
  mutation('a quote has the id of all quotes for its item', [
    'quote/quote.ts',
    `jti: Buffer.from(platform.randomBytes(16)).toString('base64url'),`,
    `jti: \`\${terms.shopper}.\${terms.item}\`,`,
  ]),
  mutation('a known key accepts other fields', [
    'orders/intake.ts',
    `JSON.stringify([quote, sorted])`,
    `JSON.stringify([quote, sorted.length])`,
  ]),
  mutation('an order with a PIN is left to any node', [
    'orders/intake.ts',
    `pin_node: hasPin ? ledger.node : null,`,
    `pin_node: hasPin ? null : null,`,
  ]),
  mutation('a quote does not expire', [
    'quote/quote.ts',
    'const QUOTE_LIFETIME_SECONDS = 300;',
    'const QUOTE_LIFETIME_SECONDS = 300_000;',
  ]),
  mutation(
    'a due refund is shown as refunded',
    ['ledger/states.ts', `REFUND_DUE: 'refunding',`, `REFUND_DUE: 'refunded',`],
    ['ledger/states.ts', `REFUNDING: 'refunding',`, `REFUNDING: 'refunded',`],
    ['ledger/states.ts', `REFUND_UNKNOWN: 'refunding',`, `REFUND_UNKNOWN: 'refunded',`],
  ),
  mutation('compare-and-set on the state alone', ['ledger/compare-and-set.ts', VERSION, '']),
  mutation('a later change has an earlier time', [
    'ledger/order-ledger.ts',
    `updated_at: Math.max(now, order.updated_at + 1),`,
    `updated_at: now,`,
  ]),
  mutation('the margin is taken off the cost', [
    'quote/margin.ts',
    `BigInt(cost) * (hundredPercent + BigInt(`,
    `BigInt(cost) * (hundredPercent - BigInt(`,
  ]),
  mutation('the refund carries the tag of the debit', [
    'orders/transfer-tags.ts',
    `refund_tag: tag('r') }`,
    `refund_tag: tag('d') }`,
  ]),
];
