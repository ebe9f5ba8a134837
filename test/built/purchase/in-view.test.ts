/** A purchase on a page with text below: what was paid for stays where the shopper looks. */
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import type { Page } from 'playwright-core';
import {
  buy,
  COMPLETED_TEXT,
  DIAMONDS,
  fillForm,
  fillIn,
  GAMEPASS,
  part,
  press,
  PULSA,
  rows,
  sentence,
  topupElement,
  VOUCHER,
  type Purchase,
} from './purchase-page.js';
import { BUDI, prepareScenes } from './purchase-scene.js';

const play = prepareScenes();

const BELOW = '<h2>Cara memesan</h2><p style="height: 1500px">Hubungi kami setiap hari.</p>';

/** Collects, frame by frame, where the parts are; a part out of the window is a fault. */
const WATCH = `
  window.faults = [];
  const shadow = document.querySelector('etalase-topup').shadowRoot;
  const look = () => {
    for (const name of ['receipt', 'progress', 'voucher']) {
      const found = shadow.querySelector('dialog [part~=' + name + ']') ||
        shadow.querySelector('[part~=' + name + ']');
      if (!found) continue;
      window.seen = { ...window.seen, [name]: true };
      const { top, bottom } = found.getBoundingClientRect();
      const isMoving = shadow.querySelector('dialog:not(.shown)');
      const isOut = name === 'receipt' ? bottom <= 0 || top >= innerHeight : top < 0 || bottom > innerHeight;
      if (isOut && !isMoving) window.faults.push(name + ' ' + top + ' to ' + bottom);
    }
    requestAnimationFrame(look);
  };
  look();`;

const faults = (page: Page) => page.evaluate<string[]>('[...new Set(window.faults)]');
const seen = (page: Page) => page.evaluate<string[]>('Object.keys(window.seen ?? {})');
const focused = (page: Page) => page.evaluate<string>('document.activeElement.localName');
const isOpen = (page: Page) => part(page, 'dialog').isVisible();

/** Below the middle of the page, as a shopper has scrolled to the button. */
const scrollDown = async (page: Page) => {
  await part(page, 'next').scrollIntoViewIfNeeded();
  await page.evaluate(WATCH);
};

const PURCHASES: readonly (readonly [Purchase, string, string])[] = [
  [DIAMONDS, 'Bayar Rp22.900', COMPLETED_TEXT],
  [VOUCHER, 'Bayar Rp20.900', COMPLETED_TEXT],
  [PULSA, 'Bayar Rp10.250', COMPLETED_TEXT],
  [GAMEPASS, 'Buat pesanan', 'Bayar invoice ini.'],
];

suite('what was paid for', () => {
  for (const [purchase, button, end] of PURCHASES) {
    test(`stays in view from the tap to the end (${purchase.item})`, () =>
      play({ topup: purchase.topup, below: BELOW }, async ({ visit }) => {
        const page = await visit();
        await scrollDown(page);
        await fillIn(page, purchase);
        await press(page, button);
        await sentence(page, end);
        await page.waitForTimeout(1200);
        assert.equal(await isOpen(page), true);
        await part(page, 'number').waitFor();
        assert.deepEqual(await faults(page), []);
        const expected = ['receipt', 'progress', ...(purchase === VOUCHER ? ['voucher'] : [])];
        assert.deepEqual(await seen(page), expected);
        assert.equal(await focused(page), 'etalase-topup');
        // The shopper closes it: the order stands where the form was, in view.
        await page.goBack();
        await part(page, 'order').waitFor();
        await page.waitForTimeout(300);
        assert.deepEqual(await faults(page), []);
        assert.equal(await focused(page), 'etalase-topup');
      }));
  }

  test('is shown in its place after a reload, and back leaves no trace of the sheet', () =>
    play({ topup: DIAMONDS.topup, below: BELOW }, async ({ visit }) => {
      const page = await visit();
      await scrollDown(page);
      await buy(page);
      await sentence(page, COMPLETED_TEXT);
      await page.reload();
      await part(page, 'order').waitFor();
      assert.equal(await isOpen(page), false);
      await page.waitForFunction('!history.state');
      await part(page, 'open').click();
      await part(page, 'receipt').waitFor();
      await page.goBack();
      await part(page, 'receipt').waitFor({ state: 'detached' });
    }));

  test('opens once the part of the script that failed can be loaded', () =>
    play({ topup: DIAMONDS.topup, below: BELOW }, async ({ visit, context }) => {
      const page = await visit();
      await context.route('**/chunks/*', (route) => route.fulfill({ status: 404 }));
      await fillForm(page, DIAMONDS);
      await topupElement(page).getByText('Bagian ini belum bisa dimuat.').waitFor();
      assert.equal(await focused(page), 'etalase-topup');
      await context.unroute('**/chunks/*');
      await page.evaluate("dispatchEvent(new Event('online'))");
      await part(page, 'pay').getByText('Bayar Rp22.900').waitFor();
    }));

  test('waits in the same sheet for the right PIN, and leaves one order in the list', () =>
    play({ topup: DIAMONDS.topup, who: BUDI, below: BELOW }, async ({ visit }) => {
      const page = await visit();
      await scrollDown(page);
      await fillIn(page);
      await press(page, 'Bayar Rp22.900');
      await part(page, 'pin').fill('111111');
      await press(page, 'Bayar Rp22.900');
      await part(page, 'notice').getByText('PIN tadi salah').waitFor();
      await page.waitForTimeout(300);
      assert.equal(await part(page, 'pin').inputValue(), '');
      assert.equal(await part(page, 'pin').evaluate((input) => input.matches(':focus')), true);
      await part(page, 'pin').fill(BUDI.pin);
      await press(page, 'Bayar Rp22.900');
      await sentence(page, COMPLETED_TEXT);
      assert.deepEqual(await faults(page), []);
      await rows(page, 'Selesai').waitFor();
      assert.equal(await page.locator('etalase-orders [part~=row]').count(), 1);
    }));
});
