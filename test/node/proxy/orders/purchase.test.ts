/** Purchases over HTTP: one order for a key and a quote, at the price of the quote, for its shopper. */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import { order, type ProblemCode } from '../../../../src/proxy/contract.js';
import { readSettings } from '../../../../src/proxy/config/settings.js';
import { findOrderById } from '../../../../src/proxy/ledger/queries.js';
import { openDatabase } from '../../../../src/proxy/store/database.js';
import { stopOwnPostgres } from '../../../support/postgres.js';
import type { Tampering, TestShopper } from '../support/test-shopper.js';
import {
  buy,
  closeSandbox,
  DATABASES,
  advanceUntilEnd,
  PURCHASES,
  openProxyCluster,
  orderOf,
  ordersOf,
  quoteFor,
  saldoTotals,
  type ProxyCluster,
} from '../support/proxy-cluster.js';

after(closeSandbox);
after(stopOwnPostgres);

const BUDI = {
  id_user: '500001',
  token_user: 'token-of-budi',
  email_user: 'budi@example.com',
  nama_user: 'Budi',
  saldo: 500_000,
  pin: '246810',
  pinRequired: true,
} as const;
const shop = { members: [BUDI] };

const withIdempotencyKey = (key: string = randomUUID()): Tampering => ({
  headers: { 'Idempotency-Key': key },
});

async function assertProblem(answer: Response, code: ProblemCode): Promise<void> {
  assert.match(answer.headers.get('Content-Type') ?? '', /^application\/problem\+json/);
  assert.equal(((await answer.json()) as { code: string }).code, code);
}

