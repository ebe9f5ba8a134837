import { GUEST, RINA, type Scene } from '../scene.js';
import { buy, chooseItem, confirm, DIAMONDS, GAMEPASS, OPEN, part, see, topup, write } from '../shopping.js';

const TILES = '<etalase-topup></etalase-topup>';
const TILE = 'etalase-topup [part~=product]';
const SHARED = { isSelling: true, settings: OPEN } as const;

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
      await see(page, 'empty');
    },
  },
  {
    ...SHARED,
    name: 'topup-loading',
    body: TILES,
    settings: { ...OPEN, faults: CATALOG_FAULT('hang') },
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
    settings: OPEN,
    ready: 'etalase-topup [part~=error]',
  },
  topup('items', DIAMONDS, ({ page }) => chooseItem(page, DIAMONDS), { isTall: true }),
  topup('items-loading', DIAMONDS, () => Promise.resolve(), {
    settings: { ...OPEN, faults: CATALOG_FAULT('hang') },
    ready: 'etalase-topup [part~=skeleton]',
  }),
  topup('guest', DIAMONDS, ({ page }) => chooseItem(page, DIAMONDS), { shop: GUEST }),
  topup('fields', DIAMONDS, async ({ page }) => {
    await chooseItem(page, DIAMONDS);
    await write(page, DIAMONDS.fields);
    await part(page, 'nickname').getByText('Nama akun').waitFor();
    await part(page, 'remember').scrollIntoViewIfNeeded();
  }),
  topup('faults', DIAMONDS, async ({ page }) => {
    await chooseItem(page, DIAMONDS);
    await write(page, { 'User ID': '12 34', 'Zone ID': '' });
    await part(page, 'next').click();
    await part(page, 'remember').scrollIntoViewIfNeeded();
  }),
  topup('no-item', DIAMONDS, ({ page }) => part(page, 'next').click()),
  topup('confirm', DIAMONDS, ({ page }) => confirm(page, DIAMONDS)),
  topup('confirm-invoice', GAMEPASS, ({ page }) => confirm(page, GAMEPASS)),
  topup('insufficient', DIAMONDS, ({ page }) =>
    confirm(page, { ...DIAMONDS, item: '5532 (4649 + 883) Diamonds' }),
  ),
  topup('moved', DIAMONDS, async ({ page, rewrite }) => {
    await rewrite('/v1/quotes', (answer) => Object.assign({}, answer, { price: 24_000 }));
    await confirm(page, DIAMONDS);
    await see(page, 'notice');
  }),
  topup(
    'pin',
    DIAMONDS,
    async ({ page }) => {
      await confirm(page, DIAMONDS);
      await part(page, 'pin').fill('1234');
      await part(page, 'pay').click();
    },
    { shop: `${RINA} pin="required"` },
  ),
  topup('unclear', DIAMONDS, async ({ page }) => {
    await page.route('**/v1/orders', (route) =>
      route.request().method() === 'POST' ? route.abort() : route.continue(),
    );
    await buy(page, DIAMONDS);
    await part(page, 'notice').getByText('Sambungan terputus').waitFor();
  }),
  topup('english', DIAMONDS, ({ page }) => confirm(page, DIAMONDS), { shop: `${RINA} lang="en"` }),
];
