/**
 * Benchmarks the storefront: bytes, time to ten product cards, requests per visit. Times are ratios
 * within one run to the plain page of bukaOlshop's documentation, on a slow phone (6× CPU) and network
 * (1.6 Mbps, 150 ms).
 *
 * The network is simulated in two ways. DevTools' throttling delays each request by 150 ms. A slow line
 * (`slow-line.ts`) also costs two more round trips for the first connection to a host. Page, script and
 * Open API have three hosts, as in life; some pages take the script from their own host, or script and lists
 * from a proxy. The static page has the cards in it: no script can be faster.
 */
import { randomBytes } from 'node:crypto';
import { parseArgs } from 'node:util';
import { silent } from '../../src/proxy/observability/log.js';
import { createProxy } from '../../src/proxy/proxy.js';
import { proxySettings } from '../../src/sandbox/index.js';
import { serveSandbox } from '../../src/sandbox/serve.js';
import { launchChromium, PHONE } from '../support/chromium.js';
import { openSandboxShop } from '../support/sandbox-shop.js';
import { loadSizes } from '../support/size.js';
import type { Card, PageName } from './site.js';
import { PAGES, servePages, serveProxy, serveScripts } from './site.js';
import { openSlowLine, openWire } from './slow-line.js';

const { values } = parseArgs({ options: { rounds: { type: 'string', default: '7' } } });
const ROUNDS = Number(values.rounds);

const CPU_SLOWDOWN = 6;
/** How long a page is watched for further requests once its network is idle. */
const QUIET_MS = 500;
const ROUND_TRIP_MS = 150;
const BANDWIDTH_BYTES_PER_S = 200_000;
const THROTTLED_NETWORK = {
  offline: false,
  latency: ROUND_TRIP_MS,
  downloadThroughput: BANDWIDTH_BYTES_PER_S,
  uploadThroughput: 94_000,
};
const UNTHROTTLED_NETWORK = {
  offline: false,
  latency: 0,
  downloadThroughput: -1,
  uploadThroughput: -1,
};

/** Records when ten cards are shown. It is text, because the compiler's helpers do not exist in the page. */
const TEN_CARDS_SCRIPT = `(() => {
  const cards = (root) => {
    const grid = root.querySelector('etalase-products');
    if (grid && grid.shadowRoot && grid.getClientRects().length > 0)
      return grid.shadowRoot.querySelectorAll('a.card').length;
    const shop = root.querySelector('etalase-shop');
    if (shop && shop.shadowRoot) return cards(shop.shadowRoot);
    return root.querySelectorAll('.card').length;
  };
  const look = () => {
    if (cards(document) >= 10) window.tenCards = performance.now();
    else requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
})();`;

const median = (list: readonly number[]) =>
  [...list].sort((a, b) => a - b)[Math.floor(list.length / 2)] ?? NaN;

const sandbox = await serveSandbox();
const shop = await openSandboxShop(sandbox.origin);
const wire = openWire({ roundTripMs: ROUND_TRIP_MS, bytesPerSecond: BANDWIDTH_BYTES_PER_S });

const proxy = createProxy(
  {
    ...proxySettings(sandbox.origin, shop.token),
    ETALASE_PUBLIC_URL: 'http://127.0.0.1',
    ETALASE_ORIGINS: 'https://toko.example',
    ETALASE_SIGNING_KEYS: `bench:${randomBytes(32).toString('base64url')}`,
    DATABASE_URL: 'file::memory:',
  },
  { log: silent },
);
await proxy.ready;

const cards = await readCards();
const scripts = await serveScripts();
const proxySite = await serveProxy(proxy);
const near = { api: shop.api, scripts: `${scripts.origin}/dist`, proxy: proxySite.origin };
const site = await servePages({ ...near, token: shop.token }, cards);
const apiLine = await openSlowLine(wire, sandbox.origin);
const scriptLine = await openSlowLine(wire, scripts.origin);
const proxyLine = await openSlowLine(wire, proxySite.origin);
const farSite = await servePages(
  {
    api: shop.api.replace(sandbox.origin, apiLine.origin),
    scripts: `${scriptLine.origin}/dist`,
    proxy: proxyLine.origin,
    token: shop.token,
  },
  cards,
);
const siteLine = await openSlowLine(wire, farSite.origin);
const lines = [siteLine, apiLine, scriptLine, proxyLine];

