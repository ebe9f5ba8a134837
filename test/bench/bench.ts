/**
 * Bytes, time to ten product cards, and requests per visit: in one run, as ratios to the plain page
 * of bukaOlshop's own documentation, on a slow phone (6× CPU) and network (1.6 Mbps, 150 ms).
 */
import { parseArgs } from 'node:util';
import { serveSandbox } from '../../src/sandbox/serve.js';
import { launchChromium, PHONE } from '../support/chromium.js';
import { openShop } from '../support/shops.js';
import { loads } from '../support/size.js';
import type { PageName } from './site.js';
import { PAGES, serveBench } from './site.js';

const { values } = parseArgs({ options: { rounds: { type: 'string', default: '9' } } });
const ROUNDS = Number(values.rounds);

const CPU_SLOWDOWN = 6;
/** How long a page is watched for further requests after its ten cards, ms. */
const QUIET = 1000;
const NETWORK = {
  offline: false,
  latency: 150,
  downloadThroughput: 200_000,
  uploadThroughput: 94_000,
};

/** Text, because the compiler's helpers do not exist in the page: notes when ten cards are shown. */
const WATCH = `(() => {
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
const shop = await openShop(sandbox.origin);
const site = await serveBench(shop.api, shop.token);
const browser = await launchChromium();
const context = await browser.newContext({ viewport: PHONE });
const page = await context.newPage();
await page.addInitScript(WATCH);
const devtools = await context.newCDPSession(page);
await devtools.send('Network.enable');
await devtools.send('Network.emulateNetworkConditions', NETWORK);
await devtools.send('Emulation.setCPUThrottlingRate', { rate: CPU_SLOWDOWN });

interface Measured {
  readonly cold: number[];
  readonly warm: number[];
  coldRequests: number;
  warmRequests: number;
}

/** One visit: ms from navigation to ten cards, and requests to the Open API once all is quiet. */
async function visit(name: PageName): Promise<{ time: number; requests: number }> {
  await shop.forget();
  await page.goto(`${site.origin}/${encodeURIComponent(name)}`);
  await page.waitForFunction('window.tenCards');
  const time = Number(await page.evaluate('window.tenCards'));
  await page.waitForTimeout(QUIET);
  return { time, requests: (await shop.paths()).length };
}

async function forgetAll(): Promise<void> {
  await page.goto('about:blank');
  await devtools.send('Network.clearBrowserCache');
  await devtools.send('Storage.clearDataForOrigin', { origin: site.origin, storageTypes: 'all' });
}

const names = Object.keys(PAGES) as PageName[];
const measured = new Map<PageName, Measured>();
for (let round = 0; round <= ROUNDS; round++) {
  for (const name of names) {
    await forgetAll();
    const cold = await visit(name);
    // The second visit is warm too, but only after it does the browser keep the compiled script.
    await page.goto('about:blank');
    const second = await visit(name);
    await page.goto('about:blank');
    const warm = await visit(name);
    // The first round only warms the browser itself up.
    if (round === 0) continue;
    const so = measured.get(name) ?? { cold: [], warm: [], coldRequests: 0, warmRequests: 0 };
    so.cold.push(cold.time);
    so.warm.push(warm.time);
    so.coldRequests = cold.requests;
    so.warmRequests = second.requests + warm.requests;
    measured.set(name, so);
  }
}

await browser.close();
await site.close();
await sandbox.close();

for (const [name, bytes] of Object.entries(loads())) {
  console.log(`${name}: ${(bytes / 1000).toFixed(1)} KB brotli`);
}
const base = measured.get('plain');
const ratio = (times: readonly number[], beside: readonly number[]) =>
  (median(times) / median(beside)).toFixed(2);
console.log(
  `\nten cards, medians of ${String(ROUNDS)}, beside the plain page = 1.00; warm is a third visit`,
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
