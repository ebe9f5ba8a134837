/**
 * Benchmarks the proxy, as ratios within one run: catalog, shelf and quotes against a bare Hono route with as
 * many bytes, whole purchases on SQLite against bare durable inserts. Requests are counted by second of
 * processor time, which depends less on the machine's other load; it includes the client's.
 */
import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { Hono } from 'hono';
import { sql } from 'kysely';
import { order, quote } from '../../src/proxy/contract.js';
import { silent } from '../../src/proxy/observability/log.js';
import { createProxy } from '../../src/proxy/proxy.js';
import { openDatabase } from '../../src/proxy/store/database.js';
import { proxySettings } from '../../src/sandbox/index.js';
import { serveSandbox } from '../../src/sandbox/serve.js';
import { createShopper, type TestShopper } from '../node/proxy/support/test-shopper.js';
import { freePort, serveFetch } from '../support/listen.js';
import { createMembers, openSandboxShop } from '../support/sandbox-shop.js';

const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '3' },
    purchases: { type: 'string', default: '200' },
  },
});
const RUN_MS = Number(values.seconds) * 1_000;
const PURCHASE_COUNT = Number(values.purchases);
/** Requests at the same time. */
const CONCURRENCY = 32;

/** Runs a task repeatedly, `CONCURRENCY` at a time; returns the number of responses a CPU second. */
async function perCpuSecond(task: () => Promise<Response>, runMs: number): Promise<number> {
  const start = performance.now();
  const cpuBefore = process.cpuUsage();
  let done = 0;
  const work = async () => {
    while (performance.now() - start < runMs) {
      const answer = await task();
      await answer.arrayBuffer();
      if (answer.status >= 400) throw new Error(`${answer.url}: ${String(answer.status)}`);
      done += 1;
    }
  };
  await Promise.all(Array.from({ length: CONCURRENCY }, work));
  const { user, system } = process.cpuUsage(cpuBefore);
  return (done / (user + system)) * 1_000_000;
}

const ROUNDS = 3;

/** Warms both up, then lets them take turns, so that both see the same load of the machine. */
async function compare(
  name: string,
  task: () => Promise<Response>,
  baseline: () => Promise<Response>,
  baselineName: string,
): Promise<void> {
  const rates = { task: 0, baseline: 0 };
  for (let round = 0; round <= ROUNDS; round++) {
    const baselineRate = await perCpuSecond(baseline, RUN_MS / ROUNDS);
    const rate = await perCpuSecond(task, RUN_MS / ROUNDS);
    if (round === 0) continue;
    rates.baseline += baselineRate / ROUNDS;
    rates.task += rate / ROUNDS;
  }
  print(name, rates.task, rates.baseline, baselineName, 'CPU second');
}

const print = (
  name: string,
  measured: number,
  baselineRate: number,
  baselineName: string,
  unit = 'second',
): void => {
  const ratio = (measured / baselineRate).toFixed(2);
  console.log(
    `${name.padEnd(13)} ${measured.toFixed(0).padStart(6)} a ${unit}   ${ratio} of ${baselineName} (${baselineRate.toFixed(0)})`,
  );
};

/**
 * The clock of the proxy and the shoppers runs faster. Otherwise the providers' limits, 50 requests a
 * second, would determine the rate of the purchases.
 */
const CLOCK_SPEED = 50;
const began = Date.now();
const now = () => began + (Date.now() - began) * CLOCK_SPEED;

const folder = await mkdtemp(join(tmpdir(), 'etalase-bench-'));
const sandbox = await serveSandbox();
const members = createMembers(PURCHASE_COUNT, 10_000_000);
const { token } = await openSandboxShop(sandbox.origin, {
  members,
  settleMs: 0,
  rateLimits: false,
});
const port = await freePort();
const origin = `http://127.0.0.1:${String(port)}`;
const proxy = createProxy(
  {
    ...proxySettings(sandbox.origin, token),
    ETALASE_PUBLIC_URL: origin,
    ETALASE_SIGNING_KEYS: `bench:${randomBytes(32).toString('base64url')}`,
    ETALASE_POLL_MS: '20',
    DATABASE_URL: `file:${join(folder, 'etalase.db')}`,
  },
  { log: silent, platform: { now } },
);
await proxy.ready;
const server = await serveFetch((request, env) => proxy.fetch(request, env), port);

