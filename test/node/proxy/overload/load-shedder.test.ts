/** Under overload the proxy refuses requests, browsing first; orders under way go on, within bounds. */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { setImmediate as turn } from 'node:timers/promises';
import { after, afterEach, beforeEach, describe, it } from 'node:test';
import { z } from 'zod';
import {
  createLoadShedder,
  MAX_BACKLOG_MS,
  MAX_LAG_MS,
  MAX_INCOMING_BODIES,
  MAX_INCOMING_BODIES_PER_ADDRESS,
  MAX_IN_FLIGHT,
  RETRY_AFTER_MS,
} from '../../../../src/proxy/overload/load-shedder.js';
import { createEarlyRejection } from '../../../../src/proxy/overload/reject-early.js';
import { silent } from '../../../../src/proxy/observability/log.js';
import { MAX_WAITERS } from '../../../../src/proxy/ledger/order-change-notifier.js';
import { nodePlatform, type Platform } from '../../../../src/proxy/platform.js';
import { createProxy, type Proxy } from '../../../../src/proxy/proxy.js';
import { createTestShell, matchTestRoute } from '../support/app-shell.js';
import { createShopper, type TestShopper } from '../support/test-shopper.js';
import { assertProblem, PAGE_ORIGIN, settingsFor } from '../support/proxy-app.js';
import {
  buy,
  closeSandbox,
  advanceUntilEnd,
  PURCHASES,
  openProxyCluster,
  ordersOf,
  quoteFor,
  RINA,
  saldoTotals,
  type ProxyCluster,
} from '../support/proxy-cluster.js';

const ORIGIN = 'http://127.0.0.1:8787';

async function assertOverloaded(answer: Response): Promise<void> {
  await assertProblem(answer, 503, 'overloaded');
  assert.equal(answer.headers.get('Retry-After'), String(RETRY_AFTER_MS / 1000));
}

async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  const deadline = performance.now() + 20_000;
  while (!(await condition())) {
    if (performance.now() > deadline) throw new Error('The condition was never met.');
    await turn();
  }
}

/** Requests of each kind, in the order in which they are refused. */
const KINDS = [
  { kind: 'browsing', path: '/v1/catalog', share: 0.5 },
  { kind: 'browsing', path: '/v1/catalog/lapakgaming/ML', share: 0.5 },
  { kind: 'browsing', path: '/open/app/produk', share: 0.5 },
  { kind: 'browsing', path: '/nowhere', share: 0.5 },
  { kind: 'checkout', path: '/v1/orders', share: 0.75 },
  { kind: 'checkout', path: '/v1/orders/1', share: 0.75 },
  { kind: 'checkout', path: '/v1/quotes', share: 0.75, method: 'POST' },
  { kind: 'checkout', path: '/v1/sessions', share: 0.75, method: 'POST' },
  { kind: 'checkout', path: '/v1/nicknames', share: 0.75, method: 'POST' },
  { kind: 'ordering', path: '/v1/orders', share: 1, method: 'POST' },
] as const;
const ALWAYS = [
  { path: '/healthz' },
  { path: '/readyz' },
  { path: '/metrics' },
  { path: '/callbacks/lapakgaming/x', method: 'POST' },
  { path: '/callbacks/snapcart/x', method: 'POST' },
  { path: '/callbacks/bukaolshop', method: 'POST' },
] as const;

/** A shell whose slow routes answer when the test lets them. */
function openTestApp() {
  const signals = { lag: 0, backlog: 0 };
  const loadShedder = createLoadShedder(
    { lagMs: () => signals.lag, backlogMs: () => signals.backlog },
    { limiterKey: (c) => c.req.header('X-Sender') ?? null },
  );
  const app = createTestShell({ settings: settingsFor(), middleware: [loadShedder.middleware] });
  const rejectEarly = createEarlyRejection({
    settings: settingsFor(),
    isAllowedOrigin: () => true,
    matchRoute: matchTestRoute,
    loadShedder,
    recordRequest: () => undefined,
  });
  const open: (() => void)[] = [];
  app.all('/v1/catalog/slow', async (c) => {
    await new Promise<void>((resolve) => open.push(resolve));
    return c.text('');
  });
  app.all('/v1/orders/slow', async (c) => {
    await new Promise<void>((resolve) => open.push(resolve));
    return c.text('');
  });
  app.all('/v1/orders/held', async (c) => {
    await loadShedder.whileIdle(() => new Promise<void>((resolve) => open.push(resolve)));
    return c.text('');
  });
  app.all('*', (c) => c.text(''));
  const ask = async (path: string, init: RequestInit = {}) =>
    app.fetch(new Request(`${ORIGIN}${path}`, init));
  return {
    signals,
    open,
    ask,
    isRejectedEarly: (method: string, path: string) =>
      rejectEarly({ method, path, origin: undefined }) !== null,
    status: async (path: string, method = 'GET') => {
      const answer = await ask(path, { method, ...(method === 'POST' && { body: '{}' }) });
      if (answer.status === 503) await assertOverloaded(answer);
      return answer.status;
    },
    /** Starts requests; the function returned ends them and collects their statuses. */
    startRequests: async (path: string, count: number) => {
      const answers = Array.from({ length: count }, () => ask(path));
      await until(() => open.length === count);
      return async () => {
        for (const end of open.splice(0)) end();
        return new Set((await Promise.all(answers)).map(({ status }) => status));
      };
    },
  };
}

