import assert from 'node:assert/strict';
import { after, before, suite, test } from 'node:test';
import type { Browser, BrowserContext } from 'playwright-core';
import type { ServedSandbox } from '../../src/sandbox/serve.js';
import { serveSandbox } from '../../src/sandbox/serve.js';
import type { Visit } from '../support/chromium.js';
import { launchChromium, PHONE, recordErrors } from '../support/chromium.js';
import { serveSite } from '../support/serve.js';
import type { ShopOptions, SandboxShop } from '../support/sandbox-shop.js';
import { openSandboxShop } from '../support/sandbox-shop.js';

const MODULE = '<script type="module" src="/dist/etalase.js"></script>';
const GLOBAL = '<script src="/dist/etalase.global.js"></script>';
const USER = 'id-user="130173" token-user="demo-user"';
const GUEST = 'id-user="{{id_user}}" token-user="{{token_user}}"';

const LISTS = ['/app/kategori', '/app/kostumpage', '/app/produk', '/app/slide'];

const preload = ({ token, api }: SandboxShop) =>
  `<link rel="preload" as="fetch" crossorigin
    href="${api}/app/produk?token=${token}&page=1&total_data=40">`;

const tag = ({ token, api }: SandboxShop, who = GUEST, inner = '') =>
  `<etalase-shop token="${token}" api="${api}" ${who}>${inner}</etalase-shop>`;

const html = (head: string, body: string) => `<!doctype html><html lang="id"><head>
  <meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
  <title>Toko</title>${head}</head><body>${body}</body></html>`;

/** Records in the first frame with a card whether the lazily loaded search box is defined. */
const NOTE_FIRST_CARD = `(function look() {
  var shop = document.querySelector('etalase-shop');
  var grid = shop && shop.shadowRoot && shop.shadowRoot.querySelector('etalase-products');
  if (grid && grid.shadowRoot && grid.shadowRoot.querySelector('.card'))
    window.hadSearch = Boolean(customElements.get('etalase-search'));
  else requestAnimationFrame(look);
})();`;

let sandbox: ServedSandbox;
let browser: Browser;

before(async () => {
  sandbox = await serveSandbox();
  browser = await launchChromium();
});

after(async () => {
  await browser.close();
  await sandbox.close();
});

interface Scene {
  readonly shop: SandboxShop;
  readonly context: BrowserContext;
  /** Loads the page in a new tab, and waits for `selector` and an idle network. */
  visit(this: void): Promise<Visit>;
}

interface SceneOptions extends ShopOptions {
  readonly headers?: Record<string, string>;
  readonly selector?: string;
  /** px */
  readonly width?: number;
}

/** Runs `act` on a page with its own site and storage. */
async function withPage(
  make: (shop: SandboxShop) => string,
  act: (scene: Scene) => Promise<void>,
  {
    headers = {},
    selector = 'etalase-products [part~=card]',
    width = PHONE.width,
    ...options
  }: SceneOptions = {},
): Promise<void> {
  const shop = await openSandboxShop(sandbox.origin, options);
  const site = await serveSite({ pages: { '/': make(shop) }, headers });
  const context = await browser.newContext({ viewport: { ...PHONE, width } });
  const visit = async () => {
    const watched = await recordErrors(await context.newPage());
    await watched.page.goto(site.origin);
    await watched.page.locator(selector).first().waitFor({ timeout: 8000 });
    await watched.page.waitForLoadState('networkidle');
    return watched;
  };
  try {
    await act({ shop, context, visit });
  } finally {
    await context.close();
    await site.close();
  }
}

