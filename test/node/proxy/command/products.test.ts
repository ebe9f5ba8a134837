/** `etalase products` and its part of `etalase check`, against the sandbox's suppliers. */
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { runCheck } from '../../../../src/proxy/command/check-command.js';
import { runProducts } from '../../../../src/proxy/command/products/products-command.js';
import { UsageError } from '../../../../src/proxy/command/usage-error.js';
import { nodePlatform } from '../../../../src/proxy/platform.js';
import {
  readShopProducts,
  writeShopProduct,
} from '../../../../src/proxy/shop-products/shop-product-store.js';
import { openDatabase } from '../../../../src/proxy/store/database.js';
import type { ShopProductRow } from '../../../../src/proxy/store/tables.js';
import { folder, openTerminal } from '../support/terminal.js';

const item = (name: string, code: string, shopProduct?: string) => ({
  name,
  suppliers: { lapakgaming: code },
  ...(shopProduct !== undefined && { shop_product: shopProduct }),
});
const CATALOG = {
  products: [
    {
      id: 'ml',
      title: 'Mobile Legends',
      suppliers: [{ provider: 'lapakgaming', product: 'ML' }],
      // It costs 1.171, and sells for 1.671.
      items: [item('Tiga', 'ML3_0-S1', '7001'), item('Banyak', 'ML78_8-S2')],
    },
  ],
};

/** @param products of the shop, as its Open API lists them; the sandbox's own without */
async function openProducts(
  seen: Partial<ShopProductRow>,
  products?: readonly object[],
  env: Record<string, string> = {},
) {
  const catalog = join(folder, 'products-catalog.json');
  const margin = join(folder, 'products-margin.json');
  writeFileSync(catalog, JSON.stringify(CATALOG));
  writeFileSync(margin, JSON.stringify({ fixed: 500 }));
  const terminal = await openTerminal({
    ETALASE_CATALOG: catalog,
    ETALASE_MARGIN: margin,
    ...env,
  });
  const database = await openDatabase({
    kind: 'sqlite',
    file: (terminal.env['DATABASE_URL'] ?? '').replace('file:', ''),
  });
  await writeShopProduct(database.db, '7001', seen);
  const errors: string[] = [];
  const context = {
    ...terminal.context,
    printError: (text: string) => void errors.push(text),
    platform: {
      ...nodePlatform,
      fetch: (url: string, init: RequestInit) =>
        products && url.includes('/app/produk')
          ? Promise.resolve(Response.json({ code: 200, data: products }))
          : nodePlatform.fetch(url, init),
    },
  };
  return {
    ...terminal,
    database,
    errors,
    run: (...args: string[]) => runProducts(args, context),
    check: () => runCheck([], context),
    close: () => database.db.destroy(),
  };
}

const HELD = {
  name: 'Tiga Diamond',
  price: 1_100,
  stock: 0,
  seen_at: Date.UTC(2026, 10, 28, 3),
  held_price: 1_671,
} as const;

describe('etalase products', () => {
  it('lists what bukaOlshop shows, what it should, and what waits', async () => {
    const world = await openProducts(HELD);
    try {
      assert.equal(await world.run(), 0);
      assert.deepEqual(world.takeOutput().split('\n'), [
        '7001 Tiga Diamond',
        '  ml, Tiga',
        '  harga/price Rp1.100 → Rp1.671',
        '  stok/stock 0 → 999',
        '  dilihat/seen 28/11 10:00',
        '  tertahan / held: Rp1.671',
        '  etalase products accept 7001',
      ]);
      assert.equal(await world.run('--json'), 0);
      assert.deepEqual(JSON.parse(world.takeOutput()), [
        {
          id: '7001',
          name: 'Tiga Diamond',
          product: 'ml',
          item: 'Tiga',
          price: 1_100,
          wanted_price: 1_671,
          stock: 0,
          wanted_stock: 999,
          held_price: 1_671,
          accepted_price: null,
          fault: null,
          seen_at: '2026-11-28T03:00:00.000Z',
          checkout_url: null,
        },
      ]);
    } finally {
      await world.close();
    }
  });

  it('lets a held price through, and no other', async () => {
    const world = await openProducts(HELD);
    try {
      assert.equal(await world.run('accept', '9999'), 1);
      assert.equal(await world.run('accept', '7001'), 0);
      assert.match(world.takeOutput(), /7001: Rp1\.671/);
      const row = (await readShopProducts(world.database.db)).get('7001');
      assert.equal(row?.accepted_price, 1_671);
      for (const args of [['accept'], ['link', 'x'], ['accept', '7001', 'x'], ['link', '--json']])
        await assert.rejects(world.run(...args), UsageError);
    } finally {
      await world.close();
    }
  });

  it('proposes by equal names, and leaves out what is mapped', async () => {
    const world = await openProducts({ name: null }, [
      { id_produk: '7001', nama_produk: 'Tiga' },
      { id_produk: '7002', nama_produk: 'mobile legends – BANYAK' },
      { id_produk: '7003', nama_produk: 'Baju' },
    ]);
    try {
      assert.equal(await world.run('link'), 0);
      const [entry, line, ...others] = world.takeOutput().split('\n');
      assert.deepEqual([entry, others], ['ml:', []]);
      assert.deepEqual(JSON.parse(line ?? ''), {
        name: 'Banyak',
        suppliers: { lapakgaming: 'ML78_8-S2' },
        shop_product: '7002',
      });
    } finally {
      await world.close();
    }
  });
});

describe('etalase check', () => {
  const listed = { id_produk: '7001', nama_produk: 'Tiga', harga_produk: 1_671 };
  for (const [what, products, secret, told] of [
    ['all is well', [listed], 's', /^✓ Produk toko \/ Products of the shop: 1$/m],
    ['a product is unknown', [], 's', /7001: ml, Tiga\n +bukaOlshop tidak mengenalnya/],
    ['it has variants', [{ ...listed, warna: ['Merah'] }], 's', /It has variants/],
    [
      'it is sold at a loss',
      [{ ...listed, harga_produk: 1_000 }],
      's',
      /Rp1\.000, di bawah modal Rp1\.171/,
    ],
    ['no secret is set', [listed], '', /BUKAOLSHOP_CALLBACK_SECRET is not set/],
  ] as const) {
    it(`tells of the shop’s products: ${what}`, async () => {
      const env = { BUKAOLSHOP_CALLBACK_SECRET: secret };
      const world = await openProducts({ name: null }, products, env);
      try {
        assert.equal(await world.check(), 0);
        assert.match(world.takeOutput(), told);
      } finally {
        await world.close();
      }
    });
  }
});
