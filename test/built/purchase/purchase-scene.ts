/** A page that sells: the built files, a proxy on another origin, and a shop of the sandbox. */
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before } from 'node:test';
import { getRequestListener } from '@hono/node-server';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { z } from 'zod';
import { silent } from '../../../src/proxy/observability/log.js';
import { createProxy, type Proxy } from '../../../src/proxy/proxy.js';
import type { Books, FaultInput, ShopSettings } from '../../../src/sandbox/index.js';
import { serveSandbox, type ServedSandbox } from '../../../src/sandbox/serve.js';
import { launchChromium, PHONE, recordErrors } from '../../support/chromium.js';
import { serveSite } from '../../support/serve.js';

export const RINA = { id_user: '130173', token_user: 'demo-user', saldo: 350_000 } as const;
export const BUDI = {
  id_user: '500001',
  token_user: 'token-of-budi',
  email_user: 'budi@example.com',
  nama_user: 'Budi',
  saldo: 100_000,
  pin: '246810',
  pinRequired: true,
} as const;

const PROVIDERS = ['lapakgaming', 'snapcart', 'leuwongrr'] as const;
export type ProviderName = (typeof PROVIDERS)[number];

export interface SceneOptions {
  /** settings of the sandbox's shop, added to those of every scene */
  readonly sandbox?: ShopSettings;
  readonly who?: typeof RINA | typeof BUDI;
  /** Attributes of `<etalase-topup>`. */
  readonly topup?: string;
  /** attributes of `<etalase-shop>`, added to shopper and addresses */
  readonly shop?: string;
  readonly script?: string;
  /** markup below the shop */
  readonly below?: string;
  /** the whole shop in place of single elements */
  readonly isWhole?: boolean;
  /** px */
  readonly width?: number;
}

/** The records of all upstreams after one or more purchases. */
export interface BookedTotals {
  /** every change of the shopper's saldo, whole rupiah; debits are negative */
  readonly changes: readonly number[];
  /** orders at the providers */
  readonly orders: Partial<Record<ProviderName, number>>;
}

export interface Scene {
  readonly context: BrowserContext;
  /** Loads the page in a new tab, and waits until amounts or tiles are shown. */
  visit(this: void, selector?: string): Promise<Page>;
  books(this: void): Promise<Books>;
  bookedTotals(this: void): Promise<BookedTotals>;
  faults(this: void, ...faults: FaultInput[]): Promise<void>;
  /** Sets the state of the only order at a provider. */
  setOrderStatus(this: void, provider: ProviderName, status: 'done' | 'failed'): Promise<void>;
  /** Changes what a provider sells from now on. */
  reprice(this: void, provider: ProviderName, code: string, price: number): Promise<void>;
  /** Advances the proxy's clock, ms. */
  advanceClock(this: void, ms: number): void;
  /** the page's origin, which the proxy accepts */
  readonly site: string;
  readonly proxy: string;
}

const MODULE = '<script type="module" src="/dist/etalase.js"></script>';

const html = (
  { script = MODULE, who = RINA, shop = '', topup = '', below = '', isWhole }: SceneOptions,
  source: { readonly token: string; readonly api: string; readonly proxy: string },
) => `<!doctype html><html lang="id"><head><meta charset="utf-8">
  <meta name="viewport" content="width=device-width, initial-scale=1"><title>Toko</title>${script}
  </head><body><etalase-shop token="${source.token}" api="${source.api}" proxy="${source.proxy}"
    id-user="${who.id_user}" token-user="${who.token_user}" ${shop}>${
      isWhole
        ? ''
        : `
    <etalase-balance></etalase-balance>
    <etalase-topup ${topup}></etalase-topup>
    <etalase-orders></etalase-orders>`
    }</etalase-shop>${below}</body></html>`;

const listen = (server: Server): Promise<string> =>
  new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      resolve(`http://127.0.0.1:${port}`);
    });
  });

const close = (server: Server): Promise<void> =>
  new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });

const opened = z.object({
  token: z.string(),
  api: z.string(),
  settings: z.record(z.string(), z.string()),
});

/** The sandbox's control interface for one of its shops. */
async function openShop(origin: string, settings: ShopSettings) {
  const shops = `${origin}/sandbox/shops`;
  const callSandbox = async (method: string, path: string, body?: unknown) => {
    const init = body === undefined ? { method } : { method, body: JSON.stringify(body) };
    const answer = await fetch(shops + path, init);
    const text = await answer.text();
    assert.ok(answer.ok, `${method} ${path}: ${text}`);
    return text;
  };
  const shop = opened.parse(JSON.parse(await callSandbox('POST', '', settings)));
  const callShop = (method: string, path: string, body?: unknown) =>
    callSandbox(method, `/${shop.token}${path}`, body);
  // The sandbox's own state needs no schema: it has these types.
  const books = async () => JSON.parse(await callShop('GET', '/books')) as Books;
  return { ...shop, control: callShop, books };
}

