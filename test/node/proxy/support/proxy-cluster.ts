/** Several nodes of the proxy on one store, and a sandbox shop that they reach over real HTTP. */
import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import {
  order,
  orderList,
  quote,
  type Order,
  type ProviderName,
} from '../../../../src/proxy/contract.js';
import { silent, type Log } from '../../../../src/proxy/observability/log.js';
import type { Platform } from '../../../../src/proxy/platform.js';
import { createProxy, type Proxy } from '../../../../src/proxy/proxy.js';
import { proxySettings, type FaultInput } from '../../../../src/sandbox/index.js';
import { serveSandbox, type ServedSandbox } from '../../../../src/sandbox/serve.js';
import { createPostgresDatabase } from '../../../support/postgres.js';
import { createShopper, type Tampering, type TestShopper } from './test-shopper.js';

export const DATABASES = ['sqlite', 'postgres'] as const;
export type DatabaseKind = (typeof DATABASES)[number];

const change = z.object({
  tipe: z.enum(['tambah', 'kurang']),
  jumlah: z.number(),
  catatan_saldo: z.string(),
});
const booksSchema = z.object({
  members: z.array(
    z.object({
      id_user: z.string(),
      saldo: z.number(),
      opening: z.number(),
      changes: z.array(change),
    }),
  ),
  lapakgaming: z.object({ orders: z.array(z.looseObject({ status: z.string() })) }),
  snapcart: z.object({ orders: z.array(z.looseObject({ status: z.string() })) }),
  leuwongrr: z.object({ orders: z.array(z.looseObject({ status: z.string() })) }),
});
export type Books = z.infer<typeof booksSchema>;

export const RINA = { id_user: '130173', token_user: 'demo-user' } as const;

/** Purchases that complete, one at each provider. */
export const PURCHASES = {
  lapakgaming: {
    product: 'ML',
    item: 'ML78_8-S2',
    fields: { user_id: '12345678', additional_id: '2001' },
  },
  snapcart: {
    product: 'game-voucher:MOBILE_LEGEND',
    item: 'MOBILE_LEGEND_3_DIAMOND',
    fields: { userId: '12345678', zoneId: '2001' },
  },
  leuwongrr: {
    product: 'gamepass',
    item: 'gamepass',
    fields: { roblox_username: 'LeuwongUser', place_id: '123456789', roblox_pass_id: '987654321' },
  },
} as const satisfies Record<ProviderName, Goods>;

export interface Goods {
  readonly product: string;
  readonly item: string;
  readonly fields: Readonly<Record<string, string>>;
}

export interface ProxyClusterOptions {
  readonly database?: DatabaseKind;
  /** settings of the sandbox's shop */
  readonly shop?: Readonly<Record<string, unknown>>;
  readonly env?: Readonly<Record<string, string>>;
  readonly log?: Log;
  /** Starts no node. */
  readonly hasNoFirstNode?: boolean;
}

export interface ProxyCluster {
  readonly token: string;
  readonly env: Readonly<Record<string, string>>;
  /** The node that was started first. */
  first(): Promise<Proxy>;
  /** Whether no call to an upstream is in flight. */
  hasNoCallsInFlight(): boolean;
  /** Advances the clock of all nodes and shoppers. @param ms ms */
  advanceTime(ms: number): void;
  now(this: void): number;
  /** Starts another node on the same store. */
  node(platform?: Partial<Platform>, options?: { readonly isMortal?: boolean }): Promise<Proxy>;
  shopper(proxy?: Proxy, pair?: { id_user: string; token_user: string }): Promise<TestShopper>;
  booksSchema(): Promise<Books>;
  faults(faults: readonly FaultInput[]): Promise<void>;
  /** Calls the sandbox's control API for the shop, its orders or products. */
  control(method: string, path: string, body?: unknown): Promise<unknown>;
  close(): Promise<void>;
}

let sandboxServer: Promise<ServedSandbox> | undefined;
const sandbox = () => (sandboxServer ??= serveSandbox());

