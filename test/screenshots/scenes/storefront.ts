import { GUEST, type Scene, type Stage } from '../scene.js';

const CARD = 'etalase-products [part~=card]';

/** Makes every cache entry three hours older. */
const AGE_CACHE_SCRIPT = `for (const key of Object.keys(localStorage)) {
  const value = localStorage.getItem(key);
  const at = /^\\d+/.exec(value)?.[0];
  if (at) localStorage.setItem(key, value.replaceAll(at, String(Number(at) - 3 * 3600e3)));
}`;

async function comeBackOffline({ page, faults }: Stage): Promise<void> {
  // All feeds are cached before the network goes down.
  await page.waitForLoadState('networkidle');
  await page.evaluate(AGE_CACHE_SCRIPT);
  await faults({ kind: 'disconnect' });
  await page.reload();
  await page.locator('etalase-products [part~=stale]').waitFor();
}

const SELLS = { isSelling: true, ready: CARD } as const;
const TILE = 'etalase-topup-section [part~=product]';

const openSection = async ({ page }: Stage) => {
  await page.locator('etalase-topup-section [part~=all]').click();
  await page.locator('etalase-sheet etalase-topup [part~=product]').first().waitFor();
};

const openGame = async ({ page }: Stage) => {
  await page.locator(TILE).first().click();
  await page.locator('etalase-sheet [part~=item]').first().waitFor();
};

const searchTopups = async ({ page }: Stage) => {
  await page.locator('etalase-search input').fill('ml');
  await page.getByText('Hasil untuk “ml”').waitFor();
};

const chooseCategory = async ({ page }: Stage) => {
  await page.locator('etalase-categories [part~=category]').nth(2).click();
  await page.locator('etalase-categories [part~=sub-category]').first().waitFor();
};

const openOrders = async ({ page }: Stage) => {
  await page.locator('etalase-balance [part~=orders]').click();
  await page.locator('etalase-sheet etalase-orders [part~=empty]').waitFor();
};

export const storefrontScenes: readonly Scene[] = [
  { name: 'storefront-shopper', ready: CARD, isTall: true },
  { ...SELLS, name: 'storefront-sells' },
  { ...SELLS, name: 'storefront-sells-guest', shop: GUEST },
  { ...SELLS, name: 'storefront-section', act: openSection },
  { ...SELLS, name: 'storefront-game', act: openGame },
  { ...SELLS, name: 'storefront-search', act: searchTopups },
  { ...SELLS, name: 'storefront-category', act: chooseCategory },
  { ...SELLS, name: 'storefront-orders', act: openOrders },
  { name: 'storefront-guest', shop: GUEST, ready: CARD, isTall: true },
  {
    name: 'storefront-loading',
    settings: { faults: [{ kind: 'hang' }] },
    ready: 'etalase-products [part~=skeleton]',
    isTall: true,
  },
  { name: 'storefront-empty', settings: { empty: true }, ready: 'etalase-products [part~=empty]' },
  {
    name: 'storefront-error',
    settings: { faults: [{ kind: 'disconnect' }] },
    ready: 'etalase-products [part~=error]',
  },
  { name: 'storefront-offline', ready: CARD, act: comeBackOffline },
  {
    name: 'storefront-theming',
    shop: `id-user="130173" token-user="demo-user" lang="en"
      style="--etalase-accent: #c2185b; --etalase-radius: 4px"`,
    ready: CARD,
    isTall: true,
  },
];
