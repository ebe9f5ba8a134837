/** While more orders are due than the runner can work on, they wait and new ones are refused. */
import assert from 'node:assert/strict';
import { after, it } from 'node:test';
import { setImmediate as turn } from 'node:timers/promises';
import { nodePlatform } from '../../../../src/proxy/platform.js';
import { assertProblem } from '../support/proxy-app.js';
import { buy, closeSandbox, openProxyCluster, quoteFor } from '../support/proxy-cluster.js';

after(closeSandbox);

/** of `orders/order-runner.ts` */
const AT_ONCE = 64;

it('an order that finds the runner busy starts later, and new ones are refused meanwhile', async () => {
  const cluster = await openProxyCluster({ hasNoFirstNode: true });
  let open: () => void = () => undefined;
  let gate = Promise.resolve();
  const proxy = await cluster.node({
    fetch: async (url, init) => {
      if (url.includes('/lapakgaming/')) await gate;
      return nodePlatform.fetch(url, init);
    },
  });
  const rina = await cluster.shopper(proxy);
  const openOrders = async () => {
    const text = await (await proxy.fetch(new Request('http://127.0.0.1:8787/metrics'))).text();
    const counts = text.matchAll(/^etalase_open_orders\{.*\} (\d+)$/gm);
    return Array.from(counts, ([, count]) => Number(count)).reduce((sum, each) => sum + each, 0);
  };
  /** A malformed order: shows whether the load shedder lets it through. */
  const knock = () =>
    rina.post(
      '/v1/orders',
      { quote: 'x', fields: {} },
      { headers: { 'Idempotency-Key': 'knock' } },
    );
  const until = async (condition: () => Promise<boolean>) => {
    const deadline = performance.now() + 20_000;
    while (!(await condition())) {
      if (performance.now() > deadline) throw new Error('It never came to that.');
      await turn();
    }
  };

  await quoteFor(rina, 'lapakgaming');
  await cluster.control('PUT', '/products/lapakgaming/ML78_8-S2', { price: 1_000_000 });
  gate = new Promise((resolve) => {
    open = resolve;
  });
  // The cached price is too old by then, so every order waits for the provider.
  cluster.advanceTime(20_000);
  for (let count = 0; count <= AT_ONCE; count++) await buy(rina, 'lapakgaming');
  await until(async () => {
    cluster.advanceTime(500);
    return (await knock()).status === 503;
  });
  await assertProblem(await knock(), 503, 'overloaded');
  assert.equal((await rina.get('/v1/orders')).status, 200);
  await quoteFor(rina, 'lapakgaming');
  assert.equal(await openOrders(), AT_ONCE + 1);

  open();
  await until(async () => (await openOrders()) === 0);
  await assertProblem(await knock(), 422, 'invalid_quote');
  const [member] = (await cluster.booksSchema()).members;
  assert.deepEqual(member?.changes, []);
  await cluster.close();
});
