/** A shop whose products the proxy keeps in step: bukaOlshop's two APIs, one supplier, and a store. */
import assert from 'node:assert/strict';
import { z } from 'zod';
import { readCatalogFile, type CatalogFile } from '../../../../src/proxy/config/catalog-file.js';
import { MESSAGES } from '../../../../src/proxy/config/messages.js';
import { createImages } from '../../../../src/proxy/images/images.js';
import { createMirror } from '../../../../src/proxy/mirror/mirror.js';
import type { Platform } from '../../../../src/proxy/platform.js';
import type { ProviderProductDetail } from '../../../../src/proxy/providers/provider.js';
import { createShelf } from '../../../../src/proxy/shelf/shelf.js';
import { createProductClient } from '../../../../src/proxy/shop-products/product-client.js';
import { readShopProducts } from '../../../../src/proxy/shop-products/shop-product-store.js';
import { createShopProductSync } from '../../../../src/proxy/shop-products/shop-product-sync.js';
import { openDatabase } from '../../../../src/proxy/store/database.js';
import { createPostgresDatabase } from '../../../support/postgres.js';
import { createFakePlatform, createProviderAnswering } from '../support/fake-platform.js';
import { listedItem, listedProduct } from '../support/listed-product.js';
import { OPEN_SUPPLY } from '../support/open-supply.js';

export const HOUR_MS = 3_600_000;
const BUKAOLSHOP = {
  token: 'token',
  apiKey: 'key',
  callbackSecret: null,
  openUrl: 'https://open.example/v1',
  closedUrl: 'https://closed.example/v1',
};

/** What bukaOlshop shows of a product. */
export interface Shown {
  price: number;
  stock: number;
  url: string;
}

/** How a change goes wrong: its answer is lost before or after its effect, or is this one. */
export type Fault = 'lost before' | 'lost after' | Response;

const change = z.object({
  id_barang: z.string(),
  harga_barang: z.number().optional(),
  jumlah_stok: z.number().optional(),
});

/** @param ids of the products; the item of `7001` has the code `A7001`, costs 10.000 and sells for 11.000 */
export function readMapOf(...ids: readonly string[]): CatalogFile {
  const items = ids.map((id) => ({
    name: `Item ${id}`,
    suppliers: { lapakgaming: `A${id}` },
    shop_product: id,
  }));
  const suppliers = [{ provider: 'lapakgaming', product: 'ML' }];
  const text = JSON.stringify({ products: [{ id: 'ml', suppliers, items }] });
  const read = readCatalogFile(text, MESSAGES.en.catalogMistakes);
  assert.ok(read.kind === 'read');
  return read.file;
}

