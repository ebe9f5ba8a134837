/** Notices are written with their event, grouped, sent once by one node, and tried again when they surely failed. */
import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { after, describe, it } from 'node:test';
import { z } from 'zod';
import { holdOpenOrders } from '../../../../src/proxy/ledger/hold-open-orders.js';
import { stopOwnPostgres } from '../../../support/postgres.js';
import { DATABASES } from '../support/proxy-cluster.js';
import {
  GROUPED_MS,
  HOUR_MS,
  IN_REVIEW,
  listenForHooks,
  MINUTE_MS,
  openNoticeWorld,
  ORDER_SECRETS,
} from './notice-world.js';

after(stopOwnPostgres);

const TELEGRAM = { api: 'telegram', path: '/*' } as const;

for (const database of DATABASES) {
  describe(`notices (${database})`, () => {
    it('tell of an order in review once, over two nodes and a restart', async () => {
      const world = await openNoticeWorld({ database });
      await world.storeOrder(IN_REVIEW, 'review');
      await world.node.sendDue();
      assert.deepEqual(await world.takeTexts(), [], 'alike notices are waited for');
      world.advance(GROUPED_MS);
      const nodes = [world.openNode(), world.openNode()];
      await Promise.all(nodes.map(({ sendDue }) => sendDue()));
      assert.deepEqual(await world.takeTexts(), [
        [
          'Pesanan menunggu keputusan Anda / An order waits for your decision',
          '',
          'TU-7F3K-9201 Rp20.000',
          'Mobile Legends, 86 Diamonds → …7890/…01',
          'debit ya/yes, pesan/placed mungkin/maybe, refund tidak/no',
          'bisa/may be: delivered, refund, refunded',
          'etalase orders show TU-7F3K-9201 --look',
        ].join('\n'),
      ]);
      world.advance(HOUR_MS);
      for (const node of nodes) await node.sendDue();
      assert.deepEqual(await world.takeTexts(), []);
      assert.deepEqual(world.errors, []);
    });

    it('are grouped, and name no more than a screen holds', async () => {
      const world = await openNoticeWorld({ database });
      for (let count = 0; count < 20; count += 1) await world.storeOrder(IN_REVIEW, 'review');
      world.node.record('supplier-refused', 'lapakgaming');
      world.advance(GROUPED_MS);
      await Promise.all([world.node.sendDue(), world.openNode().sendDue()]);
      const texts = await world.takeTexts();
      const [reviews = '', ...others] = texts.sort().reverse();
      assert.equal(others.length, 1);
      assert.match(others[0] ?? '', /Lapakgaming$/);
      assert.match(reviews, /decision \(20\)\n/);
      assert.equal(reviews.match(/TU-7F3K-92\d\d Rp/g)?.length, 8);
      assert.match(reviews, /\+12: etalase orders --review$/);
      for (const secret of ORDER_SECRETS) assert.ok(!reviews.includes(secret), secret);

      await world.storeOrder(IN_REVIEW, 'review');
      world.advance(GROUPED_MS);
      await world.node.sendDue();
      assert.deepEqual(await world.takeTexts(), [], 'one message of a kind a minute');
      world.advance(MINUTE_MS);
      await world.node.sendDue();
      assert.match((await world.takeTexts()).join(), /TU-7F3K-9221/);
    });

    it('tell of all orders that a restore has held, in one message, at the next start', async () => {
      const world = await openNoticeWorld({ database });
      await world.storeOrder(IN_REVIEW, 'review');
      for (let count = 0; count < 11; count += 1) await world.storeOrder(['RESERVED']);
      await world.storeOrder(['CANCELLED']);
      const hold = { now: world.now(), node: 'restore', note: 'held' };
      await world.database.db.transaction().execute((trx) => holdOpenOrders(trx, hold));
      for (const node of [world.openNode(), world.openNode()]) {
        await node.check(() => true);
        world.advance(GROUPED_MS);
        await node.sendDue();
      }
      const [text = '', ...others] = await world.takeTexts();
      assert.match(text, /decision \(12\)\n/);
      assert.deepEqual(others, []);
      assert.equal(world.alarms.length, 12);
      assert.deepEqual(world.errors, []);
    });

    it('are not written for a change that was lost', async () => {
      const world = await openNoticeWorld({ database });
      const order = await world.storeOrder(IN_REVIEW);
      const change = { next_attempt_at: null, alarm: 'review' } as const;
      const stale = { ...order, version: order.version - 1 };
      const result = await world.ledger.recordObservation(stale, 'late', change);
      assert.equal(result.kind, 'conflict');
      const rows = await world.database.db.selectFrom('notices').selectAll().execute();
      assert.deepEqual(rows, []);
    });
  });
}

