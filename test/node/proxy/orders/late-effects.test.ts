/** Ended orders are watched for late effects; an alarm is raised when the history stays unreadable. */
import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { createLog } from '../../../../src/proxy/observability/log.js';
import {
  buy,
  closeSandbox,
  advanceUntilEnd,
  openProxyCluster,
  orderOf,
  saldoTotals,
} from '../support/proxy-cluster.js';

after(closeSandbox);

const HOUR = 3_600_000;
const DEBIT = { api: 'closed', method: 'POST', fields: { tipe: 'kurang' } } as const;
const HISTORIES = [
  { kind: 'status', status: 503, api: 'open', path: '/user/catatan' },
  { kind: 'status', status: 503, api: 'closed', method: 'GET', path: '/member/saldo' },
] as const;

/** A cluster that knows that histories show notes, with an order that was cancelled as not debited. */
async function openCancelledOrder() {
  const lines: string[] = [];
  const world = await openProxyCluster({
    log: createLog({ write: (line: string) => void lines.push(line) }),
  });
  const rina = await world.shopper();
  const first = await buy(rina, 'snapcart');
  assert.equal((await advanceUntilEnd(world, rina, first.order.id)).status, 'completed');
  await world.faults([{ kind: 'disconnect', ...DEBIT, times: 1 }]);
  const { order, price } = await buy(rina, 'lapakgaming');
  const ended = await advanceUntilEnd(world, rina, order.id, { stepMs: 120_000 });
  assert.deepEqual([ended.status, ended.reason], ['failed', 'debit_not_seen']);
  /** Those of the order alone: the sandbox's clock and silence raise others. */
  const alarms = () => lines.filter((line) => line.includes('"alarm"') && line.includes(order.id));
  const whenQuiet = async () => {
    do await new Promise((resolve) => setTimeout(resolve, 40));
    while (!world.hasNoCallsInFlight());
  };
  /** Advances time hour by hour, and waits for the work that is due. */
  const passHours = async (hours: number) => {
    for (let hour = 0; hour < hours; hour++) {
      world.advanceTime(HOUR);
      await whenQuiet();
    }
  };
  return { world, rina, order, price, alarms, pass: passHours };
}

describe('an order that was cancelled because no debit was seen', () => {
  it('is watched for a day, and then left alone', async () => {
    const { world, alarms, pass: passHours } = await openCancelledOrder();
    try {
      await passHours(30);
      await world.control('DELETE', '/log');
      await passHours(30);
      const log = (await world.control('GET', '/log?api=closed')) as { requests: unknown[] };
      assert.deepEqual(log.requests, []);
      assert.deepEqual(alarms(), []);
    } finally {
      await world.close();
    }
  });

  it('raises an alarm when the final check keeps failing for another day', async () => {
    const { world, rina, order, alarms, pass: passHours } = await openCancelledOrder();
    try {
      await world.faults(HISTORIES);
      await passHours(30);
      assert.deepEqual(alarms(), []);
      await passHours(30);
      assert.equal(alarms().length, 1);
      assert.match(alarms()[0] ?? '', /"unwatched"/);
      assert.equal((await orderOf(rina, order.id)).status, 'failed');
    } finally {
      await world.close();
    }
  });

  it('raises no alarm when the final check succeeds within another day', async () => {
    const { world, alarms, pass: passHours } = await openCancelledOrder();
    try {
      await world.faults(HISTORIES);
      await passHours(30);
      await world.faults([]);
      await passHours(40);
      assert.deepEqual(alarms(), []);
      assert.equal((await saldoTotals(world)).changes, 1);
    } finally {
      await world.close();
    }
  });
});