export async function closeSandbox(): Promise<void> {
  await (await sandboxServer)?.close();
  sandboxServer = undefined;
}

export async function openProxyCluster({
  database = 'sqlite',
  shop = {},
  env = {},
  log = silent,
  hasNoFirstNode = false,
}: ProxyClusterOptions = {}): Promise<ProxyCluster> {
  const { origin } = await sandbox();
  const control = async (method: string, path: string, body?: unknown): Promise<unknown> => {
    const answer = await fetch(`${origin}/sandbox/shops${path}`, {
      method,
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    if (!answer.ok) throw new Error(`${method} ${path}: ${await answer.text()}`);
    const text = await answer.text();
    return text === '' ? undefined : JSON.parse(text);
  };
  const settings = { products: 0, settleMs: 0, saldoPauseMs: 0, rateLimits: false, ...shop };
  const made = await control('POST', '', settings);
  const { token } = z.object({ token: z.string() }).parse(made);
  const folder = await mkdtemp(join(tmpdir(), 'etalase-proxy-'));
  const allEnv = {
    ...proxySettings(origin, token),
    ETALASE_PUBLIC_URL: 'http://127.0.0.1:8787',
    ETALASE_SIGNING_KEYS: `k1:${randomBytes(32).toString('base64url')}`,
    ETALASE_POLL_MS: '20',
    DATABASE_URL:
      database === 'sqlite' ? `file:${join(folder, 'etalase.db')}` : await createPostgresDatabase(),
    ...env,
  };
  let skipped = 0;
  const now = () => Date.now() + skipped;
  const nodes: Proxy[] = [];
  let callsInFlight = 0;
  const countCalls =
    (sendCall: Platform['fetch']): Platform['fetch'] =>
    async (url, init) => {
      callsInFlight += 1;
      return sendCall(url, init).finally(() => (callsInFlight -= 1));
    };
  const endings: (() => void)[] = [];
  const node: ProxyCluster['node'] = async (platform = {}, { isMortal = false } = {}) => {
    const sendCall = isMortal ? (platform.fetch ?? fetch) : countCalls(platform.fetch ?? fetch);
    const ended = new Promise<never>((_resolve, reject) => {
      endings.push(() => reject(new Error('the cluster was closed')));
    });
    ended.catch(() => undefined);
    const mortal = {
      fetch: (url: string, init: RequestInit) => Promise.race([sendCall(url, init), ended]),
    };
    const proxy = createProxy(allEnv, {
      log,
      platform: { now, ...platform, fetch: sendCall, ...(isMortal && mortal) },
    });
    await proxy.ready;
    nodes.push(proxy);
    return proxy;
  };
  const first = hasNoFirstNode ? null : await node();
  const proxy = () => {
    if (!first) throw new Error('No node was started');
    return first;
  };
  return {
    token,
    env: allEnv,
    first: () => Promise.resolve(proxy()),
    node,
    now,
    advanceTime: (ms) => {
      skipped += ms;
    },
    hasNoCallsInFlight: () => callsInFlight === 0,
    control: (method, path, body) => control(method, `/${token}${path}`, body),
    shopper: async (targetProxy = proxy(), pair = RINA) => {
      const shopper = await createShopper({
        origin: allEnv.ETALASE_PUBLIC_URL,
        send: (request) => targetProxy.fetch(request),
        pair,
        now,
      });
      await shopper.session();
      return shopper;
    },
    booksSchema: async () => booksSchema.parse(await control('GET', `/${token}/books`)),
    faults: async (faults) => {
      await control('PUT', `/${token}/faults`, faults);
    },
    close: async () => {
      // Rejects the calls that a dead node still waits for.
      for (const end of endings) end();
      await Promise.all(nodes.map((each) => each.close()));
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Requests a quote. @throws Error with the problem when it is refused */
export async function quoteFor(
  shopper: TestShopper,
  provider: ProviderName,
  goods: Goods = PURCHASES[provider],
): Promise<z.infer<typeof quote>> {
  const { product, item, fields } = goods;
  const answer = await shopper.post('/v1/quotes', { provider, product, item, fields });
  if (answer.status !== 200) throw new Error(`No quote: ${await answer.text()}`);
  return quote.parse(await answer.json());
}

export interface Purchase {
  readonly order: Order;
  readonly quote: string;
  readonly key: string;
  readonly price: number | null;
}

/** Requests a quote and orders with it. */
export async function buy(
  shopper: TestShopper,
  provider: ProviderName,
  goods: Goods = PURCHASES[provider],
  { pin, headers = {} }: { pin?: string; headers?: Tampering['headers'] } = {},
): Promise<Purchase> {
  const quoted = await quoteFor(shopper, provider, goods);
  const key = randomUUID();
  const answer = await shopper.post(
    '/v1/orders',
    { quote: quoted.quote, fields: goods.fields, ...(pin !== undefined && { pin }) },
    { headers: { 'Idempotency-Key': key, ...headers } },
  );
  if (answer.status !== 201) throw new Error(`No order: ${await answer.text()}`);
  return {
    order: order.parse(await answer.json()),
    quote: quoted.quote,
    key,
    price: quoted.price,
  };
}

async function read(shopper: TestShopper, path: string): Promise<unknown> {
  let answer = await shopper.get(path);
  if (answer.status === 401) {
    await shopper.session();
    answer = await shopper.get(path);
  }
  if (answer.status !== 200) throw new Error(`${path}: ${await answer.text()}`);
  return answer.json();
}

export const orderOf = async (shopper: TestShopper, id: string): Promise<Order> =>
  order.parse(await read(shopper, `/v1/orders/${id}`));

export const ordersOf = async (shopper: TestShopper): Promise<readonly Order[]> =>
  orderList.parse(await read(shopper, '/v1/orders')).orders;

const END_STATUSES: readonly Order['status'][] = ['completed', 'refunded', 'failed', 'review'];

export interface AdvanceOptions {
  readonly untilStatuses?: readonly Order['status'][];
  /** ms by which the clock advances between two polls */
  readonly stepMs?: number;
}

/**
 * Waits before the clock is advanced, so that the step under way can end: it takes as many statements of
 * the store as some reads, and those are slow on a busy machine.
 *
 * @param readMs ms that one read through the proxy has taken
 */
export const leaveTimeFor = (readMs: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, Math.max(25, 8 * readMs)));

/** Advances time until the order reaches one of the statuses, by default its end. */
export async function advanceUntilEnd(
  world: ProxyCluster,
  shopper: TestShopper,
  id: string,
  { untilStatuses = END_STATUSES, stepMs = 1_000 }: AdvanceOptions = {},
): Promise<Order> {
  const deadline = performance.now() + 60_000;
  for (;;) {
    const start = performance.now();
    const current = await orderOf(shopper, id);
    if (untilStatuses.includes(current.status)) return current;
    if (performance.now() > deadline) throw new Error(`Still ${current.status}`);
    await leaveTimeFor(performance.now() - start);
    // An unpaid order may not wait for long, and no call may take minutes.
    if (!world.hasNoCallsInFlight()) continue;
    world.advanceTime(current.status === 'received' ? Math.min(stepMs, 500) : stepMs);
  }
}

/** Totals of the shopper's transfers in bukaOlshop's books. */
export async function saldoTotals(world: ProxyCluster, id: string = RINA.id_user) {
  const member = (await world.booksSchema()).members.find(({ id_user }) => id_user === id);
  if (!member) throw new Error('No such member');
  const sum = (kind: string) =>
    member.changes
      .filter(({ tipe }) => tipe === kind)
      .reduce((total, { jumlah }) => total + jumlah, 0);
  return { debited: sum('kurang'), refunded: sum('tambah'), changes: member.changes.length };
}