describe('a channel that fails', () => {
  for (const [what, fault, waitMs] of [
    ['429 with a wait', { kind: 'status', status: 429 }, MINUTE_MS],
    ['Telegram’s own 500', { kind: 'status', status: 500 }, MINUTE_MS],
    ['a wrong token', { kind: 'status', status: 401 }, MINUTE_MS],
    ['a 503 of a gateway', { kind: 'body', status: 503, body: '<html>' }, MINUTE_MS],
  ] as const) {
    it(`gets the message later after ${what}`, async () => {
      const world = await openNoticeWorld();
      await world.setFaults([{ ...TELEGRAM, ...fault, times: 2 }]);
      await world.storeOrder(IN_REVIEW, 'review');
      world.advance(GROUPED_MS);
      await world.node.sendDue();
      world.advance(waitMs - 1);
      await world.node.sendDue();
      assert.deepEqual(await world.takeTexts(), []);
      // Twice as long after the second failure.
      for (const ms of [1, 2 * waitMs - 1]) {
        world.advance(ms);
        await world.node.sendDue();
        assert.deepEqual(await world.takeTexts(), []);
      }
      world.advance(1);
      await world.node.sendDue();
      assert.equal((await world.takeTexts()).length, 1);
    });
  }

  for (const [what, fault] of [
    ['was lost', { kind: 'disconnect', effect: 'kept' }],
    ['cannot be read', { kind: 'malformed', effect: 'kept' }],
    ['is a gateway’s 502', { kind: 'body', status: 502, body: '<html>', effect: 'kept' }],
  ] as const) {
    it(`gets the message once when its answer ${what}`, async () => {
      const world = await openNoticeWorld();
      await world.setFaults([{ ...TELEGRAM, ...fault, times: 1 }]);
      await world.storeOrder(IN_REVIEW, 'review');
      world.advance(GROUPED_MS);
      await world.node.sendDue();
      assert.equal((await world.takeTexts()).length, 1, 'it arrived');
      world.advance(2 * HOUR_MS);
      await world.node.sendDue();
      assert.deepEqual(await world.takeTexts(), []);
    });
  }

  it('is asked no more while it told to wait', async () => {
    const world = await openNoticeWorld();
    const body = JSON.stringify({ ok: false, error_code: 429, parameters: { retry_after: 600 } });
    await world.setFaults([{ ...TELEGRAM, kind: 'body', status: 429, body, times: 1 }]);
    await world.storeOrder(IN_REVIEW, 'review');
    world.node.record('quota-spent', 'bukaolshop-closed');
    for (const [ms, count] of [
      [GROUPED_MS, 0],
      [9 * MINUTE_MS, 0],
      [MINUTE_MS, 2],
    ] as const) {
      world.advance(ms);
      await world.node.sendDue();
      assert.equal((await world.takeTexts()).length, count);
    }
  });

  it('is given up after a day', async () => {
    const world = await openNoticeWorld({ env: { ETALASE_TELEGRAM_URL: 'http://127.0.0.1:9' } });
    await world.storeOrder(IN_REVIEW, 'review');
    world.advance(GROUPED_MS);
    await world.node.sendDue();
    const attempts = () =>
      world.database.db
        .selectFrom('notices')
        .select('attempts')
        .where('channel', '!=', 'log')
        .executeTakeFirstOrThrow();
    assert.equal((await attempts()).attempts, 1);
    world.advance(24 * HOUR_MS);
    await world.node.sendDue();
    assert.equal((await attempts()).attempts, 1);
  });
});

describe('a webhook', () => {
  it('gets what Telegram gets, signed, and once', async () => {
    const { url, received } = await listenForHooks((count) => (count === 1 ? 503 : 204));
    const world = await openNoticeWorld({
      env: { ETALASE_NOTIFY: url, ETALASE_NOTIFY_KEY: 'hook-key' },
    });
    await world.storeOrder(IN_REVIEW, 'review');
    for (const ms of [GROUPED_MS, MINUTE_MS, HOUR_MS]) {
      world.advance(ms);
      await world.node.sendDue();
    }
    assert.equal(received.length, 2);
    assert.equal(received[0]?.body, received[1]?.body);
    const { headers, body } = received[1] ?? { headers: {}, body: '' };
    const signature = createHmac('sha256', 'hook-key').update(body).digest('hex');
    assert.equal(headers['x-etalase-signature'], signature);
    const message = z
      .strictObject({
        id: z.string(),
        kind: z.literal('review'),
        at: z.iso.datetime(),
        count: z.literal(1),
        text: z.string(),
      })
      .parse(JSON.parse(body));
    assert.match(message.text, /TU-7F3K-9201/);
    for (const secret of ORDER_SECRETS) assert.ok(!body.includes(secret), secret);
  });

  it('is not sent again what it may have taken, while another channel goes on', async () => {
    const { url, received } = await listenForHooks(() => null);
    const world = await openNoticeWorld();
    const { node, settings } = world;
    const both = world.openNode({
      settings: {
        ...settings,
        key: 'k',
        channels: [...settings.channels, { kind: 'webhook', url }],
      },
    });
    both.record('supplier-refused', 'snapcart');
    await both.sendDue();
    for (const ms of [GROUPED_MS, HOUR_MS]) {
      world.advance(ms);
      await both.sendDue();
    }
    assert.equal(received.length, 1);
    assert.deepEqual((await world.takeTexts()).length, 1);
    await node.sendDue();
  });
});
