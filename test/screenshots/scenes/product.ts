import { GUEST, RINA, type Scene, type Stage } from '../scene.js';

const GRID = '<etalase-products></etalase-products>';
const CARD = 'etalase-products [part~=card]';

const open =
  (index: number, then?: (stage: Stage) => Promise<unknown>) =>
  async (stage: Stage): Promise<void> => {
    await stage.page.locator(CARD).nth(index).click();
    await stage.page.locator('etalase-product dialog[open] [part~=buy]').waitFor();
    await then?.(stage);
  };

/** Scrolls to the end of the sheet. */
const scroll = ({ page }: Stage) =>
  page.locator('etalase-product .scroller').evaluate((box) => box.scrollTo(0, 1e5));

const choose = async ({ page }: Stage) => {
  const options = page.locator('etalase-product [part~=option]');
  if ((await options.count()) > 0) await options.first().click();
  await page.locator('etalase-product [part~=variants], etalase-product [part~=description]').first().scrollIntoViewIfNeeded();
};

const enlarge = async ({ page }: Stage) => {
  await page.locator('etalase-product [part~=image]').first().click();
  await page.locator('etalase-photos dialog.shown').waitFor();
};

/** A product that the proxy delivers. */
const mapped = (name: string, then: (stage: Stage) => Promise<unknown>, shop = RINA): Scene => ({
  name: `product-${name}`,
  body: GRID,
  shop,
  isSelling: true,
  ready: CARD,
  prepare: ({ rewrite }) =>
    rewrite('/v1/shop-products/*', () => ({
      product: 'lapakgaming:ML',
      item: 'lapakgaming:86 (78 + 8) Diamonds',
    })),
  act: open(0, async (stage) => {
    await stage.page.locator('etalase-product [part~=account]').waitFor();
    await then(stage);
  }),
});

const fillAccount = async (stage: Stage) => {
  const product = stage.page.locator('etalase-product');
  await product.getByLabel('User ID').fill('12345678');
  await product.getByLabel('Zone ID').fill('2001');
  await product.getByText('Nama akun').waitFor();
  await scroll(stage);
};

const buy = ({ page }: Stage) => page.locator('etalase-product a[part~=buy]').click();

export const productScenes: readonly Scene[] = [
  { name: 'product-photo', body: GRID, ready: CARD, act: open(5, enlarge) },
  { name: 'product-sheet', body: GRID, ready: CARD, act: open(5) },
  { name: 'product-variants', body: GRID, ready: CARD, act: open(2, choose) },
  mapped('mapped', fillAccount),
  mapped('mapped-guest', buy, GUEST),
  { name: 'product-note', body: GRID, ready: CARD, act: open(0, scroll) },
];
