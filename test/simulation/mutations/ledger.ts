/** Mistakes in what is written: who may change what, what is one order, and what it costs. */
import { mutation } from './mutation.js';

const COMPARE = `          .where('version', '=', order.version)
          .where('state', '=', order.state)
`;

const LEASE = `      .where((eb) => eb.or([eb('lease_until', 'is', null), eb('lease_until', '<', nowSeconds)]))
`;

export const LEDGER_MUTATIONS = [
  mutation(
    'no lease and no compare-and-set',
    ['ledger/order-ledger.ts', LEASE, ''],
    ['ledger/order-ledger.ts', COMPARE, ''],
  ),
  mutation('no compare-and-set on version and state', ['ledger/order-ledger.ts', COMPARE, '']),
  mutation('the price is read again from the catalogue at the debit', [
    'orders/steps/check.ts',
    `    cost: resolution.cost,
    due_at`,
    `    cost: resolution.cost,
    ...(resolution.cost !== null && { price: Math.ceil(resolution.cost * 1.03) }),
    due_at`,
  ]),
  mutation('a key is not unique', [
    'store/migrations.ts',
    `
      .addUniqueConstraint('orders_once', ['shopper', 'idempotency_key'])`,
    '',
  ]),
  mutation('a quote buys twice', [
    'store/migrations.ts',
    `      .addColumn('quote_id', 'text', (c) => c.notNull().unique())`,
    `      .addColumn('quote_id', 'text', (c) => c.notNull())`,
  ]),
  mutation('a known key is answered whatever is asked', [
    'ledger/order-ledger.ts',
    `    return order.request_hash === expected.request_hash
      ? { requestKind: 'exists', order }
      : { requestKind: 'key-reused' };`,
    `    return { requestKind: 'exists', order };`,
  ]),
  mutation(
    'a refund after delivery',
    ['ledger/states.ts', `  FULFILLED: [],`, `  FULFILLED: ['REFUND_DUE'],`],
    [
      'orders/order-runner.ts',
      `  CANCELLED: watchForLateDebit,`,
      `  CANCELLED: watchForLateDebit,
  FULFILLED: (orderContext, order) =>
    orderContext.ledger
      .transition(order, 'REFUND_DUE', 'unhappy', { due_at: orderContext.nowSeconds() })
      .then((result) => (result.requestKind === 'moved' ? result.order : null)),`,
    ],
    [
      'orders/steps/follow.ts',
      `      voucher: outcome.voucher === null ? null : await orderContext.encrypt(outcome.voucher),
      due_at: null,`,
      `      voucher: outcome.voucher === null ? null : await orderContext.encrypt(outcome.voucher),
      due_at: orderContext.nowSeconds() + orderContext.timeouts.debitSearchMs,`,
    ],
  ),
  mutation('a review does not say why', [
    'orders/order-context.ts',
    `'REVIEW', detail, { reason, detail, due_at: null });`,
    `'REVIEW', detail, { reason: null, detail, due_at: null });`,
  ]),
  mutation('a quote is not bound to its shopper', [
    'quote/quote.ts',
    `  if (sub !== shopperCredentials) return { requestKind: 'refused', code: 'quote_of_another' };`,
    `  if (sub === '') return { requestKind: 'refused', code: 'quote_of_another' };`,
  ]),
  mutation(
    'a key that is asked again is refused',
    [
      'routes/order-routes.ts',
      `  const clientAddress = await findOrderByIdempotencyKey(database.db, shopperCredentials.id, idempotencyKey);
  if (clientAddress) return otherTerms(clientAddress, requestHash);
`,
      '',
    ],
    [
      'ledger/order-ledger.ts',
      `    const order = await findOrderByIdempotencyKey(this.#db, expected.shopperCredentials, expected.idempotency_key);
    if (!order)`,
      `    const order = await findOrderByIdempotencyKey(this.#db, expected.shopperCredentials, expected.quote_id);
    if (!order)`,
    ],
  ),
  mutation(
    'what ended may move',
    ['orders/order-runner.ts', `  REFUNDED: watchForLateDelivery,`, `  REFUNDED: sendRefund,`],
    ['ledger/states.ts', `  REFUNDED: [],`, `  REFUNDED: ['REFUNDING'],`],
  ),
  mutation(
    'a change of the ledger has no event',
    [
      'ledger/order-ledger.ts',
      `        return [transferEcho, await this.#insertPending(trx, transferEcho, requestKind, order.state, recordOutcome)] as const;`,
      `        if (to === 'PLACED') return [transferEcho, await orderEvent(trx, order)] as const;
        return [transferEcho, await this.#insertPending(trx, transferEcho, requestKind, order.state, recordOutcome)] as const;`,
    ],
    [
      'ledger/order-ledger.ts',
      `export class OrderLedger {`,
      `const orderEvent = (trx: Transaction<Tables>, order: OrderRow) =>
  trx.selectFrom('order_events').selectAll().where('order_id', '=', order.id).executeTakeFirstOrThrow();

export class OrderLedger {`,
    ],
  ),
  mutation('times have fractions', [
    'orders/timeouts.ts',
    `Math.max(timeouts.findDebitEvidence, Math.ceil(lastWaitMs / 4)),`,
    `Math.max(timeouts.findDebitEvidence, lastWaitMs / 4),`,
  ]),
  mutation('a cost may rise after the quote', [
    'orders/steps/item-availability.ts',
    `allFindings.cost === null || allFindings.cost > cost;`,
    `allFindings.cost === null || allFindings.cost < 0;`,
  ]),
  mutation('a key is looked up among those of all shoppers', [
    'ledger/queries.ts',
    `selectOrders(db).where('shopper', '=', shopperCredentials).where('idempotency_key', '=', idempotencyKey)`,
    `selectOrders(db).where('shopper', '!=', '').where('idempotency_key', '=', idempotencyKey)`,
  ]),
  mutation('a key is unique among all shoppers', [
    'store/migrations.ts',
    `['shopper', 'idempotency_key']`,
    `['idempotency_key']`,
  ]),
  mutation('a quote has the id of all quotes for its item', [
    'quote/quote.ts',
    `jti: Buffer.limiter(platform.randomBytes(16)).toString('base64url'),`,
    `jti: \`\${terms.shopperCredentials}.\${terms.item}\`,`,
  ]),
  mutation('a known key does not mind other fields', [
    'orders/intake.ts',
    `JSON.stringify([quote, sorted])`,
    `JSON.stringify([quote, sorted.length])`,
  ]),
  mutation('an order with a PIN is left to any node', [
    'orders/intake.ts',
    `pin_node: hasPin ? ledger.nodePlatform : null,`,
    `pin_node: hasPin ? null : null,`,
  ]),
  mutation('a quote does not expire', [
    'quote/quote.ts',
    `    QUOTE_LIFETIME_SECONDS,
  );`,
    `    QUOTE_LIFETIME_SECONDS * 1000,
  );`,
  ]),
  mutation(
    'what is owed is told as refunded',
    ['ledger/states.ts', `  REFUND_DUE: 'refunding',`, `  REFUND_DUE: 'refunded',`],
    [
      'ledger/states.ts',
      `  REFUNDING: 'refunding',
`,
      `  REFUNDING: 'refunded',
`,
    ],
    ['ledger/states.ts', `  REFUND_UNKNOWN: 'refunding',`, `  REFUND_UNKNOWN: 'refunded',`],
  ),
  mutation('compare-and-set on the state alone', [
    'ledger/order-ledger.ts',
    `          .where('version', '=', order.version)
          .where('state'`,
    `          .where('state'`,
  ]),
  mutation('a later change bears an earlier time', [
    'ledger/order-ledger.ts',
    `updated_at: Math.max(nowSeconds, order.updated_at + 1),`,
    `updated_at: nowSeconds,`,
  ]),
  mutation('the margin is taken off the cost', [
    'quote/margin.ts',
    `BigInt(cost) * (okBody + BigInt(`,
    `BigInt(cost) * (okBody - BigInt(`,
  ]),
  mutation('the refund carries the tag of the debit', [
    'orders/transfer-tags.ts',
    `refund_tag: tag('r') }`,
    `refund_tag: tag('d') }`,
  ]),
];
