import { GUEST, RINA, type Scene } from '../scene.js';
import {
  buy,
  chooseItem,
  confirm,
  DIAMONDS,
  GAMEPASS,
  OPEN_ORDER,
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
    await part(page, 'notice').getByText('Sambungan terputus').waitFor();
  }),
  topupScene('english', DIAMONDS, ({ page }) => confirm(page, DIAMONDS), {
    shop: `${RINA} lang="en"`,
  }),
];
