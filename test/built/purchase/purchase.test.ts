/** Purchases in a real browser, with the built files and a real proxy. */
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import {
  buy,
  CODE,
  DIAMONDS,
  COMPLETED_TEXT,
  expectEnd,
  fillIn,
  GAMEPASS,
  NO_ORDERS,
  ONE_ORDER,
  orders,
  part,
  press,
  PRICE,
  PULSA,
  REFUNDED_TEXT,
  REFUNDED,
  renewCatalog,
  rows,
  saldo,
  sentence,
  topupElement,
  FAILED_TEXT,
  VOUCHER,
  type Purchase,
} from './purchase-page.js';
import { BUDI, prepareScenes, type BookedTotals, type SceneOptions } from './purchase-scene.js';

const play = prepareScenes();

suite('a purchase', () => {
  const scripts = [
    ['module', '<script type="module" src="/dist/etalase.js"></script>'],
    ['plain script', '<script src="/dist/etalase.global.js"></script>'],
  ] as const;
  for (const [name, script] of scripts) {
    test(`from Lapakgaming: updated live, debited the price (${name})`, () =>
      play(
        { sandbox: { settleMs: null }, topup: 'provider="lapakgaming"', script },
        async (scene) => {
          const page = await scene.visit();
          await saldo(page, 'Rp350.000');
          await part(page, 'product').getByText(DIAMONDS.tile).click();
          await fillIn(page);
          await part(page, 'balance-after').getByText('Rp327.100').waitFor();
          assert.equal(await part(page, 'cost').innerText(), 'Rp22.900');
          await topupElement(page).locator('dd[part=nickname]').waitFor();
          await press(page, 'Bayar Rp22.900');
          await sentence(page, 'Pesanan sedang diproses.');
          await rows(page, 'Diproses').waitFor();
          await saldo(page, 'Rp327.100');
          await scene.setOrderStatus('lapakgaming', 'done');
          await expectEnd(scene, page, COMPLETED_TEXT, ONE_ORDER);
          await rows(page, 'Selesai').waitFor();
        },
      ));
  }

  test('from Snapcart', () =>
    play({ topup: 'provider="snapcart"' }, async (scene) => {
      const page = await scene.visit();
      // One tile for all operators: the number chooses its own.
      await part(page, 'product').getByText('Pulsa', { exact: true }).click();
      await page.getByLabel('Nomor HP').fill('081234567890');
      await buy(page, PULSA, 'Rp10.250');
      await expectEnd(scene, page, COMPLETED_TEXT, { changes: [-10_250], orders: { snapcart: 1 } });
      await saldo(page, 'Rp339.750');
    }));

  test('from LeuwongRR, paid at its invoice in a new tab', () =>
    play({ topup: 'provider="leuwongrr"' }, async (scene) => {
      const page = await scene.visit();
      await part(page, 'product').getByText(GAMEPASS.tile).click();
      await fillIn(page, GAMEPASS);
      await press(page, 'Buat pesanan');
      await sentence(page, 'Bayar invoice ini.');
      await rows(page, 'Menunggu dibayar').waitFor();
      const opening = scene.context.waitForEvent('page');
      await part(page, 'invoice').click();
      const invoice = await opening;
      assert.equal(await invoice.evaluate('opener'), null);
      await invoice.getByRole('button', { name: 'Bayar Rp348' }).click();
      // A tab that is closed while its next page arrives stays open in Chromium, and `close` waits for ever.
      await invoice.getByText(/^(Sudah dibayar, sedang diproses|Selesai)$/).waitFor();
      await invoice.close();
      await expectEnd(scene, page, COMPLETED_TEXT, { changes: [], orders: { leuwongrr: 1 } });
      await rows(page, 'Selesai').waitFor();
      await saldo(page, 'Rp350.000');
    }));

  test('of a voucher: its code is shown and can be copied', () =>
    play({ topup: VOUCHER.topup }, async (scene) => {
      await scene.context.grantPermissions(['clipboard-read', 'clipboard-write']);
      const page = await scene.visit();
      await buy(page, VOUCHER, 'Rp20.900');
      await expectEnd(scene, page, COMPLETED_TEXT, {
        changes: [-20_900],
        orders: { lapakgaming: 1 },
      });
      const [order] = (await scene.books()).lapakgaming.orders;
      const code = order?.vouchers[0] ?? '';
      assert.match(code, /SANDBOX/);
      // Each part is copied without its label.
      const values = code.split('\t').map((each) => each.replace(/^.* : /, ''));
      assert.deepEqual(await part(page, 'code').allInnerTexts(), values);
      for (const [i, value] of values.entries()) {
        const button = part(page, 'voucher').locator('[part~=copy]').nth(i);
        await button.click();
        await button.getByText('Disalin').waitFor();
        assert.equal(await page.evaluate('navigator.clipboard.readText()'), value);
      }
      await part(page, 'close').click();
      // The order list shows it too.
      await orders(page).locator('[part~=row]').click();
      await orders(page).locator('[part~=code]').getByText('SANDBOX').waitFor();
    }));
});