for (const database of DATABASES) {
  describe(`buying on ${database}`, () => {
    let world: ProxyCluster;
    let rina: TestShopper;
    before(async () => {
      world = await openProxyCluster({ database, shop });
      rina = await world.shopper();
    });
    after(() => world.close());
    const fields = PURCHASES.lapakgaming.fields;

    it('makes one order for an idempotency key, for repeated and parallel requests', async () => {
      const { quote } = await quoteFor(rina, 'lapakgaming');
      const key = randomUUID();
      const before = await saldoTotals(world);
      const answers = await Promise.all(
        Array.from({ length: 10 }, () =>
          rina.post('/v1/orders', { quote, fields }, withIdempotencyKey(key)),
        ),
      );
      const statuses = answers.map(({ status }) => status).sort();
      assert.deepEqual(statuses, [...Array<number>(9).fill(200), 201]);
      const ids = new Set<string>();
      for (const answer of answers) ids.add(order.parse(await answer.json()).id);
      assert.equal(ids.size, 1);
      const [id = ''] = ids;
      const { price } = await advanceUntilEnd(world, rina, id);
      assert.equal((await saldoTotals(world)).debited - before.debited, price);
      const again = await rina.post(
        '/v1/orders',
        { quote, fields, pin: '123456' },
        withIdempotencyKey(key),
      );
      assert.deepEqual([again.status, order.parse(await again.json()).id], [200, id]);
    });

    it('refuses invalid requests and makes no order', async () => {
      const { quote } = await quoteFor(rina, 'lapakgaming');
      const other = await quoteFor(rina, 'lapakgaming');
      const budi = await world.shopper(undefined, BUDI);
      const theirs = await quoteFor(budi, 'lapakgaming');
      const used = await buy(rina, 'lapakgaming');
      await advanceUntilEnd(world, rina, used.order.id);
      const count = (await ordersOf(rina)).length;
      const charged = await saldoTotals(world);
      const edited = quote.replace(/^([^.]+\.)([^.]+)/, (_all, head: string, payload: string) => {
        const claims = JSON.parse(Buffer.from(payload, 'base64url').toString()) as object;
        return head + Buffer.from(JSON.stringify({ ...claims, price: 1 })).toString('base64url');
      });
      const long = 'x'.repeat(101);
      const cases: readonly [ProblemCode, unknown, Tampering][] = [
        ['missing_idempotency_key', { quote, fields }, {}],
        ['invalid_idempotency_key', { quote, fields }, withIdempotencyKey('a'.repeat(256))],
        ['invalid_idempotency_key', { quote, fields }, withIdempotencyKey('with space')],
        ['idempotency_key_reused', { quote: other.quote, fields }, withIdempotencyKey(used.key)],
        [
          'idempotency_key_reused',
          { quote: used.quote, fields: { ...fields, user_id: '9' } },
          withIdempotencyKey(used.key),
        ],
        ['quote_used', { quote: used.quote, fields }, withIdempotencyKey()],
        ['quote_of_another', { quote: theirs.quote, fields }, withIdempotencyKey()],
        ['invalid_quote', { quote: edited, fields }, withIdempotencyKey()],
        ['invalid_quote', { quote: 'x', fields }, withIdempotencyKey()],
        ['invalid_fields', { quote, fields: {} }, withIdempotencyKey()],
        [
          'invalid_fields',
          { quote, fields: { ...fields, user_id: '12a45' } },
          withIdempotencyKey(),
        ],
        [
          'invalid_fields',
          { quote, fields: { ...fields, user_id: '12345678(99)' } },
          withIdempotencyKey(),
        ],
        ['invalid_fields', { quote, fields: { ...fields, user_id: '①②③' } }, withIdempotencyKey()],
        ['invalid_fields', { quote, fields: { ...fields, user_id: long } }, withIdempotencyKey()],
        ['invalid_fields', { quote, fields: { ...fields, more: '1' } }, withIdempotencyKey()],
        ['invalid_pin', { quote, fields, pin: '12345' }, withIdempotencyKey()],
        ['invalid_pin', { quote, fields, pin: '１２３４５６' }, withIdempotencyKey()],
        ['invalid_pin', { quote, fields, pin: 123456 }, withIdempotencyKey()],
        ['bad_request', { quote }, withIdempotencyKey()],
        ['bad_request', { quote, fields: 'all' }, withIdempotencyKey()],
        ['not_json', '{"quote":', withIdempotencyKey()],
        ['unknown_order', { quote, fields }, withLookup(randomUUID())],
      ];
      for (const [code, body, options] of cases) {
        await assertProblem(await rina.post('/v1/orders', body, options), code);
      }
      assert.equal((await ordersOf(rina)).length, count);
      assert.deepEqual(await saldoTotals(world), charged);
    });

    it('cleans what was pasted, and makes one order of it', async () => {
      const pasted = { user_id: '\u202a１２３ 45-678 (2001)\u202c', additional_id: '\u200b' };
      const { quote } = await quoteFor(rina, 'lapakgaming', {
        ...PURCHASES.lapakgaming,
        fields: pasted,
      });
      const key = withIdempotencyKey();
      const made = await rina.post('/v1/orders', { quote, fields: pasted }, key);
      assert.equal(made.status, 201);
      const { id, fields: stored } = order.parse(await made.json());
      assert.deepEqual(stored, { user_id: '12345678', additional_id: '2001' });
      await advanceUntilEnd(world, rina, id);
      const { lapakgaming } = await world.booksSchema();
      assert.match(JSON.stringify(lapakgaming.orders.at(-1)), /"12345678"/);
      // The same text in other invisible clothes is the same request; another account is not.
      const invisibly = { user_id: '１２３ 45-678 (2001)' };
      const again = await rina.post('/v1/orders', { quote, fields: invisibly }, key);
      assert.deepEqual([again.status, order.parse(await again.json()).id], [200, id]);
      const other = { user_id: '12345679', additional_id: '2001' };
      await assertProblem(
        await rina.post('/v1/orders', { quote, fields: other }, key),
        'idempotency_key_reused',
      );
    });

    it('refuses an expired quote, but returns the order that it already bought', async () => {
      const { quote } = await quoteFor(rina, 'lapakgaming');
      const bought = await buy(rina, 'lapakgaming');
      await advanceUntilEnd(world, rina, bought.order.id);
      world.advanceTime(301_000);
      await assertProblem(
        await rina.post('/v1/orders', { quote, fields }, withIdempotencyKey()),
        'quote_expired',
      );
      const answer = await rina.post(
        '/v1/orders',
        { quote: bought.quote, fields },
        withIdempotencyKey(bought.key),
      );
      assert.equal(answer.status, 200);
      const found = await rina.post('/v1/orders', {}, withLookup(bought.key));
      assert.equal(order.parse(await found.json()).id, bought.order.id);
    });

    it('shows no orders of other shoppers', async () => {
      const { order: mine } = await buy(rina, 'lapakgaming');
      const budi = await world.shopper(undefined, BUDI);
      await assertProblem(await budi.get(`/v1/orders/${mine.id}`), 'unknown_order');
      await assertProblem(await rina.get('/v1/orders/unknown'), 'unknown_order');
      assert.ok((await ordersOf(budi)).every(({ id }) => id !== mine.id));
      await advanceUntilEnd(world, rina, mine.id);
    });

    it('requires the PIN when the shop does, and stores it nowhere', async () => {
      const budi = await world.shopper(undefined, BUDI);
      const charged = await saldoTotals(world, BUDI.id_user);
      for (const pin of ['111111', undefined]) {
        const { order: wrong } = await buy(budi, 'lapakgaming', undefined, pin ? { pin } : {});
        const ended = await advanceUntilEnd(world, budi, wrong.id);
        assert.deepEqual([ended.status, ended.reason], ['failed', 'wrong_pin']);
      }
      assert.deepEqual(await saldoTotals(world, BUDI.id_user), charged);
      const { order: right } = await buy(budi, 'lapakgaming', undefined, { pin: BUDI.pin });
      assert.equal((await advanceUntilEnd(world, budi, right.id)).status, 'completed');
    });

    it('cancels an order when the saldo is insufficient', async () => {
      const dear = { ...PURCHASES.lapakgaming, item: 'ML7740_1548-S42' };
      const { order: wished } = await buy(rina, 'lapakgaming', dear);
      const ended = await advanceUntilEnd(world, rina, wished.id);
      assert.deepEqual([ended.status, ended.reason], ['failed', 'insufficient_balance']);
    });

    it('lists the newest orders first, page by page', async () => {
      const ids = (await ordersOf(rina)).map(({ id }) => id);
      const times = (await ordersOf(rina)).map(({ created_at }) => created_at);
      assert.deepEqual(times, [...times].sort().reverse());
      assert.equal(new Set(ids).size, ids.length);
      await assertProblem(await rina.get('/v1/orders?cursor=nonsense'), 'bad_request');
    });
  });
}