/** A shop without products and without delays. */
const QUICK = {
  products: 0,
  settleMs: 0,
  saldoPauseMs: 0,
  rateLimits: false,
  members: [BUDI],
} satisfies ShopSettings;

/** The browser logs every 4xx response; the page handles those. */
const isAnswer = (error: string) =>
  /^Failed to load resource: the server responded with a status of 4\d\d/.test(error);

export type Play = (options: SceneOptions, act: (scene: Scene) => Promise<void>) => Promise<void>;

/** Starts one sandbox and one browser for all scenes of a file. */
export function prepareScenes(): Play {
  let sandbox: ServedSandbox | undefined;
  let browser: Browser | undefined;
  before(async () => {
    sandbox = await serveSandbox();
    browser = await launchChromium();
  });
  after(async () => {
    await browser?.close();
    await sandbox?.close();
  });
  return async (options, act) => {
    assert.ok(sandbox && browser);
    await playScene(browser, sandbox.origin, options, act);
  };
}

/** Runs a scene in a fresh browser profile, and fails on any error in its console. */
async function playScene(
  browser: Browser,
  origin: string,
  options: SceneOptions,
  act: (scene: Scene) => Promise<void>,
): Promise<void> {
  const { who = RINA, width = PHONE.width } = options;
  const shop = await openShop(origin, { ...QUICK, ...options.sandbox });
  const server = createServer();
  const proxyUrl = await listen(server);
  const page = html(options, { token: shop.token, api: shop.api, proxy: proxyUrl });
  const site = await serveSite({ pages: { '/': page } });
  let skippedMs = 0;
  const proxy: Proxy = createProxy(
    {
      ...shop.settings,
      ETALASE_PUBLIC_URL: proxyUrl,
      ETALASE_ORIGINS: site.origin,
      ETALASE_SIGNING_KEYS: `k1:${randomBytes(32).toString('base64url')}`,
      ETALASE_POLL_MS: '100',
      ETALASE_PATIENCE: '0.05',
      DATABASE_URL: 'file::memory:',
    },
    { log: silent, platform: { now: () => Date.now() + skippedMs } },
  );
  const listener = getRequestListener(proxy.fetch, { overrideGlobalObjects: false });
  server.on('request', (request, response) => void listener(request, response));
  const context = await browser.newContext({ viewport: { ...PHONE, width } });
  context.setDefaultTimeout(10_000);
  const pageErrors: string[][] = [];

  const visit = async (selector = 'etalase-topup [part~=item], etalase-topup [part~=product]') => {
    const visitor = await recordErrors(await context.newPage());
    pageErrors.push(visitor.errors);
    await visitor.page.goto(site.origin);
    await visitor.page.locator(selector).first().waitFor({ timeout: 8000 });
    return visitor.page;
  };
  const ordersOf = async (provider: ProviderName) => {
    const books = await shop.books();
    return {
      lapakgaming: books.lapakgaming.orders.map(({ tid }) => tid),
      snapcart: books.snapcart.orders.map(({ request_id }) => request_id),
      leuwongrr: books.leuwongrr.orders.map(({ invoice }) => invoice),
    }[provider];
  };
  const orderOf = async (provider: ProviderName) => {
    // The receipt is shown before the order has reached its supplier.
    const endsAt = performance.now() + 5_000;
    let ids = await ordersOf(provider);
    while (ids.length === 0 && performance.now() < endsAt) {
      await new Promise((resolve) => setTimeout(resolve, 20));
      ids = await ordersOf(provider);
    }
    assert.equal(ids.length, 1, `${provider} has ${ids.length} orders`);
    return ids[0] ?? '';
  };

  try {
    await proxy.ready;
    await act({
      context,
      visit,
      site: site.origin,
      proxy: proxyUrl,
      books: shop.books,
      bookedTotals: async () => bookedTotalsOf(await shop.books(), who.id_user),
      faults: async (...faults) => {
        await shop.control('PUT', '/faults', faults);
      },
      setOrderStatus: async (provider, status) => {
        await shop.control('POST', `/orders/${await orderOf(provider)}`, { status });
      },
      reprice: async (provider, code, price) => {
        await shop.control('PUT', `/products/${provider}/${code}`, { price });
      },
      advanceClock: (ms) => {
        skippedMs += ms;
      },
    });
    assert.deepEqual(
      pageErrors.flat().filter((error) => !isAnswer(error)),
      [],
    );
  } finally {
    await context.close();
    await Promise.all([close(server), site.close()]);
    await proxy.close();
  }
}

function bookedTotalsOf({ members, ...books }: Books, shopper: string): BookedTotals {
  const changes = members.find(({ id_user }) => id_user === shopper)?.changes ?? [];
  const orders = PROVIDERS.flatMap((name) => {
    const { length } = books[name].orders;
    return length > 0 ? [[name, length] as const] : [];
  });
  return {
    changes: changes.map(({ tipe, jumlah }) => (tipe === 'kurang' ? -jumlah : jumlah)),
    orders: Object.fromEntries(orders),
  };
}