/** The products of the plain page. */
async function readCards(): Promise<readonly Card[]> {
  const answer = await fetch(`${shop.api}/app/produk?token=${shop.token}&page=1`);
  // The sandbox's own answer needs no schema: it has this type.
  const { data } = (await answer.json()) as { readonly data: readonly Card[] };
  return data;
}

const browser = await launchChromium();
const context = await browser.newContext({ viewport: PHONE });
const page = await context.newPage();
await page.addInitScript(TEN_CARDS_SCRIPT);
const devtools = await context.newCDPSession(page);
await devtools.send('Network.enable');
await devtools.send('Emulation.setCPUThrottlingRate', { rate: CPU_SLOWDOWN });

interface Network {
  readonly name: string;
  readonly origin: string;
  readonly conditions: typeof UNTHROTTLED_NETWORK;
}
const NETWORKS: readonly Network[] = [
  { name: "DevTools' throttling", origin: site.origin, conditions: THROTTLED_NETWORK },
  { name: 'a slow line', origin: siteLine.origin, conditions: UNTHROTTLED_NETWORK },
];

interface Measured {
  readonly cold: number[];
  readonly warm: number[];
  coldRequests: number;
  warmRequests: number;
}

/** One visit: time from navigation to ten cards, and the number of Open API requests. */
async function visit(
  origin: string,
  name: PageName,
): Promise<{ timeMs: number; requests: number }> {
  await page.goto('about:blank');
  for (const line of lines) line.closeConnections();
  await shop.clearLog();
  await page.goto(`${origin}/${encodeURIComponent(name)}`);
  await page.waitForFunction('window.tenCards');
  const timeMs = Number(await page.evaluate('window.tenCards'));
  await page.waitForLoadState('networkidle');
  await page.waitForTimeout(QUIET_MS);
  return { timeMs, requests: (await shop.requestedPaths()).length };
}

async function forgetAll(origin: string): Promise<void> {
  await page.goto('about:blank');
  await devtools.send('Network.clearBrowserCache');
  await devtools.send('Storage.clearDataForOrigin', { origin, storageTypes: 'all' });
}

const names = Object.keys(PAGES) as PageName[];
async function measure({ origin, conditions }: Network): Promise<Map<PageName, Measured>> {
  await devtools.send('Network.emulateNetworkConditions', conditions);
  const measured = new Map<PageName, Measured>();
  for (let round = 0; round <= ROUNDS; round++) {
    for (const name of names) {
      await forgetAll(origin);
      const cold = await visit(origin, name);
      // Not measured: the browser caches the compiled script only after the second visit.
      const second = await visit(origin, name);
      const warm = await visit(origin, name);
      // The first round only warms up the browser.
      if (round === 0) continue;
      const totals = measured.get(name) ?? { cold: [], warm: [], coldRequests: 0, warmRequests: 0 };
      totals.cold.push(cold.timeMs);
      totals.warm.push(warm.timeMs);
      totals.coldRequests = cold.requests;
      totals.warmRequests = second.requests + warm.requests;
      measured.set(name, totals);
    }
  }
  return measured;
}

const results = new Map<Network, Map<PageName, Measured>>();
for (const network of NETWORKS) results.set(network, await measure(network));

await browser.close();
for (const server of [...lines, site, farSite, scripts, proxySite, sandbox]) await server.close();
await proxy.close();

for (const [name, bytes] of Object.entries(loadSizes())) {
  console.log(`${name}: ${(bytes / 1000).toFixed(1)} KB brotli`);
}
const ratio = (times: readonly number[], baseline: readonly number[]) =>
  (median(times) / median(baseline)).toFixed(2);
for (const [network, measured] of results) {
  const base = measured.get('plain');
  console.log(
    `\n${network.name}: ten cards, medians of ${String(ROUNDS)}, beside the plain page = 1.00; warm is a third visit`,
  );
  for (const [name, { cold, warm, coldRequests, warmRequests }] of measured) {
    console.log(
      [
        name.padEnd(20),
        `cold ${ratio(cold, base?.cold ?? [])} (${median(cold).toFixed(0)} ms)`,
        `warm ${ratio(warm, base?.warm ?? [])} (${median(warm).toFixed(0)} ms)`,
        `requests ${String(coldRequests)}, then ${String(warmRequests)} in two more visits`,
      ].join('   '),
    );
  }
}
