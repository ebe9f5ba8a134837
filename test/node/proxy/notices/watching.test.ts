/** What no order would notice: store, disk, clock, deposits, silent services, late refunds, and the evening. */
import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { sql } from 'kysely';
import { nodePlatform, type Platform } from '../../../../src/proxy/platform.js';
import { recordReading } from '../../../../src/proxy/supply/supply-store.js';
import { stopOwnPostgres } from '../../../support/postgres.js';
import { DATABASES } from '../support/proxy-cluster.js';
import {
  GROUPED_MS,
  HOUR_MS,
  IN_REVIEW,
  listenForHooks,
  MINUTE_MS,
  openNoticeWorld,
  PAID,
} from './notice-world.js';

after(stopOwnPostgres);

type World = Awaited<ReturnType<typeof openNoticeWorld>>;

const isRunnerAlive = () => true;

/** Checks on these nodes, and sends what follows. */
async function checkAndSend(world: World, ...nodes: readonly World['node'][]): Promise<string[]> {
  for (const { check } of nodes) await check(isRunnerAlive);
  world.advance(GROUPED_MS);
  for (const { sendDue } of nodes) await sendDue();
  return world.takeTexts();
}

for (const database of DATABASES) {
  describe(`what is looked at each minute (${database})`, () => {
    it('ends in one summary an evening, over two nodes', async () => {
      const world = await openNoticeWorld({ database });
      const nodes = [world.node, world.openNode()];
      await world.storeOrder([...PAID, 'PLACING', 'PLACED', 'FULFILLED']);
      await world.storeOrder([...PAID, 'REFUND_DUE', 'REFUNDING', 'REFUNDED']);
      await world.storeOrder(IN_REVIEW, 'review');
      const reading = {
        provider: 'lapakgaming',
        deposit: 450_000,
        startedAt: world.now(),
      } as const;
      await recordReading(world.database.db, reading);
      assert.match((await checkAndSend(world, ...nodes)).join(), /^Pesanan menunggu[^|]+$/);
      // 20:00 in Jakarta; it is noon.
      world.advance(8 * HOUR_MS);
      assert.deepEqual(await checkAndSend(world, ...nodes), [
        [
          'Ringkasan 24 jam / The last 24 hours',
          '',
          'Terjual / sold: 1, Rp20.000',
          'Refund / paid back: 1, Rp20.000',
          'Laba / profit: Rp1.000',
          'Deposit Lapakgaming: Rp450.000',
          'Menunggu Anda / waiting for you: 1 (etalase orders --review)',
        ].join('\n'),
      ]);
      world.advance(HOUR_MS);
      assert.deepEqual(await checkAndSend(world, ...nodes, world.openNode()), []);
      world.advance(23 * HOUR_MS);
      const [next = '', ...others] = await checkAndSend(world, ...nodes);
      assert.match(next, /sold: 0, Rp0/);
      assert.deepEqual(others, []);
      assert.deepEqual(world.errors, []);
    });

    it('finds a low deposit once, until it was filled', async () => {
      const world = await openNoticeWorld({ database, env: { ETALASE_LOW_DEPOSIT: '50000' } });
      const nodes = [world.node, world.openNode()];
      for (const [deposit, isTold] of [
        [50_000, false],
        [49_999, true],
        [100, false],
        [80_000, false],
        [7_000, true],
      ] as const) {
        world.advance(HOUR_MS / 4);
        const startedAt = world.now();
        await recordReading(world.database.db, { provider: 'lapakgaming', deposit, startedAt });
        const texts = await checkAndSend(world, ...nodes);
        assert.equal(texts.length, isTold ? 1 : 0, String(deposit));
        if (isTold) assert.match(texts[0] ?? '', /low\n\nLapakgaming: Rp(49\.999|7\.000)$/);
      }
      assert.deepEqual(world.alarms, ['deposit-low', 'deposit-low']);
    });

    it('finds a refund that takes more than an hour since it became due', async () => {
      const world = await openNoticeWorld({ database });
      await world.storeOrder([...PAID, 'REFUND_DUE', 'REFUNDING', 'REFUND_DUE']);
      await world.storeOrder([...PAID, 'REFUND_DUE', 'REFUNDING', 'REFUNDED']);
      world.advance(HOUR_MS - 1);
      assert.deepEqual(await checkAndSend(world, world.node), []);
      world.advance(1);
      const [text = '', ...others] = await checkAndSend(world, world.node, world.openNode());
      assert.match(text, /more than an hour\n\nTU-7F3K-9201 Rp20\.000\n/);
      assert.deepEqual(others, []);
      world.advance(HOUR_MS);
      assert.deepEqual(await checkAndSend(world, world.node), []);

      const states = [...PAID, 'REFUND_DUE', 'REFUNDING', 'REVIEW', 'FULFILLED'] as const;
      const delivered = await world.storeOrder(states);
      world.advance(24 * HOUR_MS);
      await world.moveOrder(delivered, ['REFUND_DUE', 'REFUNDING', 'REFUND_DUE']);
      world.advance(HOUR_MS - 1);
      assert.deepEqual(await checkAndSend(world, world.node), [], 'an old order, corrected lately');
      world.advance(1);
      const texts = await checkAndSend(world, world.node);
      assert.match(texts.join(), /more than an hour\n\nTU-7F3K-9203 /);
      assert.deepEqual(world.alarms, ['slow-refund', 'slow-refund']);
    });
  });
}

