/** Messages are claimed, grouped, sent once by one node, and later where the shop's quota is needed for orders. */
import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { stopOwnPostgres } from '../../../support/postgres.js';
import {
  DELIVERED,
  openMessageWorld,
  REFUNDED,
  WAITED_MS,
  type AnswerCall,
} from './message-world.js';

after(stopOwnPostgres);

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

for (const kind of ['sqlite', 'postgres'] as const) {
  describe(`messages (${kind})`, () => {
    it('go out once for all pieces of a transaction, over two nodes and a restart', async () => {
      const world = await openMessageWorld(kind);
      await world.storeOrder(DELIVERED);
      await world.storeOrder(DELIVERED);
      await world.storeOrder(REFUNDED);
      await world.storeOrder(DELIVERED, { paymentNumber: 'another' });
      await world.node.sendDue();
      assert.deepEqual(world.takeChats(), [], 'other pieces and calls for money are waited for');
      world.advance(WAITED_MS);
      const nodes = Array.from({ length: 4 }, () => world.openNode());
      await Promise.all(nodes.map(({ sendDue }) => sendDue()));
      const numbers = world.takeChats().map((text) => text.match(/TU-7F3K-92\d\d/g)?.join() ?? '');
      assert.deepEqual(numbers.sort(), [
        'TU-7F3K-9201,TU-7F3K-9202',
        'TU-7F3K-9203',
        'TU-7F3K-9204',
      ]);
      world.advance(HOUR_MS);
      for (const node of [...nodes, world.openNode()]) await node.sendDue();
      assert.deepEqual(world.takeChats(), []);
      assert.deepEqual(world.errors, []);
      assert.deepEqual(await world.listMessages(), [
        'order-01 delivered sent',
        'order-02 delivered sent',
        'order-03 refunded sent',
        'order-04 delivered sent',
      ]);
    });

    it('are not sent again by another node when the one that claimed them was killed', async () => {
      const world = await openMessageWorld(kind);
      await world.storeOrder(DELIVERED);
      world.advance(WAITED_MS);
      const asked = new Promise<void>((resolve) => {
        world.answerBy(() => {
          resolve();
          return new Promise(() => undefined);
        });
      });
      void world.node.sendDue();
      await asked;
      world.answerBy(() => assert.fail('it was sent again'));
      for (const ms of [0, HOUR_MS]) {
        world.advance(ms);
        await world.openNode().sendDue();
      }
      assert.deepEqual(await world.listMessages(), ['order-01 delivered sending']);
      assert.deepEqual(world.errors, []);
    });
  });
}

describe('a message', () => {
  it('that is no longer true is dropped', async () => {
    const world = await openMessageWorld();
    const unclear = { reason: 'note_unclear', paymentNumber: 'unclear' };
    await world.moveOrder(await world.storeOrder(['REVIEW'], unclear), ['PLACE_UNKNOWN', 'PLACED']);
    await world.moveOrder(await world.storeOrder(DELIVERED), ['REVIEW', 'REFUNDED']);
    world.advance(WAITED_MS);
    await world.node.sendDue();
    const [text = '', ...others] = world.takeChats();
    assert.match(text, /dibatalkan/);
    assert.deepEqual(others, []);
    assert.deepEqual(await world.listMessages(), ['order-02 refunded sent']);
  });

  it('names only the pieces of which it is still true', async () => {
    const world = await openMessageWorld();
    await world.storeOrder(['REVIEW'], { reason: 'note_unclear' });
    const resolved = await world.storeOrder(['REVIEW'], { reason: 'note_unclear' });
    await world.moveOrder(resolved, ['PLACE_UNKNOWN']);
    world.advance(WAITED_MS);
    await world.node.sendDue();
    const [text = ''] = world.takeChats();
    assert.match(text, /9201/);
    assert.doesNotMatch(text, /9202/);
  });

  it('waits while the quota is needed for orders', async () => {
    const world = await openMessageWorld();
    await world.storeOrder(DELIVERED);
    world.advance(WAITED_MS);
    world.setQuotaLow(true);
    await world.node.sendDue();
    assert.deepEqual(world.calls, []);
    assert.deepEqual(await world.listMessages(), ['order-01 delivered waiting']);
    world.setQuotaLow(false);
    await world.node.sendDue();
    assert.equal(world.takeChats().length, 1);
  });

  it('is dropped after a day, and its row after 90', async () => {
    const world = await openMessageWorld();
    await world.storeOrder(DELIVERED);
    world.setQuotaLow(true);
    world.advance(DAY_MS);
    world.setQuotaLow(false);
    await world.node.sendDue();
    assert.deepEqual(world.calls, []);
    world.advance(89 * DAY_MS);
    await world.node.prune();
    assert.equal((await world.listMessages()).length, 1);
    world.advance(1);
    await world.node.prune();
    assert.deepEqual(await world.listMessages(), []);
  });

  it('that fails unexpectedly keeps no other from being sent', async () => {
    const world = await openMessageWorld();
    const { id } = await world.storeOrder(DELIVERED, { paymentNumber: 'broken' });
    await world.storeOrder(DELIVERED);
    const broken = { fields: 'no JSON' };
    await world.database.db.updateTable('orders').set(broken).where('id', '=', id).execute();
    world.advance(WAITED_MS);
    const stop = world.node.start();
    for (let round = 0; round < 2; round += 1) {
      world.timers.pop()?.();
      await world.node.sendDue();
    }
    await stop();
    assert.equal(world.takeChats().length, 1);
    assert.equal(world.errors.length, 1);
  });
});

