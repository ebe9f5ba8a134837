/** Plays scenes with the built files, each with a shop, a proxy and a fresh browser profile. */
import { randomBytes } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { getRequestListener } from '@hono/node-server';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { z } from 'zod';
import { silent } from '../../src/proxy/observability/log.js';
import { createProxy, type Proxy } from '../../src/proxy/proxy.js';
import { serveSite } from '../support/serve.js';
import { RINA, type Scene, type Stage } from './scene.js';

export interface StageContext {
  readonly browser: Browser;
  /** the sandbox's address */
  readonly origin: string;
  /** the folder of the built files */
  readonly dist: string;
  /** when each scene begins, ms since 1970; default: now */
  readonly startsAt?: number;
}

/** The font of most phones, from a package, because servers have others, of other widths. */
const FONT = fileURLToPath(
  import.meta.resolve('@fontsource-variable/roboto/files/roboto-latin-wght-normal.woff2'),
);

export const FONT_FACE = `@font-face { font-family: Roboto; font-weight: 100 900; src: url(/font.woff2) }`;

const PAGE_STYLE = `${FONT_FACE}
  html { color-scheme: light dark }
  body { margin: 0; background: #fff; color: #191d1f; font-family: Roboto, sans-serif }
  @media (prefers-color-scheme: dark) { body { background: #14181a; color: #eceff0 } }
  main { max-width: 1200px; margin: 0 auto; padding: 12px }
  etalase-slides, etalase-categories, etalase-balance { display: block; margin-bottom: 16px }`;

const opened = z.object({
  token: z.string(),
  api: z.string(),
  settings: z.record(z.string(), z.string()),
});

async function sendToSandbox(address: string, method: string, body: unknown): Promise<string> {
  const answer = await fetch(address, { method, body: JSON.stringify(body) });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${method} ${address}: ${text}`);
  return text;
}

const listen = (server: Server): Promise<string> =>
  new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      resolve(`http://127.0.0.1:${port}`);
    });
  });

const html = ({ body = '', css = '', shop = RINA }: Scene, where: string) =>
  `<!doctype html><html lang="id"><head><meta charset="utf-8">
  <meta name="viewport" content="width=device-width, initial-scale=1"><title>Toko</title>
  <style>${PAGE_STYLE}${css}</style><script type="module" src="/dist/etalase.js"></script>
  </head><body><etalase-shop ${where} ${shop}>${body && `<main>${body}</main>`}</etalase-shop>
  </body></html>`;

/** Answers what is below one address from another. */
const passOn = (context: BrowserContext, from: string, to: string): Promise<unknown> =>
  context.route(`${from}/**`, async (route) => {
    const url = route.request().url().replace(from, to);
    const headers = { ...(await route.request().allHeaders()), host: new URL(to).host };
    await route.fulfill({ response: await route.fetch({ url, headers }) });
  });

/** @param take called when the page shows the scene's final state */
export async function playScene(
  { browser, origin, dist, startsAt }: StageContext,
  scene: Scene,
  viewport: { readonly width: number; readonly height: number },
  take: (page: Page) => Promise<void>,
): Promise<void> {
  const shops = `${origin}/sandbox/shops`;
  const settings = { settleMs: 0, saldoPauseMs: 0, rateLimits: false, ...scene.settings };
  const shop = opened.parse(JSON.parse(await sendToSandbox(shops, 'POST', settings)));
  const server = createServer();
  const proxyUrl = await listen(server);
  const where = `token="${shop.token}" api="${shop.api}" ${scene.isSelling ? `proxy="${proxyUrl}"` : ''}`;
  const site = await serveSite({ pages: { '/': html(scene, where) } });
  let skippedMs = startsAt === undefined ? 0 : startsAt - Date.now();
  const proxy: Proxy | null = scene.isSelling
    ? createProxy(
        {
          ...shop.settings,
          ETALASE_PUBLIC_URL: proxyUrl,
          ETALASE_ORIGINS: site.origin,
          ETALASE_SIGNING_KEYS: `k1:${randomBytes(32).toString('base64url')}`,
          ETALASE_POLL_MS: '100',
          DATABASE_URL: 'file::memory:',
        },
        { log: silent, platform: { now: () => Date.now() + skippedMs } },
      )
    : null;
  if (proxy) {
    const answer = getRequestListener(proxy.fetch, { overrideGlobalObjects: false });
    server.on('request', (request, response) => void answer(request, response));
  }
  const context = await browser.newContext({
    viewport,
    deviceScaleFactor: viewport.width < 700 ? 2 : 1,
    reducedMotion: 'reduce',
    colorScheme: 'light',
    timezoneId: 'Asia/Jakarta',
  });
  context.setDefaultTimeout(10_000);
  if (startsAt !== undefined) await context.clock.setFixedTime(startsAt);
  // A sandboxed frame has an origin of its own.
  const headers = { 'Access-Control-Allow-Origin': '*' };
  await context.route('**/font.woff2', (route) => route.fulfill({ path: FONT, headers }));
  await context.route('**/dist/**', (route) => {
    const path = join(dist, new URL(route.request().url()).pathname.slice(5));
    return route.fulfill({ path, headers });
  });
  if (scene.path !== undefined) {
    // A page that a route answers may not reach loopback by itself.
    await passOn(context, `${site.origin}/api`, origin);
    await passOn(context, `${site.origin}/proxy`, proxyUrl);
    await passOn(context, origin, origin);
  }
  const page = await context.newPage();
  const stage: Stage = {
    page,
    token: shop.token,
    api: shop.api,
    faults: async (...faults) => {
      await sendToSandbox(`${shops}/${shop.token}/faults`, 'PUT', faults);
    },
    reprice: async (code, price) => {
      await sendToSandbox(`${shops}/${shop.token}/products/lapakgaming/${code}`, 'PUT', { price });
      skippedMs += 61_000;
    },
    rewrite: async (address, change) => {
      await page.route(`${proxyUrl}${address}`, async (route) => {
        if (route.request().method() === 'OPTIONS') return route.continue();
        const response = await route.fetch();
        const json = change(await response.json(), route.request().url());
        // Leaves the request unanswered, so that the page keeps loading.
        if (json === undefined) return;
        return route.fulfill({ response, status: 200, contentType: 'application/json', json });
      });
    },
  };
  try {
    await proxy?.ready;
    await scene.prepare?.(stage);
    await page.goto(site.origin + (scene.path ?? '/'));
    await page.locator(scene.ready).first().waitFor();
    await scene.act?.(stage);
    await take(page);
  } finally {
    await page.unrouteAll({ behavior: 'ignoreErrors' });
    await context.close();
    server.close();
    server.closeAllConnections();
    await site.close();
    await proxy?.close();
  }
}