suite('a whole storefront', () => {
  for (const [name, script] of [
    ['module', MODULE],
    ['global', GLOBAL],
  ] as const) {
    test(`${name}: sends 4 requests on a guest’s first visit, none on the second, and logs no error`, () =>
      withPage(
        (shop) => html(script, tag(shop)),
        async ({ shop, visit }) => {
          const first = await visit();
          assert.deepEqual(await shop.requestedPaths(), LISTS);
          await shop.clearLog();
          const second = await visit();
          assert.deepEqual(await shop.requestedPaths(), []);
          assert.deepEqual([...first.errors, ...second.errors], []);
        },
      ));
  }

  test('sends one more request for a shopper', () =>
    withPage(
      (shop) => html(MODULE, tag(shop, USER)),
      async ({ shop, visit }) => {
        const { page } = await visit();
        await page.getByText('Rp350.000').waitFor();
        assert.deepEqual(await shop.requestedPaths(), [...LISTS, '/user/info']);
      },
    ));

  test('uses a preloaded first page of products', () =>
    withPage(
      (shop) => html(preload(shop) + MODULE, tag(shop)),
      async ({ shop, visit }) => {
        await visit();
        assert.deepEqual(await shop.requestedPaths(), LISTS);
      },
    ));

  for (const [name, script] of [
    ['module', MODULE],
    ['global', GLOBAL],
  ] as const) {
    test(`${name}: shows cached cards before the elements around them are defined`, () =>
      withPage(
        (shop) => html(`<script>${NOTE_FIRST_CARD}</script>${script}`, tag(shop)),
        async ({ visit }) => {
          await visit();
          const { page } = await visit();
          assert.equal(await page.evaluate('window.hadSearch'), false);
          await page.locator('etalase-search input').waitFor();
        },
      ));
  }

  test('shares answers among elements', () =>
    withPage(
      (shop) =>
        html(
          MODULE,
          tag(shop, USER, '<etalase-products></etalase-products>'.repeat(3)) +
            `<etalase-products token="${shop.token}" api="${shop.api}"></etalase-products>`,
        ),
      async ({ shop, visit }) => {
        await visit();
        assert.deepEqual(await shop.requestedPaths(), ['/app/produk']);
      },
    ));
});

suite('several scripts on a page work as one:', () => {
  const heads: readonly [string, string][] = [
    ['the module twice', MODULE + MODULE],
    ['the module with two URLs', MODULE + MODULE.replace('.js', '.js?v=2')],
    ['the module with a query in its URL', MODULE.replace('.js', '.js?v=2')],
    ['the classic script twice', GLOBAL + GLOBAL],
    ['the module and the classic script', GLOBAL + MODULE],
  ];
  for (const [what, head] of heads) {
    test(what, () =>
      withPage(
        (shop) => html(head, tag(shop)),
        async ({ shop, visit }) => {
          const { page, errors } = await visit();
          await page.locator('etalase-search input').fill('kopi');
          await page.keyboard.press('Enter');
          await page.getByText('Hasil untuk “kopi”').waitFor();
          await page.locator('etalase-products [part~=card]', { hasText: /kopi/i }).first().click();
          await page.locator('dialog[open]').waitFor();
          assert.deepEqual(errors, []);
          assert.deepEqual(await shop.requestedPaths(), [...LISTS, '/app/produk'].sort());
        },
      ),
    );
  }
});

