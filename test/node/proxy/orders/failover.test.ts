/** A second supplier after a certain refusal: one success over all attempts, each with its own reference. */
import assert from 'node:assert/strict';
import { randomBytes, randomUUID } from 'node:crypto';
import { after, describe, it } from 'node:test';
import { readSettings } from '../../../../src/proxy/config/settings.js';
import { order as orderSchema, type Order } from '../../../../src/proxy/contract.js';
import { createKeys } from '../../../../src/proxy/crypto/keys.js';
import { listAttempts } from '../../../../src/proxy/ledger/attempts.js';
import { findOrderById, listOrderEvents } from '../../../../src/proxy/ledger/queries.js';
import { signQuote, type Offer } from '../../../../src/proxy/quote/quote.js';
import type { FaultInput } from '../../../../src/sandbox/index.js';
import { openDatabase } from '../../../../src/proxy/store/database.js';
import { stopOwnPostgres } from '../../../support/postgres.js';
import {
  advanceUntilEnd,
  closeSandbox,
  DATABASES,
  openProxyCluster,
  PURCHASES,
  RINA,
  saldoTotals,
  type ProxyCluster,
} from '../support/proxy-cluster.js';
import type { TestShopper } from '../support/test-shopper.js';

after(closeSandbox);
after(stopOwnPostgres);

const PRICE = 25_000;
const fields = PURCHASES.lapakgaming.fields;
const LAPAKGAMING: Offer = {
  provider: 'lapakgaming',
  product: 'ML',
  item: 'ML78_8-S2',
  cost: 22_900,
  fieldNames: { user_id: 'user_id', additional_id: 'additional_id' },
};
const TWIN: Offer = { ...LAPAKGAMING, item: 'ML50_5-S1', cost: 14_780 };
const SNAPCART: Offer = {
  provider: 'snapcart',
  product: 'game-voucher:MOBILE_LEGEND',
  item: 'MOBILE_LEGEND_3_DIAMOND',
  cost: 1_050,
  fieldNames: { user_id: 'userId', additional_id: 'zoneId' },
};

const refusal = (code: string, more: Partial<FaultInput> = {}): FaultInput =>
  ({
    kind: 'body',
    api: 'lapakgaming',
    method: 'POST',
    path: '/api/order',
    body: JSON.stringify({ code }),
    status: 400,
    times: 1,
    ...more,
  }) as FaultInput;

async function order(
  world: ProxyCluster,
  shopper: TestShopper,
  alternates: readonly Offer[],
  first: Offer = LAPAKGAMING,
): Promise<Order> {
  const keys = createKeys(readSettings(world.env), world.now);
  const platform = { now: world.now, randomBytes };
  const { provider, product, item, cost } = first;
  const { quote } = await signQuote(keys, platform, {
    ...{ shopper: RINA.id_user, provider, product, item, cost, fieldNames: null, alternates },
    ...{ title: 'Mobile Legends', itemName: '86 Diamonds', price: PRICE, paidBy: 'saldo' },
  });
  const answer = await shopper.post(
    '/v1/orders',
    { quote, fields },
    { headers: { 'Idempotency-Key': randomUUID() } },
  );
  assert.equal(answer.status, 201, await answer.clone().text());
  return orderSchema.parse(await answer.json());
}

interface Case {
  readonly name: string;
  readonly faults: readonly FaultInput[];
  readonly alternates: readonly Offer[];
  readonly first?: Offer;
  readonly end: 'completed' | 'refunded';
  /** provider and outcome of each attempt */
  readonly attempts: readonly (readonly [string, string])[];
}

const CASES: readonly Case[] = [
  {
    name: 'goes to the next supplier after a refusal of its own',
    faults: [refusal('PRODUCT_EMPTY')],
    alternates: [SNAPCART],
    end: 'completed',
    attempts: [
      ['lapakgaming', 'PRODUCT_EMPTY'],
      ['snapcart', 'delivered'],
    ],
  },
  {
    name: 'is paid back when every supplier refuses',
    faults: [refusal('PRODUCT_EMPTY', { times: 2 })],
    alternates: [TWIN],
    end: 'refunded',
    attempts: [
      ['lapakgaming', 'PRODUCT_EMPTY'],
      ['lapakgaming', 'PRODUCT_EMPTY'],
    ],
  },
  {
    name: 'stays away from others after a refusal of the account',
    faults: [refusal('USER_ID_CONTAIN_SPACE')],
    alternates: [SNAPCART],
    end: 'refunded',
    attempts: [['lapakgaming', 'USER_ID_CONTAIN_SPACE']],
  },
  {
    name: 'stays away from others after an unknown answer',
    faults: [refusal('SYSTEM_ERROR', { status: 500 })],
    alternates: [SNAPCART],
    end: 'refunded',
    attempts: [['lapakgaming', 'never placed']],
  },
  {
    name: 'stays with a supplier that knows the order which it refused',
    faults: [refusal('PRODUCT_EMPTY', { effect: 'kept' })],
    alternates: [SNAPCART],
    end: 'completed',
    attempts: [['lapakgaming', 'delivered']],
  },
  {
    name: 'takes no offer dearer than the price, or without a name for a field',
    faults: [refusal('PRODUCT_EMPTY')],
    alternates: [
      { ...SNAPCART, cost: PRICE + 1 },
      { ...SNAPCART, fieldNames: { user_id: 'userId' } },
      { ...SNAPCART, fieldNames: { user_id: 'userId', additional_id: 'zone' } },
    ],
    end: 'refunded',
    attempts: [['lapakgaming', 'PRODUCT_EMPTY']],
  },
  {
    name: 'skips an offer that is gone or dearer than it was',
    faults: [refusal('PRODUCT_EMPTY')],
    alternates: [
      { ...SNAPCART, item: 'GONE' },
      { ...SNAPCART, cost: 1_049 },
      { ...TWIN, item: 'ML156_16-S42' },
      SNAPCART,
    ],
    end: 'completed',
    attempts: [
      ['lapakgaming', 'PRODUCT_EMPTY'],
      ['snapcart', 'delivered'],
    ],
  },
  {
    name: 'takes the next offer before the debit where the first is gone',
    faults: [],
    first: { ...LAPAKGAMING, item: 'GONE' },
    alternates: [SNAPCART],
    end: 'completed',
    attempts: [['snapcart', 'delivered']],
  },
];

