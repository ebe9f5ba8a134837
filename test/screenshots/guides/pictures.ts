/** The pictures of the guides. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { PROJECT } from '../../support/command.js';
import { FONT_FACE } from '../play-scene.js';
import type { Scene } from '../scene.js';
import {
  buy,
  chooseItem,
  DIAMONDS,
  fillFields,
  overrideOrders,
  topupScene,
  waitForPart,
} from '../topup-actions.js';

/** A scene, named as its file in `docs/images/`. */
export interface Picture extends Scene {
  readonly width: number;
  readonly height: number;
}

const PHONE = { width: 360, height: 720 } as const;
const LOWER = { width: 360, height: 540 } as const;

const CARD = 'etalase-products [part~=card]';

/** The first screen of the products, which holds what a theme changes. */
const products = (name: string, css: string): Picture => ({
  ...LOWER,
  name,
  css,
  body: `<etalase-balance></etalase-balance><etalase-search></etalase-search>
    <etalase-products></etalase-products>`,
  ready: CARD,
});

const THEME = readFileSync(join(PROJECT, 'demo/themes/rose.css'), 'utf8');

/** Takes the example shop, and folds the addresses, which hold ports. */
async function chooseInWorkshop(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Pakai toko contoh' }).first().click();
  await page.frameLocator('iframe').locator('etalase-topup-section [part~=product]').first().waitFor();
  await page.getByText('Toko Anda').first().click();
  for (const frame of page.frames()) {
    await frame.addStyleTag({
      content: `${FONT_FACE} workshop-app, etalase-shop { font-family: Roboto !important }`,
    });
  }
}

export const pictures: readonly Picture[] = [
  { ...PHONE, name: 'shop', isSelling: true, ready: CARD },
  {
    ...PHONE,
    ...topupScene(
      'counter',
      DIAMONDS,
      async ({ page }) => {
        await fillFields(page, DIAMONDS.fields);
        await chooseItem(page, DIAMONDS);
        await waitForPart(page, 'nickname');
      },
      { name: 'counter' },
    ),
  },
  {
    ...PHONE,
    ...topupScene(
      'receipt',
      DIAMONDS,
      async (stage) => {
        await overrideOrders(stage, { number: 'TU-7F3K-92QD', status: 'completed' });
        await buy(stage.page, DIAMONDS);
        await waitForPart(stage.page, 'number');
      },
      { name: 'receipt' },
    ),
  },
  {
    width: 1120,
    height: 720,
    name: 'workshop',
    path: '/dist/workshop/index.html',
    isSelling: true,
    ready: 'workshop-app',
    act: ({ page }) => chooseInWorkshop(page),
  },
  products('theme-before', ''),
  products('theme-after', THEME),
];
