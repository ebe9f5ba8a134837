/** The Closed API's quota is learned from the calls of a day on which it ended, and kept for refunds. */
import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { nodePlatform, type Platform } from '../../../../src/proxy/platform.js';
import { createClosedQuota } from '../../../../src/proxy/quota/closed-quota.js';
import { openDatabase, type Database } from '../../../../src/proxy/store/database.js';
import { createPostgresDatabase, stopOwnPostgres } from '../../../support/postgres.js';

after(stopOwnPostgres);

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
const OPEN_URL = 'http://127.0.0.1/v1';
const CLOSED_URL = 'http://127.0.0.1/closed/v1';
const QUOTA = 40;

/** A Closed API that answers `quota` calls a day (`QUOTA` unless said), and a node that counts them. */
function createNode(
  database: Database,
  shop: { now: number; callsToday: number; quota?: number; answered?: number },
) {
  const alarms: string[] = [];
  const errors: unknown[] = [];
  const fetch: Platform['fetch'] = () => {
    shop.callsToday += 1;
    const isRefused = shop.callsToday > (shop.quota ?? QUOTA);
    return Promise.resolve(new Response('{}', { status: isRefused ? 429 : 200 }));
  };
  const quota = createClosedQuota({
    platform: { ...nodePlatform, now: () => shop.now, fetch },
    bukaolshop: { openUrl: OPEN_URL, closedUrl: CLOSED_URL, apiKey: 'key' },
    database,
    alarm: (kind, api) => alarms.push(`${kind} ${api}`),
    onError: (error) => errors.push(error),
  });
  const callTimes = async (times: number, url = CLOSED_URL): Promise<void> => {
    for (let time = 0; time < times; time += 1) await quota.platform.fetch(`${url}/any`, {});
    // Counting is not awaited by the calls.
    await new Promise((resolve) => setTimeout(resolve, 50));
    assert.deepEqual(errors, []);
  };
  /** As a minute of the proxy does, for so many minutes. */
  const passMinutes = async (minutes: number): Promise<void> => {
    for (let minute = 0; minute < minutes; minute += 1) {
      shop.now += MINUTE_MS;
      await quota.refresh();
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    assert.deepEqual(errors, []);
  };
  return { ...quota, alarms, callTimes, passMinutes };
}

async function insertOpenOrders(database: Database, count: number): Promise<void> {
  for (let number = 0; number < count; number += 1) {
    const id = `order-${String(number)}`;
    await database.db
      .insertInto('orders')
      .values({
        id,
        number: id,
        idempotency_key: id,
        quote_id: id,
        callback_key: id,
        version: 1,
        state: 'PLACED',
        shopper: '1',
        request_hash: '',
        provider: 'snapcart',
        paid_by: 'saldo',
        product: '',
        item: '',
        title: '',
        item_name: '',
        fields: '{}',
        shopper_secret: '',
        debit_tag: '',
        refund_tag: '',
        state_entered_at: 0,
        attempts: 0,
        created_at: 0,
        updated_at: 0,
      })
      .execute();
  }
}

const openStore = async (kind: 'sqlite' | 'postgres'): Promise<Database> =>
  openDatabase(
    kind === 'sqlite' ? { kind, file: ':memory:' } : { kind, url: await createPostgresDatabase() },
  );

for (const kind of ['sqlite', 'postgres'] as const) {
  describe(`the quota of the Closed API (${kind})`, () => {
    it('is learned by a day that used it up, and kept for refunds on the next', async () => {
      const database = await openStore(kind);
      try {
        const shop = { now: Date.parse('2026-11-28T03:00:00Z'), callsToday: 0 };
        const nodes = [createNode(database, shop), createNode(database, shop)] as const;
        await insertOpenOrders(database, 4);
        await nodes[0].callTimes(20);
        await nodes[1].callTimes(20);
        assert.equal(await nodes[0].allowsDebit(), true, 'nothing is known yet');
        assert.equal(await nodes[1].allowsDebit(), true);
        await nodes[0].callTimes(1);
        assert.deepEqual(nodes[0].alarms, ['quota-spent bukaolshop-closed'], 'at once');
        shop.now += 11 * MINUTE_MS;
        await nodes[0].callTimes(2);
        assert.deepEqual(nodes[0].alarms, ['quota-spent bukaolshop-closed'], 'and only once');
        assert.equal(await nodes[1].left(), 0, 'as all nodes know');
        assert.equal(await nodes[1].allowsDebit(), false);

        Object.assign(shop, { now: shop.now + DAY_MS, callsToday: 0 });
        await nodes[0].callTimes(12);
        assert.equal(await nodes[0].allowsDebit(), true);
        await nodes[0].callTimes(12);
        // 16 are left: 3 for each refund of 4 orders and of this one, and 1 for its debit.
        assert.equal(await nodes[0].allowsDebit(), true);
        await nodes[0].callTimes(1);
        assert.equal(await nodes[0].allowsDebit(), false);
      } finally {
        await database.db.destroy();
      }
    });
  });
}

describe('a 429 that does not mean the quota', () => {
  it('teaches nothing when calls are answered soon after it', async () => {
    const database = await openStore('sqlite');
    try {
      const shop = { now: Date.parse('2026-11-28T03:00:00Z'), callsToday: QUOTA };
      const node = createNode(database, shop);
      await node.callTimes(1);
      shop.callsToday = 0;
      await node.callTimes(1);
      shop.now += 11 * MINUTE_MS;
      shop.callsToday = QUOTA;
      await node.callTimes(1);
      assert.equal(await node.allowsDebit(), true);
    } finally {
      await database.db.destroy();
    }
  });

  it('of the Open API alarms, and holds no debit', async () => {
    const database = await openStore('sqlite');
    try {
      const shop = { now: Date.parse('2026-11-28T03:00:00Z'), callsToday: QUOTA };
      const node = createNode(database, shop);
      await node.callTimes(3, OPEN_URL);
      assert.deepEqual(node.alarms, ['quota-spent bukaolshop-open']);
      assert.equal(await node.allowsDebit(), true);
    } finally {
      await database.db.destroy();
    }
  });
});

describe('a limit that was none of the day', () => {
  /** After 429 for eleven minutes, when `calls` calls had been answered. */
  async function openLearned(calls: number) {
    const database = await openStore('sqlite');
    const shop = { now: Date.parse('2026-11-28T03:00:00Z'), callsToday: 0, quota: calls };
    const node = createNode(database, shop);
    await node.callTimes(calls + 1);
    shop.now += 11 * MINUTE_MS;
    await node.callTimes(1);
    assert.equal(await node.left(), 0);
    return { database, shop, node };
  }

  it('is forgotten on the same day, by the first call that is answered', async () => {
    const { database, shop, node } = await openLearned(30);
    await node.passMinutes(16);
    assert.equal(await node.allowsDebit(), false, 'the day is still spent, as a call has tried');
    shop.quota = 1_000;
    await node.passMinutes(16);
    assert.equal(await node.left(), null);
    assert.equal(await createNode(database, shop).allowsDebit(), true);
    await database.db.destroy();
  });

  it('holds nothing on the next day, where it came after few calls', async () => {
    const { database, shop, node } = await openLearned(5);
    Object.assign(shop, { now: shop.now + DAY_MS, callsToday: 0 });
    assert.equal(await node.allowsDebit(), true);
    await database.db.destroy();
  });

  it('is passed on the next day by calls that nothing else could use', async () => {
    const { database, shop, node } = await openLearned(30);
    Object.assign(shop, { now: shop.now + DAY_MS, callsToday: 0, quota: 1_000 });
    await node.callTimes(27);
    assert.equal(await node.allowsDebit(), false);
    await insertOpenOrders(database, 1);
    await node.passMinutes(5);
    assert.equal(await node.left(), 3, 'the calls of a refund that may be due are kept');
    await database.db.updateTable('orders').set({ state: 'FULFILLED' }).execute();
    await node.passMinutes(5);
    assert.equal(await node.left(), null);
    Object.assign(shop, { now: shop.now + DAY_MS, callsToday: 0 });
    assert.equal(await node.left(), null, 'and stays forgotten');
    await database.db.destroy();
  });
});

describe('a quota that has grown', () => {
  it('holds no debit once more calls were answered than were learned', async () => {
    const database = await openStore('sqlite');
    try {
      const shop = { now: Date.parse('2026-11-28T03:00:00Z'), callsToday: QUOTA - 10 };
      const node = createNode(database, shop);
      await node.callTimes(11);
      shop.now += 11 * MINUTE_MS;
      await node.callTimes(1);
      assert.equal(await node.allowsDebit(), false);
      Object.assign(shop, { now: shop.now + DAY_MS, callsToday: 0 });
      await node.callTimes(11);
      assert.equal(await node.allowsDebit(), true);
    } finally {
      await database.db.destroy();
    }
  });
});

describe('a quota whose rest the API tells', () => {
  for (const [name, tell, isLearned] of [
    ['once two readings have fallen with the calls', (calls: number) => 90 - calls, true],
    ['but not where it may count what was used', (calls: number) => calls, false],
    ['but not where it cannot be read', () => null, false],
  ] as const) {
    it(`is kept for refunds before it was ever used up, ${name}`, async () => {
      const database = await openStore('sqlite');
      try {
        const shop = { now: Date.parse('2026-11-28T03:00:00Z'), calls: 0, readings: 0 };
        const quota = createClosedQuota({
          platform: {
            ...nodePlatform,
            now: () => shop.now,
            fetch: (url) => {
              shop.calls += 1;
              if (!url.endsWith('/info_limit')) return Promise.resolve(new Response('{}'));
              shop.readings += 1;
              const jumlah_request = tell(shop.calls);
              return Promise.resolve(Response.json({ code: 200, jumlah_request }));
            },
          },
          bukaolshop: { openUrl: OPEN_URL, closedUrl: CLOSED_URL, apiKey: 'key' },
          database,
          alarm: () => assert.fail('nothing is used up'),
          onError: (error) => assert.fail(String(error)),
        });
        for (let round = 0; round < 2; round += 1) {
          for (let time = 0; time < 40; time += 1)
            await quota.platform.fetch(`${CLOSED_URL}/any`, {});
          shop.now += 11 * MINUTE_MS;
          await quota.refresh();
          await quota.refresh();
        }
        assert.equal(shop.readings, tell(0) === null ? 1 : 2, 'none without calls between');
        assert.equal(await quota.left(), isLearned ? 90 - shop.calls : null);
        await insertOpenOrders(database, 4);
        assert.equal(await quota.allowsDebit(), !isLearned);
      } finally {
        await database.db.destroy();
      }
    });
  }
});