suite('a purchase that fails', () => {
  const refunds: readonly [string, SceneOptions, Partial<Purchase>, string, BookedTotals][] = [
    ['fails later', { sandbox: { settleAs: 'failed' } }, {}, 'Rp22.900', REFUNDED],
    [
      'is refused by the provider',
      {},
      { item: '257 (234 + 23) Diamonds' },
      'Rp65.400',
      { changes: [-65_400, 65_400], orders: {} },
    ],
  ];
  for (const [name, options, purchase, price, expected] of refunds) {
    test(`${name}: the saldo is refunded`, () =>
      play({ topup: DIAMONDS.topup, ...options }, async (scene) => {
        const page = await scene.visit();
        await buy(page, { ...DIAMONDS, ...purchase }, price);
        await expectEnd(scene, page, REFUNDED_TEXT, expected);
        await rows(page, 'Saldo kembali').waitFor();
        await saldo(page, 'Rp350.000');
      }));
  }

  test('a price that changes before the confirmation is shown, and paid as agreed', () =>
    play({ topup: DIAMONDS.topup }, async (scene) => {
      const page = await scene.visit();
      await scene.reprice('lapakgaming', CODE, 24_000);
      await renewCatalog(scene, page, 24_000);
      await fillIn(page);
      await part(page, 'notice').getByText('dari Rp22.900 menjadi Rp24.000').waitFor();
      assert.deepEqual(await scene.bookedTotals(), NO_ORDERS);
      await press(page, 'Setuju dengan Rp24.000');
      await press(page, 'Bayar Rp24.000');
      await expectEnd(scene, page, COMPLETED_TEXT, {
        changes: [-24_000],
        orders: { lapakgaming: 1 },
      });
    }));

  test('a price that changes after the confirmation buys nothing', () =>
    play({ topup: DIAMONDS.topup }, async (scene) => {
      const page = await scene.visit();
      await fillIn(page);
      await scene.reprice('lapakgaming', CODE, 24_000);
      scene.advanceClock(20_000);
      await press(page, 'Bayar Rp22.900');
      await expectEnd(scene, page, FAILED_TEXT, NO_ORDERS);
      await part(page, 'reason').getByText('Harganya baru saja berubah.').waitFor();
      await saldo(page, 'Rp350.000');
    }));

  test('too little saldo: the sheet shows the shortfall, and the proxy refuses too', () =>
    play({ topup: DIAMONDS.topup }, async (scene) => {
      const page = await scene.visit();
      await fillIn(page, { ...DIAMONDS, item: '5532 (4649 + 883) Diamonds' });
      await part(page, 'notice').getByText('Saldo kurang Rp965.000.').waitFor();
      assert.equal(await part(page, 'pay').count(), 0);
      await part(page, 'topped-up').click();
      await press(page, 'Bayar Rp1.315.000');
      await expectEnd(scene, page, FAILED_TEXT, NO_ORDERS);
      await part(page, 'reason').getByText('Saldo tidak cukup.').waitFor();
      await part(page, 'topup').waitFor();
    }));

  test('a wrong PIN debits nothing, and the right one pays once', () =>
    play({ topup: DIAMONDS.topup, who: BUDI, shop: 'pin="required"' }, async (scene) => {
      const page = await scene.visit();
      await fillIn(page);
      await part(page, 'pin').fill('111111');
      await press(page, 'Bayar Rp22.900');
      await part(page, 'notice').getByText('PIN tadi salah').waitFor();
      assert.deepEqual(await scene.bookedTotals(), NO_ORDERS);
      await part(page, 'pin').fill(BUDI.pin);
      await press(page, 'Bayar Rp22.900');
      await expectEnd(scene, page, COMPLETED_TEXT, ONE_ORDER);
      const storedText = await page.evaluate('JSON.stringify([localStorage, sessionStorage])');
      assert.ok(!String(storedText).includes(BUDI.pin));
      await saldo(page, 'Rp77.100');
    }));

  for (const price of [PRICE, 24_000]) {
    const outcome =
      price === PRICE ? 'is renewed, and buys once' : 'at a higher price requires agreement';
    test(`an expired quote ${outcome}`, () =>
      play({ topup: DIAMONDS.topup }, async (scene) => {
        const page = await scene.visit();
        await fillIn(page);
        await scene.reprice('lapakgaming', CODE, price);
        await part(page, 'pay').getByText('Bayar Rp22.900').waitFor();
        scene.advanceClock(6 * 60_000);
        if (price !== PRICE) await renewCatalog(scene, page, price);
        await press(page, 'Bayar Rp22.900');
        if (price !== PRICE) {
          await press(page, 'Setuju dengan Rp24.000');
          assert.deepEqual(await scene.bookedTotals(), NO_ORDERS);
          await press(page, 'Bayar Rp24.000');
        }
        await expectEnd(scene, page, COMPLETED_TEXT, { ...ONE_ORDER, changes: [-price] });
      }));
  }

  const lost = [
    ['the debit', { api: 'closed', path: '/member/saldo' }],
    ['the order', { api: 'lapakgaming', path: '/api/order' }],
  ] as const;
  for (const [what, call] of lost) {
    test(`a lost answer to ${what} is looked up, not sent again`, () =>
      play({ topup: DIAMONDS.topup }, async (scene) => {
        const page = await scene.visit();
        await scene.faults({
          ...call,
          method: 'POST',
          kind: 'disconnect',
          effect: 'kept',
          times: 1,
        });
        await buy(page);
        await expectEnd(scene, page, COMPLETED_TEXT, ONE_ORDER);
      }));
  }
});
