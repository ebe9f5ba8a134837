/** Opens a code block of the documents as a page. */
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page, Route } from 'playwright-core';
import { silent } from '../../../src/proxy/observability/log.js';
import type { Proxy } from '../../../src/proxy/proxy.js';
import { createProxy } from '../../../src/proxy/proxy.js';
import { proxySettings } from '../../../src/sandbox/index.js';
import type { ServedSandbox } from '../../../src/sandbox/serve.js';
import { serveSandbox } from '../../../src/sandbox/serve.js';
import { launchChromium, PHONE, recordErrors } from '../../support/chromium.js';
import { PROJECT } from '../../support/command.js';
import type { Block } from '../../support/docs.js';
import { serveSite } from '../../support/serve.js';
import type { SandboxShop } from '../../support/sandbox-shop.js';
import { openSandboxShop } from '../../support/sandbox-shop.js';

export const OPEN_API = 'https://openapi.bukaolshop.net';
/** The default address of `etalase sandbox`. */
const SANDBOX = 'http://127.0.0.1:8788';
const SCRIPT_HOSTS = /^https:\/\/(alamat-anda|your-address)\/etalase\/\d+\.\d+\.\d+\//;
const PROXY_HOSTS = /https:\/\/(PROKSI-ANDA|YOUR-PROXY)/i;

let sandbox: ServedSandbox;
let browser: Browser;

export async function begin(): Promise<void> {
  sandbox = await serveSandbox({ publicUrl: OPEN_API });
  browser = await launchChromium();
}

export async function end(): Promise<void> {
  await browser.close();
  await sandbox.close();
}

/** The proxy at the address in the block, if there is one. */
function openProxy(code: string, { token }: SandboxShop, origin: string): Proxy | null {
  const [publicUrl] = PROXY_HOSTS.exec(code) ?? [];
  if (publicUrl === undefined) return null;
  return createProxy(
    {
      ...proxySettings(sandbox.origin, token),
      ETALASE_PUBLIC_URL: publicUrl.toLowerCase(),
      ETALASE_ORIGINS: origin,
      ETALASE_SIGNING_KEYS: `docs:${Buffer.alloc(32, 7).toString('base64url')}`,
      DATABASE_URL: 'file::memory:',
    },
    { log: silent },
  );
}

async function answerAs(proxy: Proxy, route: Route): Promise<void> {
  const request = route.request();
  const response = await proxy.fetch(
    new Request(request.url(), {
      method: request.method(),
      headers: await request.allHeaders(),
      body: request.postData(),
    }),
  );
  await route.fulfill({
    status: response.status,
    headers: Object.fromEntries(response.headers),
    body: Buffer.from(await response.arrayBuffer()),
  });
}

/** Answers for the page's host, its proxy, bukaOlshop and the sandbox. Other hosts are unreachable. */
async function answer(route: Route, proxy: Proxy | null, foreignRequests: string[]): Promise<void> {
  const url = new URL(route.request().url());
  if (proxy && PROXY_HOSTS.test(url.origin)) return answerAs(proxy, route);
  if (SCRIPT_HOSTS.test(url.href)) {
    const path = join(PROJECT, 'dist', url.pathname.split('/').slice(3).join('/'));
    const headers = { 'Access-Control-Allow-Origin': '*' };
    return route.fulfill(
      existsSync(path)
        ? { path, headers, contentType: 'text/javascript' }
        : { status: 404, headers },
    );
  }
  if (url.origin === OPEN_API || url.origin === SANDBOX) {
    const response = await route.fetch({ url: sandbox.origin + url.pathname + url.search });
    return route.fulfill({ response });
  }
  foreignRequests.push(`requested ${url.href}`);
  return route.abort();
}

/** A string, because the compiler's helpers do not exist in the page. */
const STATES = `(() => {
  const found = [];
  const walk = (root) => {
    for (const element of root.querySelectorAll('*')) {
      if (element.localName.startsWith('etalase-')) found.push(element);
      if (element.shadowRoot) walk(element.shadowRoot);
    }
  };
  walk(document);
  return found.map((element) => {
    const root = element.shadowRoot;
    const state = !root ? 'undefined'
      : ['skeleton', 'error', 'stale', 'guest'].find((part) => root.querySelector('[part~=' + part + ']'));
    const isSeen = element.getBoundingClientRect().height > 0;
    return element.localName + ': ' + (state || (isSeen ? 'shown' : 'not seen'));
  });
})()`;

export const statesOf = (page: Page): Promise<string[]> => page.evaluate(STATES);

interface Run {
  readonly page: Page;
  readonly shop: SandboxShop;
  /** requests until now */
  readonly errors: () => string[];
}

const PLACEHOLDERS = [/\{\{id_user\}\}/g, /\{\{token_user\}\}/g] as const;

async function fillIn(code: string, shop: SandboxShop, isShopper: boolean): Promise<string> {
  const list = await fetch(`${sandbox.origin}/v1/app/produk?token=demo`);
  const { data } = (await list.json()) as { data: { id_produk: string; id_kategori: string }[] };
  const [first] = data;
  assert.ok(first);
  const filled = code
    .replace(/TOKEN_TOKO|SHOP_TOKEN/g, shop.token)
    .replace(/ID_PRODUK|PRODUCT_ID/g, first.id_produk)
    .replace(/ID_KATEGORI|CATEGORY_ID/g, first.id_kategori);
  return isShopper
    ? filled.replace(PLACEHOLDERS[0], '130173').replace(PLACEHOLDERS[1], 'demo-user')
    : filled;
}

const pageOf = (code: string): string =>
  /^<!doctype/i.test(code)
    ? code
    : `<!doctype html><html lang="id"><head><meta charset="utf-8">
       <meta name="viewport" content="width=device-width, initial-scale=1"><title>Toko</title>
       </head><body>${code}</body></html>`;

/** Opens a block as a page, and waits until every element shows its final state. */
export async function run(
  { code }: Block,
  isShopper: boolean,
  act: (run: Run) => Promise<void>,
): Promise<void> {
  const shop = await openSandboxShop(sandbox.origin);
  const site = await serveSite({ pages: { '/': pageOf(await fillIn(code, shop, isShopper)) } });
  const proxy = openProxy(code, shop, site.origin);
  const context = await browser.newContext({ viewport: PHONE });
  const foreignRequests: string[] = [];
  await context.route(
    ({ origin }) => origin !== site.origin,
    (route) => answer(route, proxy, foreignRequests),
  );
  try {
    const { page, errors } = await recordErrors(await context.newPage());
    await page.goto(site.origin);
    await waitUntilSettled(page);
    await act({ page, shop, errors: () => [...errors, ...foreignRequests] });
  } finally {
    await context.unrouteAll({ behavior: 'ignoreErrors' });
    await context.close();
    await proxy?.close();
    await site.close();
  }
}

/** Polls from Node: a strict content security policy blocks waiting inside the page. */
export async function waitUntilSettled(page: Page): Promise<void> {
  const end = Date.now() + 8000;
  const isUnsettled = (state: string) => /: (skeleton|undefined|not seen)$/.test(state);
  // Reports the elements that are not ready by then, instead of a timeout.
  while (Date.now() < end && (await statesOf(page)).some(isUnsettled)) {
    await page.waitForTimeout(50);
  }
  await page.waitForLoadState('networkidle');
}