const withLookup = (key: string): Tampering => ({
  headers: { 'Idempotency-Key': key, 'Idempotency-Lookup': 'true' },
});

/** Runs with a cluster of its own, for tests that change the shop. */
async function withCluster(
  run: (world: ProxyCluster, rina: TestShopper) => Promise<void>,
): Promise<void> {
  const world = await openProxyCluster({ shop: { ...shop, settleMs: null } });
  try {
    await run(world, await world.shopper());
  } finally {
    await world.close();
  }
}

describe('between quote and order', () => {
  const { product, item, fields } = PURCHASES.lapakgaming;
  for (const [name, change, reason] of [
    ['a price that rises', { price: 99_999 }, 'price_moved'],
    ['an item that vanishes', { status: 'empty' }, 'item_gone'],
  ] as const) {
    it(`${name} costs nothing`, () =>
      withCluster(async (world, rina) => {
        const { quote } = await quoteFor(rina, 'lapakgaming');
        await world.control('PUT', `/products/lapakgaming/${item}`, change);
        world.advanceTime(20_000);
        const answer = await rina.post('/v1/orders', { quote, fields }, withIdempotencyKey());
        const { id } = order.parse(await answer.json());
        const ended = await advanceUntilEnd(world, rina, id);
        assert.deepEqual([ended.status, ended.reason], ['failed', reason]);
        assert.equal((await saldoTotals(world)).changes, 0);
        assert.equal(product, 'ML');
      }));
  }
});

