import { shelf, shelfProduct } from '../../../src/proxy/contract.js';
import { GUEST, RINA, type Scene } from '../scene.js';
import {
  buy,
  chooseItem,
  confirm,
  DIAMONDS,
  GAMEPASS,
  OPEN_ORDER,
  overrideOrders,
  part,
  PULSA,
  waitForPart,
  topupScene,
  fillFields,
} from '../topup-actions.js';

const TILES = '<etalase-topup></etalase-topup>';
const TILE = 'etalase-topup [part~=product]';
const SHARED = { isSelling: true, settings: OPEN_ORDER } as const;

/** Art of our own, popular products and a category, as a catalogue file gives them. */
const withArt = (answer: unknown) => {
  const { categories, products } = shelf.parse(answer);
  const dressed = products.map((product, i) => ({
    ...product,
    image: i % 3 === 0 ? ART[i % ART.length] : null,
    popular: i % 9 === 1,
  }));
  return { categories, products: dressed };
};
/** Some items are also products of the shop. */
const withCheckout = (answer: unknown) => {
  const product = shelfProduct.parse(answer);
  const items = product.items.map((item, i) => ({
    ...item,
    checkout_url: i % 3 === 2 ? null : 'https://toko.example/produk/ml-86',
  }));
  return { ...product, items };
};
const checkoutScene = (name: string, act: Scene['act'], more: Partial<Scene> = {}): Scene =>
  topupScene(
    `checkout-${name}`,
    DIAMONDS,
    async (stage) => {
      await chooseItem(stage.page, DIAMONDS);
      await act?.(stage);
    },
    { prepare: ({ rewrite }) => rewrite('/v1/shelf/*', withCheckout), ...more },
  );
/** Twice the size, as Android's setting makes it: fonts and lines, and nothing else. */
const LARGE_TEXT = `
  const { replaceSync } = CSSStyleSheet.prototype;
  CSSStyleSheet.prototype.replaceSync = function (css) {
    const twice = (_all, name, px) => name + ':' + px * 2 + 'px';
    return replaceSync.call(this, css.replace(/(font-size|line-height):\\s*([\\d.]+)px/g, twice));
  };`;