describe('the disk', () => {
  for (const [use, isTold] of [
    [0.89, false],
    [0.931, true],
    [null, false],
  ] as const) {
    it(`is ${isTold ? 'told of' : 'nothing to tell of'} at ${String(use)}`, async () => {
      const world = await openNoticeWorld();
      let now: number | null = use;
      const node = world.openNode({ readDiskUse: () => Promise.resolve(now) });
      const texts = await checkAndSend(world, node);
      assert.equal(texts.length, isTold ? 1 : 0);
      if (isTold) assert.match(texts[0] ?? '', /nearly full\n\n93 %$/);
      now = use === null ? null : use + 0.05;
      world.advance(MINUTE_MS);
      if (isTold) assert.deepEqual(await checkAndSend(world, node), [], 'once a day');
    });
  }
});

describe('a node without channels', () => {
  it('logs and counts each alarm once, over two nodes', async () => {
    const world = await openNoticeWorld({
      env: { ETALASE_NOTIFY: '', ETALASE_LOW_DEPOSIT: '50000' },
    });
    const logged: string[] = [];
    const openNode = () =>
      world.openNode({
        readDiskUse: () => Promise.resolve(0.95),
        reportAlarm: (...alarm) => logged.push(JSON.stringify(alarm)),
      });
    const nodes = [openNode(), openNode()];
    const refund = await world.storeOrder([...PAID, 'REFUND_DUE']);
    const reading = { provider: 'snapcart', deposit: 100, startedAt: world.now() } as const;
    await recordReading(world.database.db, reading);
    world.advance(HOUR_MS);
    const calls = nodes.map((node) =>
      watchSupplier(world, node, () => {
        const headers = { Date: new Date(world.now() - HOUR_MS).toUTCString() };
        return new Response('', { status: 503, headers });
      }),
    );
    for (let minute = 0; minute < 15; minute += 1) {
      for (const call of calls) await call(1);
      for (const { check } of nodes) await check(isRunnerAlive);
    }
    assert.deepEqual(logged.sort(), [
      '["clock-off",{"count":3599}]',
      '["deposit-low",{"provider":"snapcart"}]',
      '["disk-full",{"count":95}]',
      `["slow-refund",{"order":"${refund.id}"}]`,
      '["upstream-silent",{"provider":"lapakgaming"}]',
    ]);
    assert.deepEqual(world.errors, []);
  });
});

/** A node whose calls to a supplier are answered by `answer`. */
function watchSupplier(world: World, node: World['node'], answer: () => Response) {
  const platform: Platform = {
    ...nodePlatform,
    now: world.now,
    fetch: () => Promise.resolve(answer()),
  };
  const { fetch } = node.watch(platform);
  return async (minutes: number): Promise<void> => {
    for (let minute = 0; minute < minutes; minute += 1) {
      await fetch('https://supplier.example/api', {}).catch(() => undefined);
      world.advance(MINUTE_MS);
    }
  };
}

describe('the answers of services', () => {
  for (const [what, offMs, told] of [
    ['right', 0, null],
    ['29 s ahead', 29_000, null],
    ['a minute ahead', 60_000, /off\n\n\d\d detik/],
    ['a minute behind', -60_000, /off\n\n-\d\d detik/],
  ] as const) {
    it(`tell of a clock that is ${what}`, async () => {
      const world = await openNoticeWorld();
      const call = watchSupplier(world, world.node, () => {
        const date = new Date(world.now() - offMs).toUTCString();
        return new Response('', { headers: { Date: date } });
      });
      await call(2);
      assert.deepEqual(world.alarms, [], 'one upstream may be wrong itself');
      await call(3);
      const texts = await checkAndSend(world, world.node);
      assert.equal(texts.length, told ? 1 : 0);
      if (told) assert.match(texts[0] ?? '', told);
      assert.deepEqual(world.alarms, told ? ['clock-off'] : []);
    });
  }

  it('tell of a service that is silent for ten minutes', async () => {
    const world = await openNoticeWorld();
    let status = 503;
    const call = watchSupplier(world, world.node, () => new Response('', { status }));
    await call(9);
    status = 404;
    await call(1);
    status = 500;
    await call(10);
    assert.deepEqual(await checkAndSend(world, world.node), []);
    await call(3);
    const texts = await checkAndSend(world, world.node);
    assert.deepEqual(texts, ['Layanan tidak menjawab / A service does not answer\n\nLapakgaming']);
  });
});

describe('a store that cannot be written', () => {
  it('is told of at once, hourly, and stops the heartbeat', async () => {
    const { url, received } = await listenForHooks();
    const world = await openNoticeWorld({ env: { ETALASE_HEARTBEAT_URL: url } });
    const { check, sendDue } = world.node;
    await check(isRunnerAlive);
    assert.equal(received.length, 1);
    await check(() => false);
    assert.equal(received.length, 1, 'no heartbeat of a runner that hangs');

    await sql`pragma query_only = on`.execute(world.database.db);
    await check(isRunnerAlive);
    assert.deepEqual(await world.takeTexts(), [], 'a backup may hold it for a moment');
    await check(isRunnerAlive);
    assert.match(
      (await world.takeTexts()).join('|'),
      /^[^|]+cannot be written[^|]+may not be written/,
    );
    await check(isRunnerAlive);
    await sendDue();
    assert.deepEqual(await world.takeTexts(), []);
    world.advance(HOUR_MS);
    await check(isRunnerAlive);
    assert.equal((await world.takeTexts()).length, 1);
    assert.equal(received.length, 1);
  });
});