describe('an order that takes its time', () => {
  it('is pending, then done, and answers waiting requests at once', () =>
    withCluster(async (world, rina) => {
      const { order: placed } = await buy(rina, 'lapakgaming');
      const processing = await advanceUntilEnd(world, rina, placed.id, {
        untilStatuses: ['processing'],
      });
      assert.equal(processing.voucher, null);
      const known = await rina.get(`/v1/orders/${placed.id}`);
      const etag = known.headers.get('ETag') ?? '';
      const same = await rina.get(`/v1/orders/${placed.id}`, {
        headers: { 'If-None-Match': etag },
      });
      assert.equal(same.status, 304);
      const waiting = rina.get(`/v1/orders/${placed.id}?wait=20`, {
        headers: { 'If-None-Match': etag },
      });
      const books = await world.booksSchema();
      const [bought] = books.lapakgaming.orders;
      await world.control('POST', `/orders/${String(bought?.['tid'])}`, { status: 'done' });
      world.advanceTime(60_000);
      const changed = order.parse(await (await waiting).json());
      assert.equal(changed.status, 'completed');
    }));

  it('waits for the payment of the provider’s invoice, moves no saldo, and is marked as a trial', () =>
    withCluster(async (world, rina) => {
      const { order: placed, price } = await buy(rina, 'leuwongrr');
      assert.equal(price, null);
      const waiting = await advanceUntilEnd(world, rina, placed.id, {
        untilStatuses: ['awaiting_payment'],
      });
      assert.match(waiting.invoice_url ?? '', /^http:\/\/127\.0\.0\.1/);
      assert.ok((waiting.price ?? 0) > 0);
      const [bought] = (await world.booksSchema()).leuwongrr.orders;
      await world.control('POST', `/orders/${String(bought?.['invoice'])}`, {
        status: 'done',
      });
      const ended = await advanceUntilEnd(world, rina, placed.id, { stepMs: 30_000 });
      assert.equal(ended.status, 'completed');
      assert.equal((await saldoTotals(world)).changes, 0);
      assert.match(ended.title, /uji coba/);
      const { db } = await openDatabase(readSettings(world.env).database);
      const row = await findOrderById(db, placed.id);
      await db.destroy();
      assert.equal(row?.is_trial, 1);
    }));

  for (const [command, status, reason] of [
    ['done', 'completed', null],
    ['failed', 'failed', 'invoice_failed'],
  ] as const) {
    it(`is paid and on its way, for longer than a day, until its own order is ${command}`, () =>
      withCluster(async (world, rina) => {
        const { order: placed } = await buy(rina, 'leuwongrr');
        await advanceUntilEnd(world, rina, placed.id, { untilStatuses: ['awaiting_payment'] });
        const [bought] = (await world.booksSchema()).leuwongrr.orders;
        const path = `/orders/${String(bought?.['invoice'])}`;
        await world.control('POST', path, { status: 'paid' });
        const paid = await advanceUntilEnd(world, rina, placed.id, {
          untilStatuses: ['processing'],
          stepMs: 30_000,
        });
        assert.match(paid.message ?? '', /^(Sudah dibayar, sedang dikirim|Paid, and being)/);
        world.advanceTime(25 * 3_600_000);
        await new Promise((resolve) => setTimeout(resolve, 200));
        assert.equal((await orderOf(rina, placed.id)).status, 'processing');

        await world.control('POST', path, { status: command });
        const ended = await advanceUntilEnd(world, rina, placed.id, { stepMs: 600_000 });
        assert.deepEqual([ended.status, ended.reason], [status, reason]);
        assert.equal((await saldoTotals(world)).changes, 0);
      }));
  }

  it('fails when its invoice is not paid', () =>
    withCluster(async (world, rina) => {
      const { order: placed } = await buy(rina, 'leuwongrr');
      await advanceUntilEnd(world, rina, placed.id, { untilStatuses: ['awaiting_payment'] });
      const ended = await advanceUntilEnd(world, rina, placed.id, { stepMs: 3_600_000 });
      assert.deepEqual([ended.status, ended.reason], ['failed', 'invoice_lapsed']);
    }));

  it('is sent again to LeuwongRR under the same key when the answer is lost', () =>
    withCluster(async (world, rina) => {
      await world.faults([
        {
          kind: 'disconnect',
          api: 'leuwongrr',
          method: 'POST',
          path: '/me/orders',
          effect: 'kept',
          times: 2,
        },
      ]);
      const { order: placed } = await buy(rina, 'leuwongrr');
      await advanceUntilEnd(world, rina, placed.id, { untilStatuses: ['awaiting_payment'] });
      assert.equal((await world.booksSchema()).leuwongrr.orders.length, 1);
    }));
});

it('an order whose PIN was lost with its node is cancelled without a debit', async () => {
  const world = await openProxyCluster({ shop, hasNoFirstNode: true });
  try {
    const dead = await world.node({ fetch: fetchThatHangsAtRecheck() }, { isMortal: true });
    const budi = await world.shopper(dead, BUDI);
    const { quote } = await quoteFor(budi, 'snapcart');
    // The node dies while it checks the price again.
    world.advanceTime(20_000);
    const { fields } = PURCHASES.snapcart;
    const answer = await budi.post(
      '/v1/orders',
      { quote, fields, pin: BUDI.pin },
      withIdempotencyKey(),
    );
    const begun = order.parse(await answer.json());
    const second = await world.node();
    const shopper = await world.shopper(second, BUDI);
    const ended = await advanceUntilEnd(world, shopper, begun.id, { stepMs: 10_000 });
    assert.deepEqual([ended.status, ended.reason], ['failed', 'pin_lost']);
    assert.equal((await saldoTotals(world, BUDI.id_user)).changes, 0);
    assert.equal((await orderOf(shopper, begun.id)).status, 'failed');
  } finally {
    await world.close();
  }
});

/** Lets all calls through until the order's check, which never returns. */
function fetchThatHangsAtRecheck(): (url: string, init: RequestInit) => Promise<Response> {
  let lists = 0;
  return (url, init) => {
    const isItems = url.endsWith('/items');
    if (isItems) lists += 1;
    return isItems && lists > 1 ? new Promise(() => undefined) : fetch(url, init);
  };
}
