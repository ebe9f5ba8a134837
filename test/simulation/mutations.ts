/** Mistakes that would lose money, or nearly; each is one that the simulation must catch. */

export interface Patch {
  /** below `src/proxy` */
  readonly file: string;
  /** stands there exactly once */
  readonly find: string;
  readonly replace: string;
}

export interface Mutation {
  readonly name: string;
  readonly patches: readonly Patch[];
}

const mutation = (
  name: string,
  ...patches: readonly (readonly [file: string, find: string, replace: string])[]
): Mutation => ({
  name,
  patches: patches.map(([file, find, replace]) => ({ file, find, replace })),
});

const UNKNOWN_DEBIT = `    case 'unknown': {
      const change = { detail: outcome.code, due_at: now() + windows.look };
      return next(await ledger.move(order, 'DEBIT_UNKNOWN', outcome.code, change, ended));
    }`;
const UNKNOWN_REFUND = `    case 'unknown': {
      const change = { detail: outcome.code, due_at: now() + windows.look };
      return next(await ledger.move(order, 'REFUND_UNKNOWN', outcome.code, change, ended));
    }`;
const UNKNOWN_PLACE = `    case 'unknown':
      return move(machine, order, 'PLACE_UNKNOWN', outcome.code, {
        detail: outcome.code,
        due_at: now() + windows.look,
      });`;
const COMPARE = `          .where('version', '=', order.version)
          .where('state', '=', order.state)
          .returningAll()`;
const LEASE = `      .where((eb) => eb.or([eb('lease_until', 'is', null), eb('lease_until', '<', now)]))
`;
const SAME_NODE_SENDS = (what: string) => `  const over = isMaybeOnItsWay(machine, order);
  if (over !== null) {
    await ledger.postpone(order, over);
    return null;
  }
  const turn = { end: true, pause: windows.pause } as const;
  return next(await ledger.move(order, '${what}', 'found', { due_at: now() }, turn));`;