describe('the load shedder', () => {
  for (const { path, share, ...rest } of KINDS) {
    const method = 'method' in rest ? rest.method : 'GET';
    it(`refuses ${method} ${path} from ${String(share)} of the maximum lag on`, async () => {
      const { signals, status, isRejectedEarly } = openTestApp();
      const results = [];
      for (const lag of [0, share * MAX_LAG_MS - 1, share * MAX_LAG_MS, 9e9, 0]) {
        signals.lag = lag;
        results.push([await status(path, method), isRejectedEarly(method, path)]);
      }
      const [taken, refused] = [
        [200, false],
        [503, true],
      ];
      assert.deepEqual(results, [taken, taken, refused, refused, taken]);
      assert.equal(isRejectedEarly('OPTIONS', path), false);
    });
  }

  for (const { path, ...rest } of ALWAYS) {
    const method = 'method' in rest ? rest.method : 'GET';
    it(`never refuses ${method} ${path}`, async () => {
      const { signals, status, isRejectedEarly } = openTestApp();
      Object.assign(signals, { lag: 9e9, backlog: 9e9 });
      assert.deepEqual([await status(path, method), isRejectedEarly(method, path)], [200, false]);
    });
  }

  it('refuses only new orders while the order runner is behind', async () => {
    const { signals, status } = openTestApp();
    signals.backlog = MAX_BACKLOG_MS;
    for (const { kind, path, ...rest } of KINDS) {
      const answered = await status(path, 'method' in rest ? rest.method : 'GET');
      assert.equal(answered, kind === 'ordering' ? 503 : 200, path);
    }
    signals.backlog = MAX_BACKLOG_MS - 1;
    assert.equal(await status('/v1/orders', 'POST'), 200);
  });

  for (const { path, count, refused } of [
    { path: '/v1/catalog/slow', count: MAX_IN_FLIGHT.upstream / 2, refused: ['browsing'] },
    { path: '/v1/orders/slow', count: MAX_IN_FLIGHT.local / 2, refused: ['browsing'] },
    {
      path: '/v1/orders/slow',
      count: 0.75 * MAX_IN_FLIGHT.local,
      refused: ['browsing', 'checkout'],
    },
  ]) {
    it(`refuses ${refused.join(', ')} while ${String(count)} of ${path} are in flight`, async () => {
      const { startRequests, status } = openTestApp();
      const end = await startRequests(path, count);
      for (const { kind, path: other, ...rest } of KINDS) {
        const answered = await status(other, 'method' in rest ? rest.method : 'GET');
        assert.equal(answered, refused.includes(kind) ? 503 : 200, other);
      }
      assert.equal(await status('/healthz'), 200);
      assert.deepEqual(await end(), new Set([200]));
      for (const { path: other, ...rest } of KINDS) {
        assert.equal(await status(other, 'method' in rest ? rest.method : 'GET'), 200, other);
      }
    });
  }

  it('does not count held requests', async () => {
    const { startRequests, status } = openTestApp();
    const end = await startRequests('/v1/orders/held', 2 * MAX_IN_FLIGHT.local);
    assert.equal(await status('/v1/catalog'), 200);
    assert.deepEqual(await end(), new Set([200]));
    const again = await startRequests('/v1/orders/slow', MAX_IN_FLIGHT.local / 2 - 1);
    assert.equal(await status('/v1/catalog'), 200);
    await again();
  });

  for (const [path, maxCount, others] of [
    ['/callbacks/bukaolshop', MAX_INCOMING_BODIES.callback, '/v1/quotes'],
    ['/v1/quotes', MAX_INCOMING_BODIES.other, '/callbacks/bukaolshop'],
  ] as const) {
    it(`bounds the incoming bodies of ${path} apart from others`, async () => {
      const { ask, status } = openTestApp();
      const senders: ReadableStreamDefaultController<Uint8Array>[] = [];
      const answers = Array.from({ length: maxCount }, () => {
        const body = new ReadableStream<Uint8Array>({
          start: (sender) => void senders.push(sender),
        });
        const init: RequestInit & { duplex: 'half' } = { method: 'POST', body, duplex: 'half' };
        return ask(path, init);
      });
      await turn();
      assert.equal(await status(path, 'POST'), 503);
      assert.equal(await status(others, 'POST'), 200);
      assert.equal(await status('/healthz'), 200);
      // A request is not in flight before its body has arrived.
      assert.equal(await status('/v1/catalog'), 200);
      for (const sender of senders) sender.close();
      await Promise.all(answers);
      assert.equal(await status(path, 'POST'), 200);
    });
  }

  for (const path of ['/callbacks/bukaolshop', '/v1/quotes']) {
    it(`bounds the incoming bodies of ${path} from one address`, async () => {
      const { ask } = openTestApp();
      const senders: ReadableStreamDefaultController<Uint8Array>[] = [];
      const from = (address: string, body: BodyInit) => {
        const init: RequestInit & { duplex: 'half' } = { method: 'POST', body, duplex: 'half' };
        return ask(path, { ...init, headers: { 'X-Sender': address } });
      };
      const answers = Array.from({ length: MAX_INCOMING_BODIES_PER_ADDRESS }, () =>
        from(
          'slow',
          new ReadableStream<Uint8Array>({ start: (sender) => void senders.push(sender) }),
        ),
      );
      await turn();
      await assertOverloaded(await from('slow', '{}'));
      assert.equal((await from('other', '{}')).status, 200);
      for (const sender of senders) sender.close();
      await Promise.all(answers);
      assert.equal((await from('slow', '{}')).status, 200);
    });
  }

  it('checks the load again when a body has arrived', async () => {
    const { ask, open } = openTestApp();
    const senders: ReadableStreamDefaultController<Uint8Array>[] = [];
    const maxCount = 0.75 * MAX_IN_FLIGHT.local;
    const answers = Array.from({ length: maxCount + 10 }, () => {
      const body = new ReadableStream<Uint8Array>({ start: (sender) => void senders.push(sender) });
      const init: RequestInit & { duplex: 'half' } = { method: 'POST', body, duplex: 'half' };
      return ask('/v1/orders/slow', init);
    });
    for (const sender of senders) sender.close();
    await until(() => open.length === maxCount);
    const refused = await Promise.race(answers.slice(maxCount));
    await assertOverloaded(refused);
    for (const end of open.splice(0)) end();
    const statuses = (await Promise.all(answers)).map(({ status }) => status);
    assert.equal(statuses.filter((status) => status === 200).length, maxCount);
    assert.equal(statuses.filter((status) => status === 503).length, 10);
  });

  it('lets a page of the shop read the refusal', async () => {
    const { signals, ask } = openTestApp();
    signals.lag = MAX_LAG_MS;
    const answer = await ask('/v1/catalog', { headers: { Origin: PAGE_ORIGIN } });
    await assertOverloaded(answer);
    assert.equal(answer.headers.get('Access-Control-Allow-Origin'), PAGE_ORIGIN);
    assert.match(answer.headers.get('Access-Control-Expose-Headers') ?? '', /Retry-After/);
  });
});

