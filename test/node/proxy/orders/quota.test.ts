/** The Closed API's quota of the day is used up: what is owed comes before what could be earned. */
import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { buy, closeSandbox, end, openWorld, saldoOf } from './world.js';

after(closeSandbox);

const REFUND = { api: 'closed', method: 'POST', fields: { tipe: 'tambah' } } as const;

describe('while a refund waits for quota', () => {
  it('nothing is debited, and afterwards there is again', async () => {
    const world = await openWorld({ shop: { settleAs: 'failed' } });
    try {
      await world.faults([{ kind: 'status', status: 429, ...REFUND, times: 1 }]);
      const rina = await world.shopper();
      const first = await buy(rina, 'lapakgaming');
      await end(world, rina, first.order.id, { wanted: ['refunding'], pace: 0 });
      await world.control('PATCH', '', { settleAs: 'done' });

      const second = await buy(rina, 'lapakgaming');
      const refused = await end(world, rina, second.order.id);
      assert.deepEqual([refused.status, refused.reason], ['failed', 'shop_quota']);
      assert.equal((await saldoOf(world)).changes, 1, 'only the first was debited');

      const pace = 60_000;
      assert.equal((await end(world, rina, first.order.id, { pace })).status, 'refunded');
      world.skip(10_000);
      const third = await buy(rina, 'lapakgaming');
      assert.equal((await end(world, rina, third.order.id)).status, 'completed');
      const { debited, refunded } = await saldoOf(world);
      assert.equal(debited - refunded, third.price);
    } finally {
      await world.close();
    }
  });
});