suite('a storefront copes with', { concurrency: 3 }, () => {
  const policy = (more: string) =>
    `default-src 'none'; script-src 'self'; style-src 'self'; img-src *; connect-src *; ${more}`;

  for (const [name, script] of [
    ['module', MODULE],
    ['global', GLOBAL],
  ] as const) {
    test(`${name}: a strict Content-Security-Policy, also in dialog and ledger`, () =>
      withPage(
        (shop) => html(script, tag(shop, USER)),
        async ({ visit }) => {
          const { page, errors } = await visit();
          await page.getByRole('button', { name: 'Riwayat saldo' }).click();
          await page.locator('etalase-ledger li').first().waitFor();
          await page.locator('etalase-products [part~=card]').first().click();
          await page.locator('dialog[open]').waitFor();
          await page.keyboard.press('Escape');
          await page.locator('dialog[open]').waitFor({ state: 'detached' });
          assert.deepEqual(errors, []);
        },
        { headers: { 'Content-Security-Policy': policy("base-uri 'none'") } },
      ));
  }

  for (const who of [GUEST, USER]) {
    for (const width of [320, 360, 412, 768, 1280]) {
      const name = `${who === USER ? 'shopper' : 'guest'}, ${String(width)} px`;
      test(`slow files and answers, without layout shift (${name})`, () =>
        withPage(
          (shop) => html(`${MODULE}<style>body { margin: 0 }</style>`, tag(shop, who)),
          async ({ context, visit }) => {
            await context.route('**/chunks/*', async (route) => {
              await new Promise((resolve) => setTimeout(resolve, 300));
              await route.continue();
            });
            const { page } = await visit();
            assert.equal(await page.evaluate('shift'), 0, String(await page.evaluate('moved')));
          },
          { faults: [{ kind: 'delay', ms: 450 }], width },
        ));
    }
  }

  for (const width of [360, 1280, 1920]) {
    test(`cards that join the first ten, without layout shift (${String(width)} px)`, () =>
      withPage(
        ({ token, api }) =>
          html(MODULE, `<etalase-products token="${token}" api="${api}"></etalase-products>`),
        async ({ visit }) => {
          const { page } = await visit();
          await page.locator('etalase-products [part~=card]').nth(39).waitFor();
          assert.equal(await page.evaluate('shift'), 0, String(await page.evaluate('moved')));
        },
        { width },
      ));
  }

  test('storage that throws', () =>
    withPage(
      (shop) => html(MODULE, tag(shop)),
      async ({ context, visit }) => {
        await context.addInitScript(
          `Object.defineProperty(window, 'localStorage', { get() { throw new Error('no'); } })`,
        );
        assert.deepEqual((await visit()).errors, []);
      },
    ));

  test('a sandboxed frame without origin, storage and history', () =>
    withPage(
      (shop) =>
        html(
          '',
          `<iframe sandbox="allow-scripts" width="360" height="700"
            srcdoc='${html(MODULE, tag(shop))}'></iframe>`,
        ),
      async ({ visit }) => {
        const { page, errors } = await visit().catch(() => visit());
        const frame = page.frameLocator('iframe');
        await frame.locator('etalase-products [part~=card]').first().click();
        await frame.locator('dialog[open]').waitFor();
        await page.keyboard.press('Escape');
        assert.deepEqual(errors, []);
      },
      { selector: 'iframe', headers: { 'Access-Control-Allow-Origin': '*' } },
    ));

  test('5,000 categories, of which it renders few', () => {
    const rows = Array.from({ length: 5000 }, (_, i) => ({
      id_kategori: String(i),
      nama_kategori: `Kategori ${String(i)}`,
      gambar_kategori: null,
      sub_kategori: [],
    }));
    return withPage(
      (shop) => html(MODULE, tag(shop)),
      async ({ visit }) => {
        const { page, errors } = await visit();
        await page.getByText('Kategori 3', { exact: true }).click();
        const rendered = await page.locator('etalase-categories button').count();
        assert.ok(rendered < 200, `${String(rendered)} buttons`);
        assert.deepEqual(errors, []);
      },
      { faults: [{ kind: 'rows', path: '/app/kategori', rows }] },
    );
  });

  test('hostile values in all fields', () => {
    const evil = '"><img src=x onerror="window.hacked=1"><script>window.hacked=1</script>';
    const row = {
      id_produk: evil,
      nama_produk: evil,
      harga_produk: evil,
      deskripsi_panjang: evil,
      kondisi_produk: evil,
      ukuran: [evil],
      warna: [evil],
      gambar_utama: 'javascript:window.hacked=1',
      list_gambar: ['javascript:window.hacked=1', evil],
      url_produk: 'javascript:window.hacked=1',
      id_kategori: evil,
      nama_kategori: evil,
      nama_page: evil,
      url_kostum_page: `https://a.id/${evil}`,
      url_gambar_slide: 'https://a.id/x.png',
      url_tujuan: 'javascript:window.hacked=1',
    };
    return withPage(
      (shop) => html(MODULE, tag(shop)),
      async ({ visit }) => {
        const { page } = await visit();
        await page.locator('etalase-products [part~=card]').first().click();
        await page.locator('dialog[open]').waitFor();
        assert.equal(await page.evaluate('window.hacked'), undefined);
        assert.equal(await page.locator('a[href^="javascript:" i]').count(), 0);
      },
      { faults: [{ kind: 'rows', rows: [row] }] },
    );
  });

  // A network that fails is told of once for the page; any other fault by each element.
  const anywhere = '[part~=error]';
  const products = 'etalase-products [part~=error]';
  const faults: readonly [string, ShopOptions['faults'], string][] = [
    ['a dead network', [{ kind: 'disconnect' }], anywhere],
    ['broken JSON', [{ kind: 'malformed' }], products],
    ['truncated answers', [{ kind: 'truncate' }], anywhere],
    ['a wrong token', [{ kind: 'status', status: 401 }], products],
    ['ten megabytes', [{ kind: 'big', bytes: 10_000_000 }], products],
  ];
  for (const [what, list = [], place] of faults) {
    test(`${what}: the page shows an error, and nothing is thrown`, () =>
      withPage(
        (shop) => html(MODULE, `<h1>Toko</h1>${tag(shop, USER)}`),
        async ({ shop, visit }) => {
          const { page, errors } = await visit();
          await page.locator(place).first().waitFor();
          const uncaught = errors.filter((error) => !/Failed to load resource|ERR_/.test(error));
          assert.deepEqual(uncaught, []);
          const text = await page.locator('body').innerText();
          assert.ok(!text.includes(shop.token));
          assert.ok(await page.getByRole('heading', { name: 'Toko' }).isVisible());
        },
        { faults: list, selector: '[part~=error]' },
      ));
  }
});