export async function openShopWorld({
  ids = ['7001'],
  database: kind = 'sqlite',
  maxChangesPerHour = 60,
}: {
  readonly ids?: readonly string[];
  readonly database?: 'sqlite' | 'postgres';
  readonly maxChangesPerHour?: number;
} = {}) {
  const database = await openDatabase(
    kind === 'sqlite' ? { kind, file: ':memory:' } : { kind, url: await createPostgresDatabase() },
  );
  const shop = new Map<string, Shown>(
    [...ids, '9999'].map((id) => [
      id,
      { price: 11_000, stock: 5, url: `https://toko.example/produk/${id}` },
    ]),
  );
  const faults: Fault[] = [];
  const calls: string[] = [];
  const held: string[] = [];
  const errors: unknown[] = [];
  const world = {
    file: readMapOf(...ids),
    hasQuota: true,
    /** `null` while the supplier cannot be read */
    items: ids.map((id) => listedItem({ code: `A${id}`, name: `Item ${id}`, cost: 10_000 })) as
      ProviderProductDetail['items'] | null,
  };

  function answerDetail(id: string): unknown {
    const shown = shop.get(id);
    return shown
      ? {
          code: 200,
          status: 'ok',
          id_barang: Number(id),
          nama_barang: `Produk ${id}`,
          harga_barang: String(shown.price),
          stok_barang: shown.stock,
        }
      : new Response('{"code":400,"status":"Not Found"}', { status: 400 });
  }

  function answerChange(body: unknown): unknown {
    const { id_barang: id, harga_barang: price, jumlah_stok: stock } = change.parse(body);
    const fault = faults.shift();
    if (fault instanceof Response) return fault;
    const shown = shop.get(id);
    if (shown && fault !== 'lost before') {
      shown.price = price ?? shown.price;
      shown.stock = stock ?? shown.stock;
    }
    if (fault) return Promise.reject(new TypeError('terminated'));
    return { code: 200, status: 'ok - Data berhasil diubah', id_barang: id };
  }

  const fake = createFakePlatform(({ method, path, body }) => {
    const { pathname, searchParams } = new URL(path, 'https://any.example');
    if (pathname.endsWith('/app/produk')) {
      calls.push(`pages ${searchParams.get('page') ?? ''}`);
      const data = Array.from(shop, ([id, { price, url }]) => ({
        id_produk: id,
        nama_produk: `Produk ${id}`,
        harga_produk: price,
        url_produk: url,
      }));
      return { code: 200, data };
    }
    assert.ok(pathname.endsWith('/produk/id'), path);
    const id = searchParams.get('id_barang') ?? '';
    calls.push(method === 'GET' ? `GET ${id}` : `${method} ${JSON.stringify(body)}`);
    return method === 'GET' ? answerDetail(id) : answerChange(body);
  });
  let nextRandom = 0;
  const platform: Platform = {
    ...fake.platform,
    randomBytes: (count) => new Uint8Array(count).fill((nextRandom += 1)),
  };
  const { provider } = createProviderAnswering('lapakgaming', () => ({ status: 500, body: {} }));
  // The same object until something of it changes, so that rendered answers are kept.
  let known = listedProduct({ code: 'ML', title: 'ML', items: world.items ?? [] });
  const product = (): ProviderProductDetail => {
    const items = world.items ?? [];
    if (known.items !== items) known = { ...known, items };
    return known;
  };
  const list = [product()];

  const failed = { kind: 'failed', code: 'unavailable', retryAfterMs: null } as const;
  const shelf = createShelf({
    catalog: {
      products: () =>
        Promise.resolve([
          {
            provider: 'lapakgaming',
            products: { kind: 'read', value: list },
          },
        ]),
      currentProduct: () =>
        Promise.resolve(
          world.items ? { kind: 'read', value: { detail: product(), readAt: 0 } } : failed,
        ),
    },
    providers: new Map([['lapakgaming', provider]]),
    supply: OPEN_SUPPLY,
    prices: { priceItem: (_provider, _product, cost) => cost + 1_000, version: () => 1 },
    catalogFile: () => world.file,
    images: createImages({ folder: null, publicUrl: '', onLeftOut: () => undefined }),
  });
  /** One node. */
  function createNode() {
    return createShopProductSync({
      settings: { patience: 1, shopProducts: { maxChangePercent: 20, maxChangesPerHour } },
      database,
      platform,
      client: createProductClient(BUKAOLSHOP, platform, 1_000),
      mirror: createMirror(BUKAOLSHOP, platform),
      shelf,
      catalogFile: () => world.file,
      allowsCall: () => Promise.resolve(world.hasQuota),
      onHeld: (id) => held.push(id),
      onError: (error) => errors.push(error),
    });
  }

  const node = createNode();
  return Object.assign(world, {
    database,
    node,
    createNode,
    shelf,
    shop,
    faults,
    held,
    errors,
    advanceTime: fake.advanceTime,
    now: platform.now,
    /** The calls since this was asked last. */
    takeCalls: (): string[] => calls.splice(0),
    /** Looks once, and returns the calls that it made. */
    look: async (): Promise<string[]> => {
      await node.look();
      assert.deepEqual(errors, []);
      return calls.splice(0);
    },
    setCost: (id: string, cost: number, available = true): void => {
      world.items = (world.items ?? []).map((item) =>
        item.code === `A${id}` ? { ...item, cost, available } : item,
      );
    },
    rowOf: async (id: string) => (await readShopProducts(database.db)).get(id),
    close: () => database.db.destroy(),
  });
}

export const patchOf = (id: string, price: number | null, stock: number | null = null): string =>
  `PATCH ${JSON.stringify({
    id_barang: id,
    ...(price !== null && { harga_barang: price }),
    ...(stock !== null && { jumlah_stok: stock }),
  })}`;
