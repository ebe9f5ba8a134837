/** The whole shop sells: its sheets, the back button, and the way to an order. */
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import type { Page } from 'playwright-core';
import {
  COMPLETED_TEXT,
  DIAMONDS,
  fillIn,
  part,
  press,
  sentence,
  VOUCHER,
} from './purchase-page.js';
import { prepareScenes, type SceneOptions } from './purchase-scene.js';

const play = prepareScenes();

const SECTION = 'etalase-topup-section';
const TILE = `${SECTION} [part~=product]`;
const SCRIPTS = {
  module: '<script type="module" src="/dist/etalase.js"></script>',
  global: '<script src="/dist/etalase.global.js"></script>',
} as const;
const WHOLE: SceneOptions = { isWhole: true, sandbox: { products: 20 } };

const entry = (page: Page) => page.locator('etalase-balance [part~=orders]');
const dot = (page: Page) => page.locator('etalase-balance [part~=dot]');

/** The names of the open dialogs, the lowest first. */
const openDialogs = (page: Page) =>
  page.evaluate<string[]>(`(() => {
    const names = [];
    const walk = (root) => {
      for (const each of root.querySelectorAll('*')) {
        if (each.localName === 'dialog' && each.open) names.push(each.getAttribute('aria-label'));
        if (each.shadowRoot) walk(each.shadowRoot);
      }
    };
    walk(document);
    return names;
  })()`);

const untilOpen = async (page: Page, names: readonly string[]) => {
  const deadline = Date.now() + 4000;
  while ((await openDialogs(page)).join() !== names.join() && Date.now() < deadline) {
    await page.waitForTimeout(50);
  }
  assert.deepEqual(await openDialogs(page), names);
};

suite('the whole shop', () => {
  for (const [name, script] of Object.entries(SCRIPTS)) {
    test(`${name}: back closes receipt, game and section one by one, and then leaves`, () =>
      play({ ...WHOLE, script }, async ({ visit, context }) => {
        const before = await context.newPage();
        await before.close();
        const page = await visit(TILE);
        await page.mouse.wheel(0, 200);
        await page.waitForFunction('scrollY > 0');
        const scrollY = await page.evaluate<number>('scrollY');
        await page.locator(`${SECTION} [part~=all]`).click();
        await part(page, 'product').getByText(DIAMONDS.tile).first().click();
        await fillIn(page);
        await press(page, 'Bayar Rp22.900');
        await sentence(page, COMPLETED_TEXT);
        await untilOpen(page, ['Top up', 'Struk pesanan']);
        await page.goBack();
        await untilOpen(page, ['Top up']);
        await page.goBack();
        await part(page, 'product').first().waitFor();
        await untilOpen(page, ['Top up']);
        await page.goBack();
        await untilOpen(page, []);
        assert.equal(await page.evaluate('scrollY'), scrollY);
        const focused = 'document.activeElement.shadowRoot.activeElement.localName';
        assert.equal(await page.evaluate(focused), SECTION);
        await page.goBack();
        assert.equal(page.url(), 'about:blank');
      }));
  }

  test('leads to an order that came while it was closed, and buys it again', () =>
    play({ ...WHOLE, sandbox: { products: 20, settleMs: null } }, async (scene) => {
      const page = await scene.visit(TILE);
      await page.locator(`${SECTION} [part~=all]`).click();
      await part(page, 'product').getByText(VOUCHER.tile).click();
      await fillIn(page, VOUCHER);
      await press(page, 'Bayar Rp20.900');
      await part(page, 'receipt').waitFor();
      await page.close();
      await scene.setOrderStatus('lapakgaming', 'done');

      const next = await scene.visit(TILE);
      await dot(next).waitFor();
      await entry(next).click();
      const row = next.locator('etalase-orders [part~=row]');
      await row.getByText('Kode belum dilihat').waitFor();
      await row.click();
      await next.locator('etalase-orders [part~=code]').first().waitFor();
      await dot(next).waitFor({ state: 'detached' });
      await next.locator('etalase-orders [part~=again]').click();
      await part(next, 'item').first().waitFor();
      await untilOpen(next, ['Top up saya', 'Top up']);
      await next.goBack();
      await untilOpen(next, ['Top up saya']);
      await row.getByText('Selesai').waitFor();
      await next.goBack();
      await untilOpen(next, []);
    }));

  test('opens another product though an order was shown last', () =>
    play(WHOLE, async ({ visit }) => {
      const page = await visit(TILE);
      await page.locator(TILE).first().click();
      await fillIn(page);
      await press(page, 'Bayar Rp22.900');
      await sentence(page, COMPLETED_TEXT);
      await page.goBack();
      await page.goBack();
      await untilOpen(page, []);
      await page.reload();
      await page.locator(TILE).nth(1).click();
      await part(page, 'item').first().waitFor();
      assert.equal(await part(page, 'order').count(), 0);
    }));
});
