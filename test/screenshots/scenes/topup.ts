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

const CATALOG_FAULT = (kind: 'hang' | 'disconnect') =>
  (['lapakgaming', 'snapcart', 'leuwongrr'] as const).map((api) => ({ kind, api }));

export const topupScenes: readonly Scene[] = [
  { ...SHARED, name: 'topup-tiles', body: TILES, ready: TILE, isTall: true },
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
      await page.route('**/v1/catalog', (route) => route.abort());
    },
    ready: 'etalase-topup [part~=error]',
  },
  {
    ...SHARED,
    name: 'topup-empty',
    body: TILES,
    prepare: ({ rewrite }) => rewrite('/v1/catalog', () => ({ providers: [] })),
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
  topupScene('english', DIAMONDS, ({ page }) => confirm(page, DIAMONDS), {
    shop: `${RINA} lang="en"`,
  }),
];
