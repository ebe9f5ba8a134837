/** The example catalogue fits the sandbox's suppliers, and a proxy serves all of its images. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, it } from 'node:test';
import { z } from 'zod';
import { shelf, shelfProduct } from '../../../src/proxy/contract.js';
import { createSandbox, exampleCatalog } from '../../../src/sandbox/index.js';
import { closeSandbox, openProxyCluster } from '../proxy/support/proxy-cluster.js';

after(closeSandbox);

it('the example catalogue shows each product once, with a picture', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'etalase-example-'));
  const { catalog, images } = exampleCatalog();
  const file = join(folder, 'catalog.json');
  writeFileSync(file, JSON.stringify(catalog));
  for (const [name, svg] of Object.entries(images)) writeFileSync(join(folder, name), svg);
  const world = await openProxyCluster({ env: { ETALASE_CATALOG: file, ETALASE_IMAGES: folder } });
  try {
    const node = await world.first();
    const origin = world.env['ETALASE_PUBLIC_URL'] ?? '';
    const get = async (url: string) => {
      const answer = await node.fetch(new Request(url));
      assert.equal(answer.status, 200, url);
      return answer;
    };
    const { categories, products } = shelf.parse(await (await get(`${origin}/v1/shelf`)).json());
    assert.deepEqual(categories.map(({ code }) => code).slice(0, 4), [
      'game',
      'voucher',
      'pulsa',
      'data',
    ]);
    for (const title of ['Mobile Legends', 'Free Fire', 'Pulsa Telkomsel']) {
      assert.equal(products.filter((each) => each.title === title).length, 1, title);
    }
    const pictured = products.flatMap(({ image }) => image ?? []);
    assert.equal(pictured.length, Object.keys(images).length);
    for (const url of pictured) await get(url);

    const freeFire = shelfProduct.parse(await (await get(`${origin}/v1/shelf/free-fire`)).json());
    assert.equal(freeFire.items.filter(({ name }) => name === '70 Diamonds').length, 1);
    assert.equal(freeFire.items.filter(({ name }) => name.includes('(MY)')).length, 0);
  } finally {
    await world.close();
    rmSync(folder, { recursive: true });
  }
});

const soldItems = z.object({
  products: z.array(
    z.object({ items: z.array(z.object({ shop_product: z.string().optional() })) }),
  ),
});

for (const products of [240, 500]) {
  it(`the example catalogue maps only what a shop of ${String(products)} products has in stock`, async () => {
    const { catalog } = exampleCatalog({ products });
    const sold = soldItems
      .parse(catalog)
      .products.flatMap(({ items }) => items.flatMap(({ shop_product }) => shop_product ?? []));
    assert.ok(sold.length >= 5);
    const sandbox = createSandbox({ products });
    for (const id of sold) {
      const request = new Request(`http://toko.test/closed/v1/produk/id?id_barang=${id}`, {
        headers: { Authorization: 'Bearer closed-demo' },
      });
      const answer: unknown = await (await sandbox.fetch(request)).json();
      assert.ok(z.object({ stok_barang: z.number() }).parse(answer).stok_barang > 0, id);
    }
  });
}
