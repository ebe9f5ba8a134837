/** Decisions on an order that has left a supplier: what is recorded of each attempt, and that it stays watched. */
import assert from 'node:assert/strict';
import { it } from 'node:test';
import { nextOfferColumns, offerColumns } from '../../../../../src/proxy/ledger/order-offers.js';
import { findOrderById } from '../../../../../src/proxy/ledger/queries.js';
import type { ChangeResult } from '../../../../../src/proxy/ledger/order-changes.js';
import {
  resolveReview,
  reviewOrder,
} from '../../../../../src/proxy/orders/decisions/resolve-review.js';
import type { QueryOutcome } from '../../../../../src/proxy/providers/provider.js';
import type { OrderState } from '../../../../../src/proxy/store/order-state.js';
import type { OrderRow } from '../../../../../src/proxy/store/tables.js';
import { openDecisionWorld } from './decision-world.js';
import { orderRow } from './order-row.js';

const HOUR = 3_600_000;
const FIRST = 'first';
const TWIN = {
  provider: 'lapakgaming',
  product: 'GV1',
  item: 'GV1-twin',
  cost: 12_400,
  fieldNames: {},
} as const;

const changed = (result: ChangeResult): OrderRow => {
  assert.ok(result.kind === 'changed', result.kind);
  return result.order;
};

/** An order whose first attempt was refused, and whose second one is in review. */
async function openHeldOrder(
  ofFirst: QueryOutcome,
  ofHandle: (handle: string) => QueryOutcome = () => ofFirst,
) {
  const world = await openDecisionWorld({
    findTransfer: () => Promise.resolve({ kind: 'absent', similar: 0 }),
    queryOrder: ({ reference, handle }) => {
      if (reference !== FIRST) return Promise.resolve({ kind: 'absent' });
      return Promise.resolve(handle === null ? ofFirst : ofHandle(handle));
    },
  });
  const { ledger } = world;
  const accepted = await ledger.accept(
    orderRow({ id: FIRST, provider: 'lapakgaming', ...offerColumns(null, [TWIN]) }),
  );
  assert.ok(accepted.kind === 'created');
  let { order } = accepted;
  const move = async (state: OrderState, columns: Partial<OrderRow> = {}): Promise<void> => {
    const change = { ...columns, next_attempt_at: null };
    order = changed(await ledger.transition(order, state, 'a step', change));
  };
  for (const state of ['RESERVED', 'DEBITING', 'DEBITED', 'PLACING'] as const) await move(state);
  await move('DEBITED', nextOfferColumns(order) ?? {});
  for (const state of ['PLACING', 'PLACE_UNKNOWN', 'REVIEW'] as const) await move(state);
  assert.deepEqual([order.attempt_number, order.item], [2, TWIN.item]);
  world.advance(HOUR);
  return { ...world, order };
}

it('a refused attempt that was delivered settles the order, and the other attempt stays watched', async () => {
  const done = { kind: 'done', handle: 'RA1', voucher: null, charged: 12_000 } as const;
  const { context, ledger, database, advance, order } = await openHeldOrder(done);
  await ledger.recordCallback(order, { attempt: 2, handle: 'RA2' });
  const held = await findOrderById(database.db, order.id);
  assert.equal(held?.callback_handle, 'RA2');
  const who = { by: 'Ani', reason: 'seen in the game', isOverruling: false };
  const review = await reviewOrder(context, held);
  const resolved = await resolveReview(context, review, { decision: 'delivered', ...who });
  assert.ok(resolved.kind === 'resolved', resolved.kind);
  const delivered = resolved.order;
  assert.deepEqual(
    [delivered.state, delivered.attempt_number, delivered.item, delivered.charged_cost],
    ['FULFILLED', 1, 'GV1-10', 12_000],
  );
  assert.equal(delivered.callback_handle, null, 'it was named for the other attempt');
  const [former, current] = await ledger.listAttempts(delivered);
  assert.ok(former?.found_at, 'the attempt that was delivered is marked');
  assert.notEqual(current?.outcome, 'delivered', 'the other one is not');
  const watchUntil = context.now() + context.timeouts.lateEffectWatchMs;
  assert.equal(delivered.watch_until, watchUntil);
  assert.ok(delivered.next_attempt_at);

  advance(HOUR);
  const correction = await reviewOrder(context, delivered);
  const corrected = await resolveReview(context, correction, { decision: 'correct', ...who });
  assert.ok(corrected.kind === 'resolved', corrected.kind);
  assert.deepEqual(
    [corrected.order.state, corrected.order.watch_until],
    ['REFUND_DUE', watchUntil],
  );
  await database.db.destroy();
});

it('a refused attempt that a callback has named proves nothing by being unknown', async () => {
  const { context, ledger, database, order } = await openHeldOrder({ kind: 'absent' });
  assert.equal((await reviewOrder(context, order)).evidence.facts.delivery, 'none');
  await ledger.recordCallback(order, { attempt: 1, handle: 'RA9' });
  assert.equal((await reviewOrder(context, order)).evidence.facts.delivery, 'unclear');
  await database.db.destroy();
});

for (const named of [
  ['RA9', 'RA1'],
  ['RA1', 'RA9', 'RA8'],
  ['RA8', 'RA9', 'RA8', 'RA1', 'RA9'],
]) {
  it(`a refused attempt is asked about by every handle that callbacks named: ${named.join(', ')}`, async () => {
    const done = { kind: 'done', handle: 'RA1', voucher: null } as const;
    const { context, ledger, database, order } = await openHeldOrder(
      { kind: 'absent' },
      (handle) => (handle === 'RA1' ? done : { kind: 'absent' }),
    );
    await Promise.all(named.map((handle) => ledger.recordCallback(order, { attempt: 1, handle })));
    const { facts } = (await reviewOrder(context, order)).evidence;
    assert.equal(facts.delivery, 'delivered');
    await database.db.destroy();
  });
}

it('a refused attempt is asked about by eight handles at most', async () => {
  const asked: string[] = [];
  const { context, ledger, database, order } = await openHeldOrder({ kind: 'absent' }, (handle) => {
    asked.push(handle);
    return { kind: 'absent' };
  });
  const handles = Array.from({ length: 20 }, (_, index) => `RA${index}`);
  for (const handle of handles) await ledger.recordCallback(order, { attempt: 1, handle });
  await reviewOrder(context, order);
  assert.deepEqual(asked, handles.slice(0, 8));
  await database.db.destroy();
});
