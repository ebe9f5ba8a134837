/** Exactly one order, however the shopper taps, leaves and returns; in a real browser. */
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import type { Page } from 'playwright-core';
import {
  buy,
  DIAMONDS,
  COMPLETED_TEXT,
  expectEnd,
  fillIn,
  NO_ORDERS,
  ONE_ORDER,
  orders,
  part,
  press,
  PRICE,
  rows,
  sentence,
  topupElement,
} from './purchase-page.js';
import { prepareScenes } from './purchase-scene.js';

const play = prepareScenes();

suite('a reloaded page', () => {
  test('shows a running order again, until it ends', () =>
    play({ topup: DIAMONDS.topup, sandbox: { settleMs: null } }, async (scene) => {
      const page = await scene.visit();
      await buy(page);
      await sentence(page, 'Pesanan sedang diproses.');
      await page.reload();
      await sentence(page, 'Pesanan sedang diproses.');
      await scene.setOrderStatus('lapakgaming', 'done');
      await expectEnd(scene, page, COMPLETED_TEXT, ONE_ORDER);
      await rows(page, 'Selesai').waitFor();
      assert.equal(await orders(page).locator('[part~=row]').count(), 1);
    }));

  test('finds an order whose answer was lost, and buys once', () =>
    play({ topup: DIAMONDS.topup }, async (scene) => {
      const page = await scene.visit();
      const arrived = holdOrder(page);
      await buy(page);
      await (
        await arrived
      )();
      await page.reload();
      await expectEnd(scene, page, COMPLETED_TEXT, ONE_ORDER);
    }));

  test('waits for an order that has not arrived yet, and buys once', () =>
    play({ topup: DIAMONDS.topup }, async (scene) => {
      const page = await scene.visit();
      const sent = holdOrder(page);
      await buy(page);
      const send = await sent;
      await page.reload();
      await topupElement(page).getByText('Memastikan pesanan terakhir Anda…').waitFor();
      assert.deepEqual(await scene.bookedTotals(), NO_ORDERS);
      await send();
      await expectEnd(scene, page, COMPLETED_TEXT, ONE_ORDER);
    }));
});

/** Delays the first order request. @returns delivers it, without an answer to the page */
const holdOrder = (page: Page): Promise<() => Promise<unknown>> =>
  new Promise((resolve) => {
    let held = 0;
    void page.route('**/v1/orders', async (route) => {
      const isFirst = route.request().method() === 'POST' && held++ === 0;
      if (isFirst) resolve(() => route.fetch());
      else await route.continue();
    });
  });

suite('tapping and leaving', () => {
  test('tapping twice buys once', () =>
    play({ topup: DIAMONDS.topup }, async (scene) => {
      const page = await scene.visit();
      await fillIn(page);
      await part(page, 'pay').getByText('Bayar').waitFor();
      await part(page, 'pay').dblclick();
      await expectEnd(scene, page, COMPLETED_TEXT, ONE_ORDER);
      assert.equal(await orders(page).locator('[part~=row]').count(), 1);
    }));

  test('the back button closes the sheet, keeps the fields, and buys nothing', () =>
    play({ topup: DIAMONDS.topup }, async (scene) => {
      const page = await scene.visit();
      await fillIn(page);
      await page.goBack();
      await topupElement(page).locator('dialog[open]').waitFor({ state: 'detached' });
      assert.equal(page.url(), `${scene.site}/`);
      assert.deepEqual(await scene.bookedTotals(), NO_ORDERS);
      await part(page, 'next').click();
      await press(page, 'Bayar Rp22.900');
      await expectEnd(scene, page, COMPLETED_TEXT, ONE_ORDER);
    }));
});

suite('two tabs', () => {
  test('both show the order that one of them bought', () =>
    play({ topup: DIAMONDS.topup, sandbox: { settleMs: null } }, async (scene) => {
      const first = await scene.visit();
      await buy(first);
      await sentence(first, 'Pesanan sedang diproses.');
      const second = await scene.visit('etalase-topup [part~=order]');
      await sentence(second, 'Pesanan sedang diproses.');
      await scene.setOrderStatus('lapakgaming', 'done');
      await sentence(first, COMPLETED_TEXT);
      await expectEnd(scene, second, COMPLETED_TEXT, ONE_ORDER);
    }));

  test('an order without an answer in one tab is found by the other, and bought once', () =>
    play({ topup: DIAMONDS.topup }, async (scene) => {
      const first = await scene.visit();
      const arrived = holdOrder(first);
      await buy(first);
      await (
        await arrived
      )();
      const second = await scene.visit('etalase-topup [part~=order]');
      await expectEnd(scene, second, COMPLETED_TEXT, ONE_ORDER);
    }));

  test('two purchases at once are two orders, each paid once', () =>
    play({ topup: DIAMONDS.topup }, async (scene) => {
      const tabs = [await scene.visit(), await scene.visit()];
      for (const tab of tabs) await fillIn(tab);
      await Promise.all(tabs.map((tab) => press(tab, 'Bayar Rp22.900')));
      await Promise.all(tabs.map((tab) => sentence(tab, COMPLETED_TEXT)));
      const twice = { changes: [-PRICE, -PRICE], orders: { lapakgaming: 2 } };
      assert.deepEqual(await scene.bookedTotals(), twice);
      for (const tab of tabs) await rows(tab, 'Selesai').nth(1).waitFor();
    }));
});
