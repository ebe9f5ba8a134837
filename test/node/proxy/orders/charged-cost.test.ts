/** What a supplier really takes is written down, and another amount than the quoted cost raises an alarm. */
import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { createLog } from '../../../../src/proxy/observability/log.js';
import type { Platform } from '../../../../src/proxy/platform.js';
import { readSettings } from '../../../../src/proxy/config/settings.js';
import { connectDatabase } from '../../../../src/proxy/store/database.js';
import { stopOwnPostgres } from '../../../support/postgres.js';
import {
  advanceUntilEnd,
  buy,
  closeSandbox,
  DATABASES,
  openProxyCluster,
} from '../support/proxy-cluster.js';

after(closeSandbox);
after(stopOwnPostgres);

/** Adds rupiah to every charge that the suppliers tell of. */
const dearer =
  (rupiah: number): Platform['fetch'] =>
  async (url, init) => {
    const answer = await fetch(url, init);
    const isCharge = /\/api\/order$|\/payment\/status\//.test(url);
    if (!isCharge) return answer;
    const text = (await answer.text()).replace(
      /("(?:total_price|amount)":)(\d+)/g,
      (_match, name: string, amount: string) => `${name}${String(Number(amount) + rupiah)}`,
    );
    return new Response(text, answer);
  };

for (const database of DATABASES) {
  for (const provider of ['lapakgaming', 'snapcart'] as const) {
    for (const difference of [0, 150]) {
      it(`${provider} takes Rp${String(difference)} more than quoted, on ${database}`, async () => {
        const lines: string[] = [];
        const log = createLog({ write: (line: string) => void lines.push(line) });
        const world = await openProxyCluster({ database, log, hasNoFirstNode: true });
        try {
          const rina = await world.shopper(await world.node({ fetch: dearer(difference) }));
          const { order } = await buy(rina, provider);
          assert.equal((await advanceUntilEnd(world, rina, order.id)).status, 'completed');
          const db = await connectDatabase(readSettings(world.env).database);
          const row = await db
            .selectFrom('orders')
            .select(['cost', 'charged_cost'])
            .where('id', '=', order.id)
            .executeTakeFirstOrThrow();
          const events = await db.selectFrom('order_events').select('note').execute();
          await db.destroy();
          assert.equal(row.charged_cost, (row.cost ?? 0) + difference);
          const alarms = lines.filter((line) => line.includes('"code":"cost-differs"'));
          assert.equal(alarms.length, difference === 0 ? 0 : 1);
          const notes = events.filter(({ note }) => /took \d+, quoted \d+/.test(note));
          assert.equal(notes.length, alarms.length);
        } finally {
          await world.close();
        }
      });
    }
  }
}

describe('a supplier that does not say what it took', () => {
  it('leaves the column empty', async () => {
    const world = await openProxyCluster();
    try {
      const rina = await world.shopper();
      const { order } = await buy(rina, 'leuwongrr');
      const untilStatuses = ['awaiting_payment'] as const;
      await advanceUntilEnd(world, rina, order.id, { untilStatuses });
      const db = await connectDatabase(readSettings(world.env).database);
      const rows = await db.selectFrom('orders').select('charged_cost').execute();
      await db.destroy();
      assert.deepEqual(
        rows.map(({ charged_cost }) => charged_cost),
        [null],
      );
    } finally {
      await world.close();
    }
  });
});