for (const database of DATABASES) {
  describe(`an order with several suppliers on ${database}`, async () => {
    const world = await openProxyCluster({ database });
    const rina = await world.shopper();
    const { db } = await openDatabase(readSettings(world.env).database);
    after(async () => {
      await db.destroy();
      await world.close();
    });

    for (const { name, faults, alternates, first, end, attempts } of CASES) {
      it(name, async () => {
        const before = await saldoTotals(world);
        await world.faults(faults);
        const { id } = await order(world, rina, alternates, first);
        const ended = await advanceUntilEnd(world, rina, id, { stepMs: 60_000 });
        const rows = await listAttempts(db, id);
        const events = await listOrderEvents(db, id);
        assert.equal(ended.status, end, JSON.stringify(events.map(({ note }) => note)));
        assert.deepEqual(
          rows.map(({ provider, outcome }) => [provider, outcome]),
          attempts,
        );
        const totals = await saldoTotals(world);
        assert.equal(totals.debited - before.debited, PRICE);
        assert.equal(totals.refunded - before.refunded, end === 'refunded' ? PRICE : 0);
        assert.deepEqual(ended.fields, fields);
        const references = rows.map(({ reference }) => reference);
        assert.equal(new Set(references).size, rows.length);
        const { lapakgaming, snapcart } = await world.booksSchema();
        const bought = [...lapakgaming.orders, ...snapcart.orders].filter((each) =>
          references.some((reference) => JSON.stringify(each).includes(reference)),
        );
        assert.equal(bought.length, end === 'completed' ? 1 : 0);
      });
    }

    it('alarms of a refused attempt that is delivered late, and lets the order stand', async () => {
      const lie = refusal('PRODUCT_EMPTY', { effect: 'kept', effectAfter: 400 });
      await world.faults([lie]);
      const { id } = await order(world, rina, [SNAPCART]);
      assert.equal((await advanceUntilEnd(world, rina, id)).status, 'completed');
      const alarms = async () =>
        (await listOrderEvents(db, id)).filter(({ kind }) => kind === 'alarm');
      while ((await alarms()).length === 0) {
        world.advanceTime(1_800_000);
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
      const [attempt] = await listAttempts(db, id);
      const [alarm] = await alarms();
      assert.equal(alarm?.to_state, 'FULFILLED');
      assert.match(alarm.note, new RegExp(`^late delivery: attempt 1 at lapakgaming.* ${id}$`));
      assert.ok(attempt?.found_at);
    });

    // Twins at one supplier share the callback's address.
    for (const { name, other } of [
      { name: 'the same supplier', other: TWIN },
      { name: 'another supplier', other: SNAPCART },
    ]) {
      it(`takes a callback of the first attempt for no other one's at ${name}`, async () => {
        await rina.session();
        await world.faults([refusal('PRODUCT_EMPTY')]);
        const { id } = await order(world, rina, [other]);
        assert.equal((await advanceUntilEnd(world, rina, id)).status, 'completed');
        const before = await findOrderById(db, id);
        const data = { status: 'SUCCESS', tid: 'RA999', reference_id: id, transactions: [] };
        const url = `http://127.0.0.1:8787/callbacks/lapakgaming/${before?.callback_key ?? ''}`;
        const body = JSON.stringify({ code: 'SUCCESS', data });
        const answer = await (
          await world.first()
        ).fetch(new Request(url, { method: 'POST', body }));
        assert.equal(answer.status, 200);
        const called = await findOrderById(db, id);
        assert.deepEqual(
          [called?.callback_handle, called?.handle],
          [before?.callback_handle, before?.handle],
        );
        const [former, current] = await listAttempts(db, id);
        assert.equal(former?.callback_handle, 'RA999');
        assert.notEqual(current?.callback_handle, 'RA999');
      });
    }

    it('is placed once at each supplier by two nodes at the same attempt', async () => {
      const second = await world.node();
      await rina.session();
      await world.faults([
        refusal('PRODUCT_EMPTY'),
        { kind: 'delay', api: 'lapakgaming', path: '/api/order', ms: 100, when: 'after' },
      ]);
      const ids = await Promise.all([1, 2, 3].map(() => order(world, rina, [SNAPCART])));
      for (const { id } of ids) {
        const shopper = await world.shopper(second);
        assert.equal((await advanceUntilEnd(world, shopper, id)).status, 'completed');
        const references = (await listAttempts(db, id)).map(({ reference }) => reference);
        const { lapakgaming, snapcart } = await world.booksSchema();
        const bought = [...lapakgaming.orders, ...snapcart.orders].filter((each) =>
          references.some((reference) => JSON.stringify(each).includes(reference)),
        );
        assert.equal(bought.length, 1);
      }
    });
  });
}
