/** The way to the shop's own checkout and back, with the built files. */
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import type { Page } from 'playwright-core';
import { shelfProduct } from '../../../src/proxy/contract.js';
import { DIAMONDS, part, topupElement } from './purchase-page.js';
import { prepareScenes, type Scene } from './purchase-scene.js';

const play = prepareScenes();
const NOTE = /^User ID: 12345678\nZone ID: 2001\n#[A-Z]+$/;

/** Every item, and the product 77, are sold by a checkout on the page's own site. */
async function sellThere({ context, proxy, site }: Scene): Promise<void> {
  await context.route(`${proxy}/v1/shelf/*`, async (route) => {
    const response = await route.fetch();
    const product = shelfProduct.parse(await response.json());
    const checkout_url = `${site}/checkout?ref=1`;
    const items = product.items.map((item) => ({ ...item, checkout_url }));
    await route.fulfill({ response, json: { ...product, items } });
  });
  await context.route(`${proxy}/v1/shop-products/77`, (route) =>
    route.fulfill({
      headers: { 'Access-Control-Allow-Origin': '*' },
      json: { product: 'lapakgaming:ML', item: 'lapakgaming:86 (78 + 8) Diamonds' },
    }),
  );
  await context.route(`${site}/checkout*`, (route) =>
    route.fulfill({ contentType: 'text/html', body: '<!doctype html><p>Checkout' }),
  );
}

async function noteOfCheckout(page: Page): Promise<string> {
  await page.waitForURL('**/checkout?**');
  const { searchParams } = new URL(page.url());
  assert.equal(searchParams.get('ref') ?? '1', '1');
  return searchParams.get('catatan') ?? '';
}

const PRODUCT = (site: string) => `{
  const product = document.createElement('etalase-product');
  product.product = {
    id_produk: '77', nama_produk: '86 Diamonds', harga_produk: 22900, harga_produk_asli: null,
    deskripsi_singkat: '', deskripsi_panjang: '', kondisi_produk: '', stok: null, berat: null,
    ukuran: [], warna: [], gambar_utama: null, list_gambar: [], url_produk: '${site}/checkout',
  };
  document.querySelector('etalase-shop').append(product);
}`;

suite('the shop’s own checkout', () => {
  const scripts = [
    ['module', '<script type="module" src="/dist/etalase.js"></script>'],
    ['plain script', '<script src="/dist/etalase.global.js"></script>'],
  ] as const;
  for (const [name, script] of scripts) {
    test(`is reached from the counter and from a product (${name})`, () =>
      play({ script, topup: 'provider="lapakgaming"' }, async (scene) => {
        await sellThere(scene);
        const page = await scene.visit();
        await part(page, 'product').getByText(DIAMONDS.tile).click();
        await part(page, 'item').getByText(DIAMONDS.item, { exact: true }).first().click();
        for (const [label, value] of Object.entries(DIAMONDS.fields)) {
          await topupElement(page).getByLabel(label).fill(value);
        }
        await part(page, 'checkout').click();
        assert.match(await noteOfCheckout(page), NOTE);
        await page.goBack();
        await part(page, 'product').first().waitFor();
        // The list of orders is read again soon, since one may have come.
        await page.waitForResponse((answer) => answer.url().endsWith('/v1/orders'));

        await page.evaluate(PRODUCT(scene.site));
        const product = page.locator('etalase-product');
        await product.getByLabel('User ID').fill('12345678');
        await product.getByLabel('Zone ID').fill('2001');
        await product.locator('a[part~=buy]').click();
        assert.match(await noteOfCheckout(page), NOTE);
      }));
  }
});