const LONG_AGO = '2020-01-01T00:00:00.000Z';
const dress = (answer: unknown) => ({
  ...shelfProduct.parse(answer),
  image: ART[0],
  note: 'User ID dan Zone ID ada di profil, di bawah nama Anda.',
  description: 'Diamonds resmi, masuk ke akun Anda sendiri.\nTidak perlu kata sandi.',
  instruction: '1. Buka game.\n2. Ketuk foto profil.\n3. Salin User ID dan Zone ID.',
});
const draw = (back: string, front: string) =>
  `data:image/svg+xml,${encodeURIComponent(
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 60 60"><path fill="${back}" d="M0 0h60v60H0z"/><path fill="${front}" d="M0 60 22 20l14 22 8-12 16 30z"/><circle cx="44" cy="16" r="7" fill="${front}"/></svg>`,
  )}`;
const ART = [draw('#274c77', '#a3cef1'), draw('#6a4c93', '#ffca3a'), draw('#1b4332', '#95d5b2')];

const CATALOG_FAULT = (kind: 'hang' | 'disconnect') =>
  (['lapakgaming', 'snapcart', 'leuwongrr'] as const).map((api) => ({ kind, api }));

export const topupScenes: readonly Scene[] = [
  { ...SHARED, name: 'topup-tiles', body: TILES, ready: TILE, isTall: true },
  {
    ...SHARED,
    name: 'topup-counter',
    body: TILES,
    isTall: true,
    prepare: ({ rewrite }) => rewrite('/v1/shelf', withArt),
    ready: TILE,
  },
  {
    ...SHARED,
    name: 'topup-category',
    body: TILES,
    prepare: ({ rewrite }) => rewrite('/v1/shelf', withArt),
    ready: TILE,
    act: async ({ page }) => {
      await part(page, 'category').nth(2).click();
    },
  },
  {
    ...SHARED,
    name: 'topup-pulsa',
    body: TILES,
    ready: TILE,
    act: async ({ page }) => {
      await part(page, 'product').getByText('Pulsa', { exact: true }).click();
      await waitForPart(page, 'operators');
    },
  },
  {
    ...SHARED,
    name: 'topup-pulsa-number',
    body: TILES,
    ready: TILE,
    act: async ({ page }) => {
      await part(page, 'product').getByText('Pulsa', { exact: true }).click();
      await waitForPart(page, 'operators');
      await fillFields(page, { 'Nomor HP': '081234567890' });
      await waitForPart(page, 'item');
    },
  },
  topupScene(
    'dressed',
    DIAMONDS,
    async ({ page }) => {
      await page.locator('etalase-topup summary').first().click();
    },
    { prepare: ({ rewrite }) => rewrite('/v1/shelf/*', dress), isTall: true },
  ),
  topupScene('old-prices', DIAMONDS, ({ page }) => chooseItem(page, DIAMONDS), {
    prepare: ({ rewrite }) =>
      rewrite('/v1/shelf/*', (answer) => ({ ...shelfProduct.parse(answer), read_at: LONG_AGO })),
  }),
  topupScene('accounts', DIAMONDS, async ({ page }) => {
    for (const [id, zone] of [
      ['12345678', '2001'],
      ['87654321', '3002'],
    ] as const) {
      await fillFields(page, { 'User ID': id, 'Zone ID': zone });
      await part(page, 'nickname').getByText('Nama akun').waitFor();
      const isRemembered = await part(page, 'remember').locator('input').isChecked();
      await part(page, 'remember').click();
      if (isRemembered) await part(page, 'remember').click();
      await page.reload();
      await waitForPart(page, 'account-use');
    }
  }),
  {
    ...SHARED,
    name: 'topup-filtered',
    body: TILES,
    ready: TILE,
    act: async ({ page }) => {
      await part(page, 'search').fill('voucher');
    },
  },
  {
    ...SHARED,
    name: 'topup-filtered-nothing',
    body: TILES,
    ready: TILE,
    act: async ({ page }) => {
      await part(page, 'search').fill('tidak ada');
      await waitForPart(page, 'empty');
    },
  },
  {
    ...SHARED,
    name: 'topup-loading',
    body: TILES,
    settings: { ...OPEN_ORDER, faults: CATALOG_FAULT('hang') },
    ready: 'etalase-topup [part~=skeleton]',
  },
  {
    ...SHARED,
    name: 'topup-error',
    body: TILES,
    prepare: async ({ page }) => {
      await page.route('**/v1/shelf', (route) => route.abort());
    },
    ready: 'etalase-topup [part~=error]',
  },
  {
    ...SHARED,
    name: 'topup-empty',
    body: TILES,
    prepare: ({ rewrite }) => rewrite('/v1/shelf', () => ({ categories: [], products: [] })),
    ready: 'etalase-topup [part~=empty]',
  },
  {
    name: 'topup-unset',
    body: TILES,
    settings: OPEN_ORDER,
    ready: 'etalase-topup [part~=error]',
  },
  topupScene('items', DIAMONDS, ({ page }) => chooseItem(page, DIAMONDS), { isTall: true }),
  topupScene('items-loading', DIAMONDS, () => Promise.resolve(), {
    settings: { ...OPEN_ORDER, faults: CATALOG_FAULT('hang') },
    ready: 'etalase-topup [part~=skeleton]',
  }),
  topupScene('guest', DIAMONDS, ({ page }) => chooseItem(page, DIAMONDS), { shop: GUEST }),
  topupScene('fields', DIAMONDS, async ({ page }) => {
    await chooseItem(page, DIAMONDS);
    await fillFields(page, DIAMONDS.fields);
    await part(page, 'nickname').getByText('Nama akun').waitFor();
    await part(page, 'remember').scrollIntoViewIfNeeded();
  }),
  topupScene('faults', DIAMONDS, async ({ page }) => {
    await chooseItem(page, DIAMONDS);
    await fillFields(page, { 'User ID': '12a45', 'Zone ID': '2001' });
    await part(page, 'next').click();
    await part(page, 'remember').scrollIntoViewIfNeeded();
  }),
  topupScene('no-item', DIAMONDS, async ({ page }) => {
    await fillFields(page, DIAMONDS.fields);
    await part(page, 'next').click();
  }),
  topupScene('not-found', DIAMONDS, async ({ page }) => {
    await fillFields(page, { 'User ID': '02345678', 'Zone ID': '2001' });
    await waitForPart(page, 'proceed');
  }),
  topupScene('unchecked', DIAMONDS, async ({ page }) => {
    await fillFields(page, { 'User ID': '50045678', 'Zone ID': '2001' });
    await part(page, 'nickname').getByText('belum bisa dicek').waitFor();
  }),
  topupScene('phone', PULSA, async ({ page }) => {
    await fillFields(page, { 'Nomor telepon': '+62 812-3456-7890' });
    await waitForPart(page, 'operator');
  }),
  topupScene('other-operator', PULSA, async ({ page }) => {
    await fillFields(page, { 'Nomor telepon': '0857 3456 7890' });
    await waitForPart(page, 'proceed');
  }),
  topupScene('confirm', DIAMONDS, ({ page }) => confirm(page, DIAMONDS)),
  topupScene('confirm-invoice', GAMEPASS, ({ page }) => confirm(page, GAMEPASS)),
  topupScene('insufficient', DIAMONDS, ({ page }) =>
    confirm(page, { ...DIAMONDS, item: '5532 (4649 + 883) Diamonds' }),
  ),
  topupScene('moved', DIAMONDS, async ({ page, rewrite }) => {
    await rewrite('/v1/quotes', (answer) => Object.assign({}, answer, { price: 24_000 }));
    await confirm(page, DIAMONDS);
    await waitForPart(page, 'notice');
  }),
  topupScene(
    'pin',
    DIAMONDS,
    async ({ page }) => {
      await confirm(page, DIAMONDS);
      await part(page, 'pin').fill('1234');
      await part(page, 'pay').click();
    },
    { shop: `${RINA} pin="required"` },
  ),
  topupScene('unclear', DIAMONDS, async ({ page }) => {
    await page.route('**/v1/orders', (route) =>
      route.request().method() === 'POST' ? route.abort() : route.continue(),
    );
    await buy(page, DIAMONDS);
    await part(page, 'sentence').getByText('Sambungan terputus').waitFor();
  }),
  topupScene('quoting', DIAMONDS, async ({ page }) => {
    await page.route('**/v1/quotes', () => undefined);
    await chooseItem(page, DIAMONDS);
    await fillFields(page, DIAMONDS.fields);
    await part(page, 'next').click();
    await waitForPart(page, 'pay');
  }),
  topupScene('sending', DIAMONDS, async ({ page }) => {
    await page.route('**/v1/orders', () => undefined);
    await buy(page, DIAMONDS);
    await waitForPart(page, 'receipt');
  }),
  topupScene(
    'wrong-pin',
    DIAMONDS,
    async (stage) => {
      await confirm(stage.page, DIAMONDS);
      await part(stage.page, 'pin').fill('111111');
      await overrideOrders(stage, { status: 'failed', reason: 'wrong_pin' });
      await part(stage.page, 'pay').click();
      await part(stage.page, 'notice').getByText('PIN tadi salah').waitFor();
    },
    { shop: `${RINA} pin="required"` },
  ),
  topupScene('lost', DIAMONDS, async ({ page }) => {
    await confirm(page, DIAMONDS);
    await page.route('**/v1/orders', (route) => route.abort());
    await part(page, 'pay').click();
    await waitForPart(page, 'again');
    await page.unroute('**/v1/orders');
    // The order can no longer arrive: it was sent long ago.
    await page.evaluate(`for (const name of Object.keys(localStorage)) {
      if (!name.startsWith('etalase-intent:')) continue;
      localStorage.setItem(name, localStorage.getItem(name).replace(/"at":\\d+/, '"at":0'));
    }`);
    await page.reload();
    await page.getByText('Pesanan tadi tidak sampai.').waitFor();
  }),
  checkoutScene('both', ({ page }) => fillFields(page, DIAMONDS.fields)),
  checkoutScene('guest', () => Promise.resolve(), { shop: GUEST }),
  checkoutScene('only', () => Promise.resolve(), {
    body: `<etalase-topup ${DIAMONDS.topup} pay="checkout"></etalase-topup>`,
  }),
  checkoutScene('large', () => Promise.resolve(), {
    prepare: async ({ page, rewrite }) => {
      await page.addInitScript(LARGE_TEXT);
      await rewrite('/v1/shelf/*', withCheckout);
    },
  }),
  topupScene('english', DIAMONDS, ({ page }) => confirm(page, DIAMONDS), {
    shop: `${RINA} lang="en"`,
  }),
];
