/** The proxy's application with sessions, quotes and nicknames, and without orders, on a sandbox. */
import assert from 'node:assert/strict';
import { after } from 'node:test';
import { problem, type ProblemCode } from '../../../../src/proxy/contract.js';
import { createClientAddresses } from '../../../../src/proxy/http/address.js';
import {
  createRequestCounter,
  createShopperLimiter,
  limitAddresses,
} from '../../../../src/proxy/overload/request-limits.js';
import type { AnsweredRequest } from '../../../../src/proxy/http/shell.js';
import { silent, type Log } from '../../../../src/proxy/observability/log.js';
import { nodePlatform, type Platform } from '../../../../src/proxy/platform.js';
import type { Provider } from '../../../../src/proxy/providers/provider.js';
import type { ReadResult } from '../../../../src/proxy/upstream/read-result.js';
import { mountRoutes } from '../../../../src/proxy/routes/mount-routes.js';
import { nicknameRoutes } from '../../../../src/proxy/routes/nickname-routes.js';
import { createImages } from '../../../../src/proxy/images/images.js';
import { createCatalog } from '../../../../src/proxy/catalog/catalog.js';
import { createShelf } from '../../../../src/proxy/shelf/shelf.js';
import { createPrices } from '../../../../src/proxy/quote/margin.js';
import { quoteRoutes } from '../../../../src/proxy/routes/quote-routes.js';
import { SESSION_REQUESTS } from '../../../../src/proxy/routes/routes.js';
import { sessionRoutes } from '../../../../src/proxy/routes/session-routes.js';
import { createGuard } from '../../../../src/proxy/session/guard.js';
import { createAttemptLimiter } from '../../../../src/proxy/session/attempt-limiter.js';
import { createKeys } from '../../../../src/proxy/crypto/keys.js';
import { createReplayStore } from '../../../../src/proxy/session/replay-store.js';
import { createCredentialChecks } from '../../../../src/proxy/session/credential-checks.js';
import { readSettings, type Settings } from '../../../../src/proxy/config/settings.js';
import { openDatabase } from '../../../../src/proxy/store/database.js';
import { createSandbox, DEMO_MEMBERS } from '../../../../src/sandbox/index.js';
import { createIdleLoadShedder, createTestShell } from './app-shell.js';
import { createShopper, type ShopperOptions } from './test-shopper.js';
import { OPEN_SUPPLY } from './open-supply.js';

export const PROXY_ORIGIN = 'https://proxy.example';
export const PAGE_ORIGIN = 'https://toko.bukaolshop.site';
interface Pair {
  readonly id_user: string;
  readonly token_user: string;
}
export const rina: Pair = { id_user: '130173', token_user: DEMO_MEMBERS['130173'].token };
export const budi: Pair = { id_user: '130174', token_user: DEMO_MEMBERS['130174'].token };

/** called when the tests of a file have run */
const closers: (() => Promise<void>)[] = [];
after(() => Promise.all(closers.map((close) => close())));

export const secretOf = (letter: string) => Buffer.from(letter.repeat(32)).toString('base64url');

/** Settings of a proxy over the sandbox's shop `demo`. */
export const settingsFor = (env: Readonly<Record<string, string>> = {}): Settings =>
  readSettings({
    ETALASE_PUBLIC_URL: PROXY_ORIGIN,
    ETALASE_SIGNING_KEYS: `one:${secretOf('a')}`,
    BUKAOLSHOP_TOKEN: 'demo',
    BUKAOLSHOP_API_KEY: 'closed-demo',
    BUKAOLSHOP_OPEN_URL: 'http://127.0.0.1/v1',
    BUKAOLSHOP_CLOSED_URL: 'http://127.0.0.1/closed/v1',
    ...env,
  });

export interface ProxyAppOptions {
  readonly env?: Readonly<Record<string, string>>;
  readonly providers?: readonly Provider[];
  /** Replaces the sandbox's answer, unless it returns `undefined`. */
  readonly upstream?: (url: URL) => Response | undefined;
  readonly log?: Log;
}

