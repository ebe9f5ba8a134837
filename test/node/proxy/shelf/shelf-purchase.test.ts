/** Bought from the shelf, over HTTP: which supplier gets which fields, and what takes a refused twin's place. */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { order, quote, shelfProduct } from '../../../../src/proxy/contract.js';
import type { FaultInput } from '../../../../src/sandbox/index.js';
import {
  advanceUntilEnd,
  closeSandbox,
  openProxyCluster,
  saldoTotals,
} from '../support/proxy-cluster.js';

after(closeSandbox);
const folder = mkdtempSync(join(tmpdir(), 'etalase-purchase-'));
after(() => rmSync(folder, { recursive: true }));

const FILE = {
  products: [
    {
      id: 'mobile-legends',
      suppliers: [
        { provider: 'lapakgaming', product: 'ML' },
        {
          provider: 'snapcart',
          product: 'game-voucher:MOBILE_LEGEND',
          fields: { user_id: 'userId', additional_id: 'zoneId' },
        },
      ],
      items: [
        {
          name: '3 Diamonds',
          suppliers: { lapakgaming: 'ML3_0-S1', snapcart: 'MOBILE_LEGEND_3_DIAMOND' },
        },
      ],
    },
  ],
};

/** As a shopper types them. */
const TYPED = { user_id: ' 12345678(2001) ', additional_id: '' };
const ACCOUNT = { user_id: '12345678', additional_id: '2001' };

const emptyOnce: FaultInput = {
  kind: 'body',
  api: 'lapakgaming',
  method: 'POST',
  path: '/api/order',
  body: JSON.stringify({ code: 'PRODUCT_EMPTY' }),
  status: 400,
  times: 1,
};

const valuesOf = (rows: readonly Readonly<Record<string, unknown>>[], names: readonly string[]) =>
  rows.map((row) => names.map((name) => row[name]));

describe('a purchase from the shelf', async () => {
  const file = join(folder, 'catalog.json');
  const margin = join(folder, 'margin.json');
  writeFileSync(file, JSON.stringify(FILE));
  writeFileSync(margin, JSON.stringify({ fixed: 200 }));
  const world = await openProxyCluster({
    env: { ETALASE_CATALOG: file, ETALASE_MARGIN: margin },
  });
  after(() => world.close());
  const rina = await world.shopper();
  const node = await world.first();

  async function buyRow(product: string, item: string) {
    const before = await saldoTotals(world);
    const body = { product, item, fields: TYPED };
    const quoted = quote.parse(await (await rina.post('/v1/quotes', body)).json());
    const headers = { 'Idempotency-Key': randomUUID() };
    const asked = { quote: quoted.quote, fields: TYPED };
    const answer = await rina.post('/v1/orders', asked, { headers });
    assert.equal(answer.status, 201, await answer.clone().text());
    const { id } = order.parse(await answer.json());
    const ended = await advanceUntilEnd(world, rina, id);
    const totals = await saldoTotals(world);
    const { lapakgaming, snapcart } = await world.booksSchema();
    return {
      id,
      ended,
      price: quoted.price,
      paid: totals.debited - before.debited,
      refunded: totals.refunded - before.refunded,
      bought: [...lapakgaming.orders, ...snapcart.orders],
    };
  }

  it('gives the cheaper supplier the fields by its own names', async () => {
    const { ended, price, paid, refunded, bought, id } = await buyRow(
      'mobile-legends',
      '3 Diamonds',
    );
    assert.deepEqual(
      [ended.status, ended.provider, ended.name, ended.price],
      ['completed', 'snapcart', '3 Diamonds', price],
    );
    assert.deepEqual(ended.fields, ACCOUNT);
    assert.deepEqual([price, paid, refunded], [1_250, 1_250, 0]);
    const payment = [id, 'MOBILE_LEGEND_3_DIAMOND', 1_050];
    const names = ['reference', 'item_code', 'price', 'user_input'];
    assert.deepEqual(valuesOf(bought, names), [
      [...payment, { userId: '12345678', zoneId: '2001' }],
    ]);
  });

  it('goes to the dearer twin, at the same price, where the first is refused as empty', async () => {
    const url = `${world.env['ETALASE_PUBLIC_URL'] ?? ''}/v1/shelf/mobile-legends`;
    const { items } = shelfProduct.parse(await (await node.fetch(new Request(url))).json());
    const row = items.find(({ id }) => id === 'lapakgaming:19 (17 + 2) Diamonds');
    await world.faults([emptyOnce]);
    const { ended, price, paid, refunded, bought, id } = await buyRow(
      'mobile-legends',
      row?.id ?? '',
    );
    assert.deepEqual([ended.status, ended.provider], ['completed', 'lapakgaming']);
    assert.deepEqual([price, paid, refunded], [row?.price, price, 0]);
    const twins = bought.filter(({ tid }) => tid !== undefined);
    assert.deepEqual(valuesOf(twins, ['product_code', 'price', ...Object.keys(ACCOUNT)]), [
      ['ML17_2-S7', 5_420, ...Object.values(ACCOUNT)],
    ]);
    assert.notEqual(twins[0]?.['reference'], id, 'a reference of its own');
  });
});
