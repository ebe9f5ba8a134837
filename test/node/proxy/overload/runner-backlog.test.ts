/** More orders are due than the runner can do: they wait, new ones are refused, and it catches up. */
import assert from 'node:assert/strict';
import { after, it } from 'node:test';
import { setImmediate as turn } from 'node:timers/promises';
import { nodePlatform } from '../../../../src/proxy/platform.js';
import { assertProblem } from '../support/proxy-app.js';
import { buy, closeSandbox, openProxyCluster, quoteFor } from '../support/proxy-cluster.js';

after(closeSandbox);

/** orders that one process works on together */
const AT_ONCE = 64;

it('an order that finds the runner busy is begun later, and meanwhile new ones are refused', async () => {
  const world = await openProxyCluster({ hasNoFirstNode: true });
  let open: () => void = () => undefined;
  let gate = Promise.resolve();
  const proxy = await world.node({
    fetch: async (url, init) => {
      if (url.includes('/lapakgaming/')) await gate;
      return nodePlatform.fetch(url, init);
    },
  });
  const rina = await world.shopper(proxy);
  const openOrders = async () => {
    const text = await (await proxy.fetch(new Request('http://127.0.0.1:8787/metrics'))).text();
    const counts = text.matchAll(/^etalase_open_orders\{.*\} (\d+)$/gm);
    return Array.from(counts, ([, count]) => Number(count)).reduce((sum, each) => sum + each, 0);
  };
  /** An order that is no order, to see whether it would be looked at. */
  const knock = () =>
    rina.post(
      '/v1/orders',
      { quote: 'x', fields: {} },
      { headers: { 'Idempotency-Key': 'knock' } },
    );
  const until = async (isSo: () => Promise<boolean>) => {
    const deadline = performance.now() + 20_000;
    while (!(await isSo())) {
      if (performance.now() > deadline) throw new Error('It never came to that.');
      await turn();
    }
  };

  await quoteFor(rina, 'lapakgaming');
  await world.control('PUT', '/products/lapakgaming/ML78_8-S2', { price: 1_000_000 });
  gate = new Promise((resolve) => {
    open = resolve;
  });
  // What is known of the price is too old by then: every order has to wait for the provider.
  world.advanceTime(20_000);
  for (let count = 0; count <= AT_ONCE; count++) await buy(rina, 'lapakgaming');
  await until(async () => {
    world.advanceTime(500);
    return (await knock()).status === 503;
  });
  await assertProblem(await knock(), 503, 'overloaded');
  assert.equal((await rina.get('/v1/orders')).status, 200);
  await quoteFor(rina, 'lapakgaming');
  assert.equal(await openOrders(), AT_ONCE + 1);

  open();
  await until(async () => (await openOrders()) === 0);
  await assertProblem(await knock(), 422, 'invalid_quote');
  const [member] = (await world.booksSchema()).members;
  assert.deepEqual(member?.changes, []);
  await world.close();
});
