import assert from 'node:assert/strict';
import { after, before, suite, test } from 'node:test';
import type { Page } from 'puppeteer-core-13';
import type { ServedSandbox } from '../../src/sandbox/serve.js';
import { serveSandbox } from '../../src/sandbox/serve.js';
import { canRunChromium80, launchChromium80 } from '../support/chromium80.js';
import { launchChromium, PHONE } from '../support/chromium.js';
import type { SandboxShop } from '../support/sandbox-shop.js';
import { openSandboxShop } from '../support/sandbox-shop.js';
import { serveSite, type Site } from '../support/serve.js';

const PRODUCTS = 160;
const FAR_DOWN_PX = 14_000;
const RENEWED_MS = 6 * 60_000;

/** What this test needs of a page, in whichever browser. The scripts are text: see `chromium80`. */
interface AnyPage {
  goto(address: string): Promise<unknown>;
  goBack(): Promise<unknown>;
  evaluate(script: string): Promise<unknown>;
  waitForFunction(script: string): Promise<unknown>;
  close(): Promise<unknown>;
}

const CARDS = `(() => {
  const shop = document.querySelector('etalase-shop');
  const grid = (shop && shop.shadowRoot || document).querySelector('etalase-products');
  return grid && grid.shadowRoot ? [...grid.shadowRoot.querySelectorAll('.card')] : [];
})()`;
const IN_VIEW = `${CARDS}.filter((card) => {
  const { top, bottom } = card.getBoundingClientRect();
  return top >= 0 && bottom <= innerHeight;
})`;
const NAME = `.querySelector('.name').textContent`;

const html = ({ token, api }: SandboxShop) => `<!doctype html><html lang="id"><head>
  <meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
  <title>Toko</title></head><body>
  <script>
    if (sessionStorage.later) {
      const now = Date.now;
      Date.now = () => now() + ${RENEWED_MS};
    }
    // As a page that the browser does not keep in memory, like each in a WebView.
    addEventListener('unload', () => {});
  </script>
  <etalase-shop token="${token}" api="${api}" theme="light"></etalase-shop>
  <p>Kaki halaman</p>
  <script type="module" src="/dist/etalase.js"></script></body></html>`;

let sandbox: ServedSandbox;
let site: Site;
let shop: SandboxShop;

before(async () => {
  sandbox = await serveSandbox({ port: 0 });
  shop = await openSandboxShop(sandbox.origin, { products: PRODUCTS });
  const other = '<!doctype html><title>Produk</title><p>Produk';
  site = await serveSite({ pages: { '/': html(shop), '/produk': other } });
});

after(async () => {
  await site.close();
  await sandbox.close();
});

/** Scrolls down to the last cards, as a shopper does, and returns the name of the card that is left by. */
async function leaveFarDown(page: AnyPage): Promise<string> {
  await page.goto(site.origin);
  for (let count = 40; count <= PRODUCTS; count += 40) {
    await page.waitForFunction(`${CARDS}.length >= ${String(count)} ||
      void scrollTo(0, document.documentElement.scrollHeight - 1 - Math.random())`);
  }
  await page.evaluate(`scrollTo(0, ${String(FAR_DOWN_PX)})`);
  // The last answers are written to storage after a moment.
  await page.waitForFunction(
    `Object.keys(localStorage).some((key) => /"pages":4/.test(localStorage[key]))`,
  );
  const name = await page.evaluate(`(() => {
    const [card] = ${IN_VIEW};
    card.addEventListener('click', (event) => event.preventDefault());
    card.click();
    return card${NAME};
  })()`);
  await page.evaluate(`location.assign('/produk')`);
  await page.waitForFunction(`location.pathname === '/produk'`);
  return String(name);
}

const seesCard = (page: AnyPage, name: string): Promise<unknown> =>
  page.waitForFunction(`${IN_VIEW}.some((card) => card${NAME} === ${JSON.stringify(name)})`);

function backToList(open: () => Promise<AnyPage>): void {
  test('shows the card that was tapped far down', async () => {
    const page = await open();
    const name = await leaveFarDown(page);
    await page.goBack();
    await seesCard(page, name);
    await page.evaluate(`new Promise((resolve) => setTimeout(resolve, 1000))`);
    await seesCard(page, name);
    await page.close();
  });

  test('shows it also when the list is renewed meanwhile', async () => {
    const page = await open();
    const name = await leaveFarDown(page);
    await page.evaluate(`sessionStorage.later = '1'`);
    await shop.clearLog();
    await page.goBack();
    await seesCard(page, name);
    for (let i = 0; !(await shop.requestedPaths()).includes('/app/produk'); i++) {
      assert.ok(i < 100, 'the list is renewed');
      await page.evaluate(`new Promise((resolve) => setTimeout(resolve, 50))`);
    }
    await page.evaluate(`new Promise((resolve) => setTimeout(resolve, 1000))`);
    await seesCard(page, name);
    assert.equal(await page.evaluate(`${CARDS}.length`), PRODUCTS);
    await page.close();
  });

  test('leaves a shopper alone who scrolls after the return', async () => {
    const page = await open();
    const name = await leaveFarDown(page);
    await page.goBack();
    await seesCard(page, name);
    await page.evaluate(`dispatchEvent(new WheelEvent('wheel')), scrollTo(0, 0)`);
    await page.evaluate(`new Promise((resolve) => setTimeout(resolve, 1000))`);
    assert.equal(await page.evaluate('scrollY'), 0);
    await page.close();
  });

  test('begins at the top on a new visit', async () => {
    const page = await open();
    await leaveFarDown(page);
    await page.goto(site.origin);
    await page.waitForFunction(`${CARDS}.length >= 40`);
    await page.evaluate(`new Promise((resolve) => setTimeout(resolve, 500))`);
    assert.equal(await page.evaluate('scrollY'), 0);
    await page.close();
  });
}

suite('back to the list', () => {
  let browser: Awaited<ReturnType<typeof launchChromium>>;
  before(async () => {
    browser = await launchChromium();
  });
  after(() => browser.close());

  backToList(async () => {
    const context = await browser.newContext({ viewport: PHONE });
    return context.newPage();
  });
});

suite('back to the list in Chromium 80', { skip: !canRunChromium80 }, () => {
  let chromium: Awaited<ReturnType<typeof launchChromium80>>;
  before(async () => {
    chromium = await launchChromium80();
  });
  after(() => chromium.close());

  backToList(async () => {
    const context = await chromium.browser.createIncognitoBrowserContext();
    const page: Page = await context.newPage();
    await page.setViewport(PHONE);
    return page;
  });
});