suite('the back button', () => {
  test('closes the product, keeps the scroll position, and leaves no dead history entry', () =>
    withPage(
      (shop) => html(MODULE, tag(shop)),
      async ({ visit }) => {
        const { page } = await visit();
        const depth = await page.evaluate('history.length');
        await page.locator('etalase-products [part~=card]').nth(6).click();
        await page.locator('dialog[open]').waitFor();
        const place = await page.evaluate('scrollY');
        await page.goBack();
        await page.locator('dialog[open]').waitFor({ state: 'detached' });
        assert.equal(await page.evaluate('scrollY'), place);
        await page.locator('etalase-products [part~=card]').nth(6).click();
        await page.locator('dialog[open]').waitFor();
        await page.keyboard.press('Escape');
        await page.locator('dialog[open]').waitFor({ state: 'detached' });
        assert.equal(await page.evaluate('history.state'), null);
        assert.equal(await page.evaluate('history.length'), Number(depth) + 1);
      },
    ));

  test('has nothing to close after a reload with an open product, whose scroll position stays', () =>
    withPage(
      (shop) => html(MODULE, tag(shop)),
      async ({ visit }) => {
        const { page } = await visit();
        await page.evaluate('scrollTo(0, 900)');
        await page.locator('etalase-products [part~=card]').nth(6).click();
        await page.locator('dialog[open]').waitFor();
        await page.waitForFunction('history.state');
        const place = await page.evaluate('scrollY');
        await page.reload();
        await page.locator('etalase-products [part~=card]').first().waitFor();
        await page.waitForFunction('!history.state');
        await page.waitForTimeout(200);
        assert.equal(await page.evaluate('scrollY'), place);
        assert.equal(await page.evaluate('history.scrollRestoration'), 'auto');
      },
    ));
});