export const MUTATIONS: readonly Mutation[] = [
  mutation('a debit that timed out is taken for refused', [
    'orders/debit.ts',
    UNKNOWN_DEBIT,
    `    case 'unknown':
      return next(await ledger.move(order, 'CANCELLED', 'lost', { reason: 'debit_refused', due_at: null }, ended));`,
  ]),
  mutation('an order that timed out is refunded', [
    'orders/place.ts',
    UNKNOWN_PLACE,
    `    case 'unknown':
      return giveUp(machine, order, 'provider_silent', outcome.code);`,
  ]),
  mutation('a debit is sent again after a lost answer', [
    'orders/debit.ts',
    UNKNOWN_DEBIT,
    `    case 'unknown':
      return next(await ledger.move(order, 'RESERVED', 'again', { due_at: now() + windows.pause }, ended));`,
  ]),
  mutation('a refund is sent again after a lost answer', [
    'orders/refund.ts',
    UNKNOWN_REFUND,
    `    case 'unknown':
      return later(machine, order, 'again', windows.look);`,
  ]),
  mutation('an order is sent again after a lost answer', [
    'orders/place.ts',
    UNKNOWN_PLACE,
    `    case 'unknown':
      return move(machine, order, order.paid_by === 'saldo' ? 'DEBITED' : 'ACCEPTED', 'again', {
        due_at: now() + windows.look,
      });`,
  ]),
  mutation(
    'a refund that no history shows is sent again',
    [
      'orders/refund.ts',
      `    return review(machine, order, 'refund_not_seen', note);`,
      `    return move(machine, order, 'REFUND_DUE', note, { due_at: machine.now() });`,
    ],
    [
      'orders/states.ts',
      `REFUND_UNKNOWN: ['REFUNDED', 'REVIEW'],`,
      `REFUND_UNKNOWN: ['REFUNDED', 'REVIEW', 'REFUND_DUE'],`,
    ],
  ),
  mutation(
    'a debit is sent before its intent is written',
    [
      'orders/debit.ts',
      `  const intent = await ledger.move(
    order,
    'DEBITING',`,
      `  const outcome = await saldo.change({
    member: order.shopper,
    direction: 'debit',
    amount,
    tag: debitNote(order),
    ...(pin !== undefined && { pin }),
  });
  const intent = await ledger.move(
    order,
    'DEBITING',`,
    ],
    [
      'orders/debit.ts',
      `  if (isTooLate(machine, intent.order)) return settle(machine, intent.order, { kind: 'not-sent' });
  const outcome = await saldo.change({
    member: order.shopper,
    direction: 'debit',
    amount,
    tag: debitNote(order),
    ...(pin !== undefined && { pin }),
  });
`,
      '',
    ],
  ),
  mutation('an order is sent before its intent is committed', [
    'orders/place.ts',
    `  const at = now();
  const intent = await move(`,
    `  const at = now();
  const early = provider.place(placementOf(machine, order));
  await early;
  const intent = await move(`,
  ]),
  mutation(`a refund at the provider's first "not found"`, [
    'orders/place.ts',
    `if (isAbsent && so >= windows.unplaced && looks >= ENOUGH_LOOKS) {`,
    `if (isAbsent) {`,
  ]),
  mutation(
    'a debit counts as absent at the first look',
    [
      'orders/debit.ts',
      `const isOver = so >= windows.unseen && looks >= ENOUGH_LOOKS;`,
      `const isOver = evidence.kind === 'absent';`,
    ],
    [
      'orders/debit.ts',
      `      watch_until: now() + windows.watch,
      due_at: now() + windows.unseen,`,
      `      watch_until: now() + windows.watch,
      due_at: null,`,
    ],
  ),
  mutation(
    'no lease and no compare-and-set',
    ['orders/ledger.ts', LEASE, ''],
    ['orders/ledger.ts', COMPARE, '          .returningAll()'],
  ),
  mutation('no compare-and-set on version and state', [
    'orders/ledger.ts',
    COMPARE,
    '          .returningAll()',
  ]),
  mutation('a callback is believed', [
    'routes/callbacks.ts',
    `    if (order && isOrder) await hasten(order, null);`,
    `    if (order && isOrder && order.state === 'PLACED' && JSON.stringify(json(body)).includes('SUCCESS')) {
      await ledger.move(order, 'FULFILLED', 'told', { due_at: null });
    } else if (order && isOrder) await hasten(order, null);`,
  ]),
  mutation('a callback of failure is believed', [
    'routes/callbacks.ts',
    `    if (isOrder) await hasten(order, told?.handle ?? null);`,
    `    if (isOrder && order.state === 'PLACED' && JSON.stringify(json(body)).includes('failed')) {
      await ledger.move(order, 'REFUND_DUE', 'told', { due_at: order.created_at });
      wake();
    } else if (isOrder) await hasten(order, told?.handle ?? null);`,
  ]),
  mutation("a member's pause is ignored", [
    'orders/ledger.ts',
    `        .set({ busy_order: null, free_at: now + turn.pause })`,
    `        .set({ busy_order: null, free_at: now })`,
  ]),
  mutation('two changes of a member at once', [
    'orders/ledger.ts',
    `          .where('members.busy_order', 'is', null)
          .where('members.free_at', '<=', now),`,
    '',
  ]),
  mutation('an intent is sent however old', [
    'orders/machine.ts',
    `  waited(machine, intent_at ?? 0) >= machine.windows.sendBy;`,
    `  waited(machine, intent_at ?? 0) >= machine.windows.watch;`,
  ]),
  mutation('an unknown status is taken for a refusal of the saldo', [
    'saldo/change.ts',
    `    return { kind: 'unknown', code: \`http \${String(status)}\` };`,
    `    return { kind: 'refused', code: String(status), retryAfter, why: 'refused' };`,
  ]),
  mutation('a broken call counts as not sent', [
    'upstream.ts',
    `return wasNotSent(error) ? { kind: 'not-sent' } : { kind: 'unknown', why: 'broken' };`,
    `return { kind: 'not-sent' };`,
  ]),
  mutation('an unknown answer of a provider is a refusal', [
    'providers/outcome.ts',
    `return isReadable(sent) ? read(sent) : { kind: 'unknown', code: \`http \${sent.status}\` };`,
    `return isReadable(sent) ? read(sent) : { kind: 'refused', reason: 'provider_refused', code: 'http' };`,
  ]),
  mutation('an unknown word of a provider is a failure', [
    'providers/snapcart/outcomes.ts',
    `      return { kind: 'unknown', code: listed ? \`\${code} other message\` : word(code) };`,
    `      return { kind: 'failed', reason: 'provider_failed', code: word(code) };`,
  ]),
  mutation('late debits are not watched', [
    'orders/debit.ts',
    `      watch_until: now() + windows.watch,
      due_at: now() + windows.unseen,`,
    `      watch_until: now() + windows.watch,
      due_at: null,`,
  ]),
  mutation('late debits are seen and not paid back', [
    'orders/debit.ts',
    `    return move(machine, order, 'REFUND_DUE', 'late debit', { watch_until: null, due_at: now() });`,
    `    return next(await ledger.stay(order, 'late debit', { due_at: null }, 'alarm'));`,
  ]),
  mutation('the price is read again from the catalogue at the debit', [
    'orders/check.ts',
    `    cost: verdict.cost,
    due_at`,
    `    cost: verdict.cost,
    ...(verdict.cost !== null && { price: Math.ceil(verdict.cost * 1.03) }),
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
    'orders/ledger.ts',
    `    return order.request_hash === wanted.request_hash
      ? { kind: 'exists', order }
      : { kind: 'key-reused' };`,
    `    return { kind: 'exists', order };`,
  ]),
  mutation('evidence of another amount or direction counts', [
    'saldo/evidence.ts',
    `    return isSame ? { kind: 'found', in: 'catatan' } : { kind: 'conflict' };`,
    `    return isSame || row ? { kind: 'found', in: 'catatan' } : { kind: 'conflict' };`,
  ]),
  mutation('an answer that repeats another amount counts as done', [
    'saldo/change.ts',
    `  return isEcho ? { kind: 'done' } : { kind: 'unknown', code: 'another echo' };`,
    `  return isEcho || change.amount > 0 ? { kind: 'refused', why: 'refused', code: 'echo', retryAfter: null } : { kind: 'done' };`,
  ]),
  mutation('an order is done without every unit', [
    'providers/lapakgaming/outcomes.ts',
    `  if (status === DONE && transactions.length > 0 && all(DONE)) {`,
    `  if (status === DONE) {`,
  ]),
  mutation(
    'a refund after delivery',
    ['orders/states.ts', `  FULFILLED: [],`, `  FULFILLED: ['REFUND_DUE'],`],
    [
      'orders/runner.ts',
      `  CANCELLED: watchDebit,`,
      `  CANCELLED: watchDebit,
  FULFILLED: (machine, order) =>
    machine.ledger
      .move(order, 'REFUND_DUE', 'unhappy', { due_at: machine.now() })
      .then((moved) => (moved.kind === 'moved' ? moved.order : null)),`,
    ],
    [
      'orders/follow.ts',
      `      voucher: seen.voucher === null ? null : await machine.encrypt(seen.voucher),
      due_at: null,`,
      `      voucher: seen.voucher === null ? null : await machine.encrypt(seen.voucher),
      due_at: machine.now() + machine.windows.unseen,`,
    ],
  ),
  mutation('the PIN is written into the row', [
    'routes/orders.ts',
    `    fields,
    hasPin: pin !== undefined,`,
    `    fields: { ...fields, ...(pin !== undefined && { pin }) },
    hasPin: pin !== undefined,`,
  ]),
  mutation("a shopper's token is written in plain", [
    'orders/intake.ts',
    `    shopper_secret: await keys.encrypt(shopper.token),`,
    `    shopper_secret: await Promise.resolve(shopper.token),`,
  ]),
  mutation('a voucher is written in plain', [
    'orders/follow.ts',
    `      voucher: seen.voucher === null ? null : await machine.encrypt(seen.voucher),`,
    `      voucher: seen.voucher,`,
  ]),
  mutation('an intent that is found is sent', [
    'orders/debit.ts',
    SAME_NODE_SENDS('DEBIT_UNKNOWN'),
    `  const over = isMaybeOnItsWay(machine, order);
  if (over !== null) {
    await ledger.postpone(order, over);
    return null;
  }
  const outcome = await machine.saldo.change({
    member: order.shopper,
    direction: 'debit',
    amount: priceOf(order),
    tag: debitNote(order),
  });
  if (windows.pause === 0) now();
  return settle(machine, order, outcome);`,
  ]),
  mutation('a found refund intent counts as not sent', [
    'orders/refund.ts',
    SAME_NODE_SENDS('REFUND_UNKNOWN'),
    `  const over = isMaybeOnItsWay(machine, order);
  if (over !== null) {
    await ledger.postpone(order, over);
    return null;
  }
  const turn = { end: true, pause: windows.pause } as const;
  return next(await ledger.move(order, 'REFUND_DUE', 'found', { due_at: now() }, turn));`,
  ]),
  mutation(
    'an intent is taken over while its call may be under way',
    [
      'orders/machine.ts',
      `  const over = (intent_at ?? 0) + machine.windows.sendBy + machine.windows.callTimeout + 1_000;`,
      `  const over = (intent_at ?? 0) + 1_000;`,
    ],
    ['orders/windows.ts', `lease: sendBy + callTimeout + 10 * SECOND,`, `lease: sendBy,`],
  ),
  mutation('a refusal of the second try settles the first', [
    'orders/place.ts',
    `  if (outcome.kind === 'accepted') return accepted(machine, order, outcome);
  if (waited`,
    `  if (outcome.kind === 'accepted') return accepted(machine, order, outcome);
  if (outcome.kind === 'later') return giveUp(machine, order, 'provider_refused', 'later');
  if (waited`,
  ]),
  mutation('a provider that does not deduplicate is sent to again', [
    'providers/snapcart/snapcart.ts',
    `      deduplicates: false,`,
    `      deduplicates: true,`,
  ]),
  mutation('the turn of a member is never given back', [
    'orders/ledger.ts',
    `    if ('end' in turn) {
      await trx`,
    `    if ('end' in turn && turn.pause > 0) return;
    if ('end' in turn) {
      await trx`,
  ]),
  mutation('a review does not say why', [
    'orders/machine.ts',
    `'REVIEW', detail, { reason, detail, due_at: null });`,
    `'REVIEW', detail, { reason: null, detail, due_at: null });`,
  ]),
  mutation('a quote is not bound to its shopper', [
    'quote/quote.ts',
    `  if (sub !== shopper) return { kind: 'refused', code: 'quote_of_another' };`,
    `  if (sub === '') return { kind: 'refused', code: 'quote_of_another' };`,
  ]),
  mutation(
    'a proof may be used again, and a key is forgotten',
    [
      'routes/orders.ts',
      `  const known = await orderOfKey(database.db, shopper.id, key);
  if (known) return same(known, hash);
`,
      '',
    ],
    [
      'orders/ledger.ts',
      `    const order = await orderOfKey(this.#db, wanted.shopper, wanted.idempotency_key);
    if (!order)`,
      `    const order = await orderOfKey(this.#db, wanted.shopper, wanted.quote_id);
    if (!order)`,
    ],
  ),
  mutation(
    'what ended may move',
    ['orders/runner.ts', `  REFUNDED: watchDelivery,`, `  REFUNDED: refund,`],
    ['orders/states.ts', `  REFUNDED: [],`, `  REFUNDED: ['REFUNDING'],`],
  ),
  mutation(
    'a change of the ledger has no event',
    [
      'orders/ledger.ts',
      `        return [changed, await this.#write(trx, changed, kind, order.state, note)] as const;`,
      `        if (to === 'PLACED') return [changed, await orderEvent(trx, order)] as const;
        return [changed, await this.#write(trx, changed, kind, order.state, note)] as const;`,
    ],
    [
      'orders/ledger.ts',
      `export class Ledger {`,
      `const orderEvent = (trx: Transaction<Tables>, order: OrderRow) =>
  trx.selectFrom('order_events').selectAll().where('order_id', '=', order.id).executeTakeFirstOrThrow();

export class Ledger {`,
    ],
  ),
  mutation('times have fractions', [
    'orders/windows.ts',
    `return Math.round(Math.min(Math.max(windows.look, waited / 4), longest));`,
    `return Math.min(Math.max(windows.look, waited / 4), longest);`,
  ]),
];