export async function openProxyApp({
  env = {},
  providers = [],
  upstream,
  log = silent,
}: ProxyAppOptions = {}) {
  const settings = settingsFor(env);
  const sandbox = createSandbox();
  const { db } = await openDatabase({ kind: 'sqlite', file: ':memory:' });
  closers.push(async () => {
    sandbox.close();
    await db.destroy();
  });

  let clockSkewMs = 0;
  const calls: string[] = [];
  const platform: Platform = {
    ...nodePlatform,
    now: () => Date.now() + clockSkewMs,
    fetch: (url, init) => {
      calls.push(new URL(url).pathname);
      return Promise.resolve(upstream?.(new URL(url)) ?? sandbox.fetch(new Request(url, init)));
    },
  };
  const answers: AnsweredRequest[] = [];
  const keys = createKeys(settings, platform.now);
  const addresses = createClientAddresses(settings);
  const countRequest = createRequestCounter(settings, platform);
  const guard = createGuard({
    settings,
    keys,
    replayStore: createReplayStore(db, platform),
    countShopperRequest: createShopperLimiter(countRequest, SESSION_REQUESTS),
    platform,
  });
  const providersByName = new Map(providers.map((provider) => [provider.name, provider]));
  const catalog = {
    product: (name: string, code: string) =>
      providers.find((each) => each.name === name)?.getProduct(code) ?? Promise.reject(new Error()),
  };
  const app = createTestShell({
    settings,
    platform,
    reportError: (error, fields) => log.error('unexpected', fields, error),
    middleware: [createIdleLoadShedder().middleware, limitAddresses(countRequest, addresses)],
    onAnswered: (answer) => answers.push(answer),
  });
  const credentialChecks = createCredentialChecks(createAttemptLimiter(db, settings, platform));
  const prices = createPrices(settings.margin);
  const parts = {
    settings,
    providers: providersByName,
    catalog,
    supply: OPEN_SUPPLY,
    shelf: createShelf({
      images: createImages({ folder: null, publicUrl: '', onLeftOut: () => undefined }),
      catalog: createCatalog(providers, platform),
      providers: providersByName,
      supply: OPEN_SUPPLY,
      prices,
      catalogFile: () => settings.catalog,
    }),
    priceItem: prices.priceItem,
    keys,
    addresses,
    credentialChecks,
    platform,
  };
  const handlers = { ...sessionRoutes(parts), ...quoteRoutes(parts), ...nicknameRoutes(parts) };
  mountRoutes(app, handlers, guard);
  app.get('/v1/broken', () => {
    throw new Error('a secret');
  });
  app.get('/v1/mine', guard.requireSession, (c) => c.json(c.get('shopper')));

  const send = async (request: Request) => app.fetch(request);
  return {
    app,
    send,
    db,
    keys,
    guard,
    calls,
    answers,
    /** Sets the difference between the proxy's clock and the others, ms. */
    setClockSkew: (ms: number) => (clockSkewMs = ms),
    shopper: (pair = rina, options: Partial<ShopperOptions> = {}) =>
      createShopper({ origin: PROXY_ORIGIN, send, pair, ...options }),
    /** A shopper with a session. */
    loggedInShopper: async (pair = rina) => {
      const shopper = await createShopper({ origin: PROXY_ORIGIN, send, pair });
      const { access_token } = await shopper.session();
      return { ...shopper, token: access_token };
    },
  };
}
export type ProxyApp = Awaited<ReturnType<typeof openProxyApp>>;

/** Asserts that an answer is this problem. @returns its parsed body */
export async function assertProblem(answer: Response, status: number, code: ProblemCode) {
  const text = await answer.text();
  assert.equal(answer.headers.get('Content-Type'), 'application/problem+json', text);
  const read = problem.parse(JSON.parse(text));
  assert.deepEqual(
    { status: answer.status, said: read.status, code: read.code },
    { status, said: status, code },
  );
  return read;
}

export const parseJsonAnswer = async <T>(
  answer: Response,
  schema: { parse: (value: unknown) => T },
): Promise<T> => schema.parse(await answer.json());

export const readValue = <T>(value: T): ReadResult<T> => ({ kind: 'read', value });
