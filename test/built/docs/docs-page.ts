/** Opens a code block of the documents as a page. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page, Route } from 'playwright-core';
import { z } from 'zod';
import { proxySettings } from '../../../src/sandbox/index.js';
import type { ServedSandbox } from '../../../src/sandbox/serve.js';
import { serveSandbox } from '../../../src/sandbox/serve.js';
import { startBuiltProxy } from '../../support/built-proxy.js';
import { launchChromium, PHONE, recordErrors } from '../../support/chromium.js';
import { PROJECT } from '../../support/command.js';
import { freePort, serveFetch, type Served } from '../../support/listen.js';
import type { SandboxShop } from '../../support/sandbox-shop.js';
import { openSandboxShop } from '../../support/sandbox-shop.js';

const OPEN_API = 'https://openapi.bukaolshop.net';
/** The default address of `etalase sandbox`. */
const SANDBOX = 'http://127.0.0.1:8788';
const OWN_HOST = /^https:\/\/alamat-anda\/etalase\/\d+\.\d+\.\d+\//;

let sandbox: ServedSandbox;
let browser: Browser;
/** The pages by their paths, on one origin, which is the one that the proxy knows. */
let site: Served;
const pages = new Map<string, string>();
let proxy: Served;
let proxyShop: SandboxShop;
/** The newest of every shop: all have the same. */
let product: z.infer<typeof productList>['data'][0];

const productList = z.object({
  data: z.tuple([z.object({ id_produk: z.string(), id_kategori: z.string() })]).rest(z.unknown()),
});

export async function begin(): Promise<void> {
  // Its pictures are at its own address, so that they need no interception, which is slow.
  sandbox = await serveSandbox();
  site = await serveFetch(({ url }) => {
    const html = pages.get(new URL(url).pathname);
    if (html === undefined) return new Response(null, { status: 204 });
    return new Response(html, { headers: { 'Content-Type': 'text/html; charset=utf-8' } });
  });
  proxyShop = await openSandboxShop(sandbox.origin);
  const list = await fetch(`${sandbox.origin}/v1/app/produk?token=demo`);
  [product] = productList.parse(await list.json()).data;
  const port = String(await freePort());
  [browser, proxy] = await Promise.all([
    launchChromium(),
    startBuiltProxy({
      ...proxySettings(sandbox.origin, proxyShop.token),
      ETALASE_PORT: port,
      ETALASE_PUBLIC_URL: `http://127.0.0.1:${port}`,
      ETALASE_ORIGINS: site.origin,
    }),
  ]);
}

export async function end(): Promise<void> {
  await browser.close();
  await Promise.all([proxy.close(), site.close(), sandbox.close()]);
}

/** Answers for the designer's own host, bukaOlshop and the sandbox. Other hosts are unreachable. */
async function answer(route: Route, foreignRequests: string[]): Promise<void> {
  const url = new URL(route.request().url());
  if (OWN_HOST.test(url.href)) {
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
  /** the address of the shop's own pages */
  readonly shopOrigin: string;
  readonly shop: SandboxShop;
  /** requests until now */
  readonly errors: () => string[];
}

/** Replaces the placeholders, as a designer does, and for a shopper also as the app does. */
function fillIn(code: string, token: string, isShopper: boolean): string {
  const filled = code
    .replaceAll('https://PROKSI-ANDA', proxy.origin)
    .replaceAll('TOKEN_TOKO', token)
    .replaceAll('ID_PRODUK', product.id_produk)
    .replaceAll('ID_KATEGORI', product.id_kategori);
  return isShopper
    ? filled.replaceAll('{{id_user}}', '130173').replaceAll('{{token_user}}', 'demo-user')
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
  code: string,
  isShopper: boolean,
  act: (run: Run) => Promise<void>,
): Promise<void> {
  const shop = code.includes('proxy="') ? proxyShop : await openSandboxShop(sandbox.origin);
  const path = `/${String(pages.size)}`;
  pages.set(path, pageOf(fillIn(code, shop.token, isShopper)));
  const context = await browser.newContext({ viewport: PHONE });
  const foreignRequests: string[] = [];
  await context.route(
    ({ origin }) => ![site, proxy, sandbox].some((served) => served.origin === origin),
    (route) => answer(route, foreignRequests),
  );
  try {
    const { page, errors } = await recordErrors(await context.newPage());
    await page.goto(site.origin + path);
    await waitUntilSettled(page);
    await act({
      page,
      shop,
      shopOrigin: sandbox.origin,
      errors: () => [...errors, ...foreignRequests],
    });
  } finally {
    await context.unrouteAll({ behavior: 'ignoreErrors' });
    await context.close();
  }
}

/** Polls from Node: a strict content security policy blocks waiting inside the page. */
export async function waitUntilSettled(page: Page): Promise<void> {
  const end = Date.now() + 20_000;
  const isUnsettled = (state: string) => /: (skeleton|undefined|not seen)$/.test(state);
  // Reports the elements that are not ready by then, instead of a timeout.
  while (Date.now() < end && (await statesOf(page)).some(isUnsettled)) {
    await page.waitForTimeout(50);
  }
  await page.waitForLoadState('networkidle');
}
