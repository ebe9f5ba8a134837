/** `etalase reconcile` after an older copy of the ledger came back, on both databases. */
import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { z } from 'zod';
import type { CommandContext } from '../../../../src/proxy/command/command-context.js';
import { runReconcile } from '../../../../src/proxy/command/reconcile-command.js';
import { UsageError } from '../../../../src/proxy/command/usage-error.js';
import { readSettings } from '../../../../src/proxy/config/settings.js';
import { nodePlatform } from '../../../../src/proxy/platform.js';
import { openDatabase } from '../../../../src/proxy/store/database.js';
import { stopOwnPostgres } from '../../../support/postgres.js';
import {
  advanceUntilEnd,
  buy,
  closeSandbox,
  DATABASES,
  openProxyCluster,
  RINA,
  type ProxyCluster,
} from '../support/proxy-cluster.js';

after(closeSandbox);
after(stopOwnPostgres);

const PAUSE_MS = 1_000;

const terminalOf = (world: ProxyCluster) => {
  const printed: string[] = [];
  let pauses = 0;
  const setTimer: typeof nodePlatform.setTimer = (ms, task) => {
    if (ms === PAUSE_MS) pauses += 1;
    return nodePlatform.setTimer(ms === PAUSE_MS ? 0 : ms, task);
  };
  const context: CommandContext = {
    env: world.env,
    platform: { ...nodePlatform, now: world.now, setTimer },
    print: (text) => printed.push(text),
    confirm: null,
    printError: (text) => printed.push(text),
    onStopSignal: () => undefined,
    onUncaught: () => undefined,
    exit: (code) => assert.fail(`exit ${code}`),
  };
  return async (...args: string[]) => {
    pauses = 0;
    const code = await runReconcile(args, context);
    return { code, output: printed.splice(0).join('\n'), pauses };
  };
};

const rows = z.array(
  z.looseObject({ finding: z.string(), tag: z.string(), number: z.string().nullable() }),
);

for (const kind of DATABASES) {
  describe(`etalase reconcile, on ${kind}`, () => {
    it('finds what the ledger forgot, and what the history lacks', async () => {
      const world = await openProxyCluster({ database: kind });
      try {
        const rina = await world.shopper();
        const bought = [];
        for (let count = 0; count < 3; count += 1) {
          const { order } = await buy(rina, 'lapakgaming');
          await advanceUntilEnd(world, rina, order.id);
          bought.push(order);
        }
        world.advanceTime(3_600_000);
        const reconcile = terminalOf(world);
        const since = new Date(world.now() - 86_400_000).toISOString().slice(0, 10);
        const clean = await reconcile('--since', since);
        assert.deepEqual([clean.code, clean.pauses], [0, 1], clean.output);
        assert.match(clean.output, /1 .*histories checked: .*all agree/);

        const { db } = await openDatabase(readSettings(world.env).database);
        const [forgotten, changed] = bought;
        for (const table of ['order_events', 'attempts'] as const) {
          await db
            .deleteFrom(table)
            .where('order_id', '=', forgotten?.id ?? '')
            .execute();
        }
        await db
          .deleteFrom('orders')
          .where('id', '=', forgotten?.id ?? '')
          .execute();
        const tag = `etld${'x'.repeat(24)}`;
        const update = db.updateTable('orders').set({ debit_tag: tag });
        await update.where('id', '=', changed?.id ?? '').execute();
        await db.destroy();

        const { code, output } = await reconcile('--since', since, '--json');
        assert.equal(code, 1);
        const found = rows.parse(JSON.parse(output));
        assert.deepEqual(found.map(({ finding }) => finding).sort(), [
          'missing',
          'unknown',
          'unknown',
        ]);
        const missing = found.find(({ finding }) => finding === 'missing');
        assert.deepEqual([missing?.tag, missing?.number], [tag, changed?.number]);
        const table = (await reconcile('--since', since)).output;
        assert.match(table, new RegExp(`missing .*${changed?.number ?? ''} .*${tag}`));
        assert.match(table, /unknown +tanda kami.*our tag, without an order/);
        assert.ok(!table.includes(RINA.token_user));

        await world.faults([{ kind: 'status', status: 429, api: 'open', path: '/user/catatan' }]);
        const spent = await reconcile('--since', since, '--member', '999');
        assert.deepEqual([spent.code, spent.pauses], [1, 1]);
        assert.match(spent.output, /2 .*could not be read: 130173, 999/);
      } finally {
        await world.close();
      }
    });
  });
}

describe('etalase reconcile', () => {
  it('needs a day', async () => {
    const world = await openProxyCluster();
    try {
      await assert.rejects(terminalOf(world)(), UsageError);
      await assert.rejects(terminalOf(world)('--since', 'yesterday'), UsageError);
    } finally {
      await world.close();
    }
  });
});