const PATHS = {
  catalog: '/v1/catalog/lapakgaming/ML',
  shelf: '/v1/shelf',
  'shelf-product': '/v1/shelf/lapakgaming:ML',
};
const goods = { provider: 'lapakgaming', product: 'ML', item: 'ML78_8-S2' };
const fields = { user_id: '12345678', additional_id: '2001' };

const baselineApp = new Hono();
for (const [name, path] of Object.entries(PATHS)) {
  const body = await (await fetch(origin + path)).text();
  baselineApp.get(`/${name}`, (c) => c.body(body, 200, { 'Content-Type': 'application/json' }));
}
baselineApp.post('/', async (c) => c.json(await c.req.json()));
const baseline = await serveFetch((request) => baselineApp.fetch(request));

const get = (url: string) => () => fetch(url);
for (const [name, path] of Object.entries(PATHS))
  await compare(name, get(origin + path), get(`${baseline.origin}/${name}`), 'a bare Hono GET');

const shoppers: TestShopper[] = [];
for (const { id_user, token_user } of members) {
  const shopper = await createShopper({
    origin,
    send: (request) => fetch(request),
    pair: { id_user, token_user },
    now,
  });
  await shopper.session();
  shoppers.push(shopper);
}
/** Shoppers take turns; otherwise the limits of one shopper would be measured. */
let nextIndex = 0;
const nextShopper = (): TestShopper => {
  const shopper = shoppers[nextIndex++ % shoppers.length];
  if (!shopper) throw new Error('no shopper');
  return shopper;
};
const post = (address: string) =>
  fetch(address, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(goods),
  });
await compare(
  'quotes',
  () => nextShopper().post('/v1/quotes', goods),
  () => post(baseline.origin),
  'a bare Hono POST; the shopper’s own signing included',
);

/** Buys once, and waits for the delivery. */
async function buy(shopper: TestShopper): Promise<void> {
  const signedQuote = quote.parse(await (await shopper.post('/v1/quotes', goods)).json());
  const answer = await shopper.post(
    '/v1/orders',
    { quote: signedQuote.quote, fields },
    { headers: { 'Idempotency-Key': randomUUID() } },
  );
  let current = order.parse(await answer.json());
  while (current.status !== 'completed') {
    if (['failed', 'refunded', 'review'].includes(current.status)) {
      throw new Error(`${current.status}: ${String(current.reason)}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 300));
    current = order.parse(await (await shopper.get(`/v1/orders/${current.id}`)).json());
  }
}

const start = performance.now();
const queue = [...shoppers];
await Promise.all(
  Array.from({ length: CONCURRENCY }, async () => {
    for (let next = queue.pop(); next; next = queue.pop()) await buy(next);
  }),
);
const purchasesPerSecond = (PURCHASE_COUNT / (performance.now() - start)) * 1_000;

const file = join(folder, 'baseline.db');
const { db } = await openDatabase({ kind: 'sqlite', file });
const row = 'x'.repeat(1_500);
const insertStart = performance.now();
for (let count = 0; count < 2_000; count++) {
  await sql`insert into shop_facts (name, value, at) values (${String(count)}, ${row}, 1)`.execute(
    db,
  );
}
const insertsPerSecond = (2_000 / (performance.now() - insertStart)) * 1_000;
print(
  'purchases',
  purchasesPerSecond,
  insertsPerSecond,
  'bare durable inserts; sandbox and shoppers run in the same process',
);

await db.destroy();
await server.close();
await baseline.close();
await proxy.close();
await sandbox.close();
await rm(folder, { recursive: true, force: true });