describe('an overloaded proxy', () => {
  let cluster: ProxyCluster;
  let proxy: Proxy;
  let rina: TestShopper;
  let lag = 0;
  const held = new Set<() => void>();
  /** A held answer polls every second; no other timer has this delay. */
  const countHeld: Platform['setTimer'] = (ms, task) => {
    if (ms === 1_000) held.add(task);
    const cancel = nodePlatform.setTimer(ms, () => {
      held.delete(task);
      task();
    });
    return () => {
      held.delete(task);
      cancel();
    };
  };
  beforeEach(async () => {
    lag = 0;
    cluster = await openProxyCluster({ hasNoFirstNode: true, shop: { settleMs: 0 } });
    held.clear();
    const platform = { now: cluster.now, setTimer: countHeld };
    proxy = createProxy(cluster.env, { log: silent, lag: () => lag, platform });
    await proxy.ready;
    rina = await cluster.shopper(proxy);
  });
  afterEach(async () => {
    await proxy.close();
    await cluster.close();
  });
  after(closeSandbox);

  const ask = (path: string, init: RequestInit = {}) =>
    proxy.fetch(new Request(`${ORIGIN}${path}`, init));
  const order = (quote: string, key: string) =>
    rina.post(
      '/v1/orders',
      { quote, fields: PURCHASES.lapakgaming.fields },
      { headers: { 'Idempotency-Key': key } },
    );
  const placed = z.looseObject({ status: z.string() }).array();

  it('completes its orders, and answers callbacks and health checks', async () => {
    const bought = await buy(rina, 'lapakgaming');
    lag = MAX_LAG_MS;
    await assertOverloaded(await ask('/v1/catalog'));
    await assertOverloaded(await rina.get(`/v1/orders/${bought.order.id}`));
    for (const path of ['/healthz', '/readyz', '/metrics']) {
      assert.equal((await ask(path)).status, 200, path);
    }
    const callback = { tipe_callback: 'transaksi_baru' };
    const secret = cluster.env['BUKAOLSHOP_CALLBACK_SECRET'];
    const body = JSON.stringify({ ...callback, secret_key_callback: secret });
    const answer = await ask('/callbacks/bukaolshop', { method: 'POST', body });
    assert.deepEqual(await answer.json(), { status: 'recorded' });

    await until(async () => {
      const { orders } = (await cluster.booksSchema()).lapakgaming;
      return placed.parse(orders).length === 1;
    });
    const { debited, changes } = await saldoTotals(cluster);
    assert.deepEqual({ debited, changes }, { debited: bought.price, changes: 1 });
    lag = 0;
    assert.equal((await advanceUntilEnd(cluster, rina, bought.order.id)).status, 'completed');
  });

  it('records nothing of a refused order, and accepts it later under the same key', async () => {
    const { quote } = await quoteFor(rina, 'lapakgaming');
    const key = randomUUID();
    lag = MAX_LAG_MS;
    await assertOverloaded(await order(quote, key));
    lag = 0;
    assert.deepEqual(await ordersOf(rina), []);
    const taken = await order(quote, key);
    assert.equal(taken.status, 201);
    // Repeated under overload, the order is neither lost nor doubled.
    lag = MAX_LAG_MS;
    await assertOverloaded(await order(quote, key));
    lag = 0;
    assert.equal((await order(quote, key)).status, 200);
    const [only, ...others] = await ordersOf(rina);
    assert.deepEqual(others, []);
    await advanceUntilEnd(cluster, rina, only?.id ?? '');
    assert.equal((await saldoTotals(cluster)).changes, 1);
  });

  it('accepts an order when it already refuses quotes', async () => {
    const { quote } = await quoteFor(rina, 'lapakgaming');
    lag = 0.75 * MAX_LAG_MS;
    await assert.rejects(quoteFor(rina, 'lapakgaming'), /overloaded/);
    assert.equal((await order(quote, randomUUID())).status, 201);
  });

  it('holds a bounded number of answers, which do not count as work', async () => {
    await cluster.control('PATCH', '', { settleMs: null });
    const { order: bought } = await buy(rina, 'lapakgaming');
    const path = `/v1/orders/${bought.id}`;
    await advanceUntilEnd(cluster, rina, bought.id, { untilStatuses: ['processing'] });
    const abort = new AbortController();
    const waiting = await createShopper({
      origin: ORIGIN,
      send: (request) => proxy.fetch(new Request(request, { signal: abort.signal })),
      pair: RINA,
      now: cluster.now,
    });
    await waiting.session();
    const answers: Promise<Response>[] = [];
    while (answers.length < MAX_WAITERS) {
      // Stays within the shopper's limit per minute.
      if (answers.length % 500 === 0) cluster.advanceTime(61_000);
      for (let count = 0; count < 50; count++) answers.push(waiting.get(`${path}?wait=25`));
      await until(() => held.size === answers.length);
    }
    await assertOverloaded(await rina.get(`${path}?wait=1`));
    assert.equal((await rina.get(path)).status, 200);
    assert.equal((await ask('/v1/catalog')).status, 200);
    abort.abort();
    await Promise.all(answers);
    assert.equal((await rina.get(`${path}?wait=1`)).status, 200);
  });
});
