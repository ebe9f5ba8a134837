/** Prices and stock of mapped products follow the supplier: over HTTP, with the sandbox's books. */
import assert from 'node:assert/strict';
import { after, it } from 'node:test';
import { z } from 'zod';
import { shelfProduct } from '../../../../src/proxy/contract.js';
import { MAPPED, openCheckoutWorld } from '../checkouts/checkout-world.js';
import { closeSandbox } from '../support/proxy-cluster.js';

after(closeSandbox);

const edits = z.looseObject({
  products: z.object({
    edits: z.array(
      z.object({
        id_barang: z.string(),
        fields: z.record(z.string(), z.union([z.number(), z.string()])),
      }),
    ),
    deletions: z.array(z.unknown()),
  }),
});
/** What the proxy has written, the oldest first. */
type Written = readonly Readonly<Record<string, number | string>>[];

it('shows the shelf’s price on mapped products alone, and follows it', async () => {
  const world = await openCheckoutWorld({ env: { ETALASE_PRICE_MAX_CHANGE: '1000' } });
  after(() => world.close());
  const written = async (): Promise<Written> => {
    const { products } = edits.parse(await world.books());
    assert.deepEqual(products.deletions, []);
    assert.ok(products.edits.every(({ id_barang: id }) => id === MAPPED));
    return products.edits.map(({ fields }) => fields);
  };
  const next = async (count: number) =>
    (await world.until(written, ({ length }) => length > count, 120_000)).at(-1);
  const shelfPrice = async () => {
    const { items } = shelfProduct.parse(
      await (await world.rina.get('/v1/shelf/mobile-legends')).json(),
    );
    return items.find(({ name }) => name === '3 Diamonds')?.price;
  };
  const cost = (price: number) => world.control('PUT', '/products/lapakgaming/ML3_0-S1', { price });

  assert.deepEqual(await next(0), { harga_barang: await shelfPrice() });

  await cost(700);
  const { harga_barang: cheaper } = (await next(1)) ?? {};
  assert.equal(cheaper, await shelfPrice());
  assert.equal(cheaper, 700);
});