const NOT_SENT = new TypeError('fetch failed', {
  cause: Object.assign(new Error(), { code: 'ECONNREFUSED' }),
});
const failWith = (error: Error) => () => Promise.reject(error);
const status =
  (code: number, headers: Record<string, string> = {}) =>
  () =>
    Response.json({ code, status: 'error' }, { status: code, headers });

const ENDINGS: readonly (readonly [what: string, answer: AnswerCall, state: string])[] = [
  ['400', status(400), 'refused'],
  ['401', status(401), 'refused'],
  ['404', status(404), 'refused'],
  ['404 within an HTTP 200', () => ({ code: 404, status: 'data tidak ditemukan' }), 'refused'],
  ['500', status(500), 'unknown'],
  ['a gateway’s 502', () => new Response('<html>', { status: 502 }), 'unknown'],
  ['a page', () => new Response('<html>'), 'unknown'],
  ['nothing, the connection was lost', failWith(new TypeError('terminated')), 'unknown'],
];

describe('a chat that is answered with', () => {
  for (const [what, answer, state] of ENDINGS) {
    it(`${what} is ${state}, and never sent again`, async () => {
      const world = await openMessageWorld();
      await world.storeOrder(DELIVERED);
      world.answerBy(answer);
      for (const ms of [WAITED_MS, HOUR_MS]) {
        world.advance(ms);
        await world.node.sendDue();
      }
      assert.equal(world.calls.length, 1);
      assert.deepEqual(await world.listMessages(), [`order-01 delivered ${state}`]);
      assert.deepEqual(world.errors, []);
    });
  }

  for (const [what, answer, waitsMs] of [
    ['429', status(429), [MINUTE_MS, 2 * MINUTE_MS]],
    ['429 and a wait', status(429, { 'Retry-After': '600' }), [10 * MINUTE_MS, 10 * MINUTE_MS]],
    ['no byte sent', failWith(NOT_SENT), [MINUTE_MS, 2 * MINUTE_MS]],
  ] as const) {
    it(`${what} is sent later, and nothing else before`, async () => {
      const world = await openMessageWorld();
      await world.storeOrder(DELIVERED);
      await world.storeOrder(DELIVERED, { paymentNumber: 'another' });
      world.answerBy(answer);
      world.advance(WAITED_MS);
      await world.node.sendDue();
      for (const [index, waitMs] of waitsMs.entries()) {
        assert.equal(world.calls.length, index + 1);
        world.advance(waitMs - 1);
        await world.node.sendDue();
        assert.equal(world.calls.length, index + 1);
        world.advance(1);
        if (index === waitsMs.length - 1) world.answerBy(() => ({ code: 200 }));
        await world.node.sendDue();
      }
      assert.deepEqual(await world.listMessages(), [
        'order-01 delivered sent',
        'order-02 delivered sent',
      ]);
    });
  }
});

describe('a notification', () => {
  const pathsOf = (world: Awaited<ReturnType<typeof openMessageWorld>>) =>
    world.calls.splice(0).map(({ path }) => path);

  it('follows the chat, once', async () => {
    const world = await openMessageWorld();
    await world.storeOrder(DELIVERED, { voucher: 'SEALED-VOUCHER' });
    world.advance(WAITED_MS);
    await world.openNode({ chatVouchers: true }).sendDue();
    assert.deepEqual(world.calls.slice(1), [
      {
        path: '/member/notifikasi',
        fields: {
          id_user: '130173',
          judul_notifikasi: 'Pesanan Anda sudah selesai',
          pesan_notifikasi: 'TU-7F3K-9201: Mobile Legends, 86 Diamonds. Selengkapnya di chat.',
        },
      },
    ]);
  });

  for (const code of [404, 405]) {
    it(`is not tried for a week after ${String(code)}, on any node`, async () => {
      const world = await openMessageWorld();
      world.answerBy((path) => (path === '/chat/create' ? { code: 200 } : status(code)()));
      const both = ['/chat/create', '/member/notifikasi'];
      for (const [ms, paths] of [
        [WAITED_MS, both],
        [6 * DAY_MS, both.slice(0, 1)],
        [DAY_MS, both],
      ] as const) {
        world.advance(ms - WAITED_MS);
        await world.storeOrder(DELIVERED, { paymentNumber: String(ms) });
        world.advance(WAITED_MS);
        await world.openNode().sendDue();
        assert.deepEqual(pathsOf(world), paths);
      }
    });
  }

  it('that fails otherwise changes nothing', async () => {
    const world = await openMessageWorld();
    world.answerBy((path) => (path === '/chat/create' ? { code: 200 } : status(500)()));
    await world.storeOrder(DELIVERED);
    world.advance(WAITED_MS);
    await world.node.sendDue();
    await world.node.sendDue();
    assert.deepEqual(pathsOf(world), ['/chat/create', '/member/notifikasi']);
    assert.deepEqual(await world.listMessages(), ['order-01 delivered sent']);
    assert.deepEqual(world.errors, []);
  });
});
