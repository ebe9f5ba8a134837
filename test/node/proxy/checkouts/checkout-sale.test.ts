/** Paid in the shop's own checkout, delivered by the proxy: over HTTP, with the sandbox's books. */
import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { stopOwnPostgres } from '../../../support/postgres.js';
import { closeSandbox, DATABASES } from '../support/proxy-cluster.js';
import { FOREIGN, openCheckoutWorld, type CheckoutWorld, type Sale } from './checkout-world.js';

after(closeSandbox);
after(stopOwnPostgres);

/** Sells, calls back, and waits for the orders. */
async function sellAndWait(
  world: CheckoutWorld,
  sale: Sale,
  statuses: readonly string[],
  { count = 1, isCalledBack = true, kind = 'PRODUK DIGITAL' } = {},
) {
  const before = await world.orders();
  const bought = (await world.books()).lapakgaming.orders.length;
  const number = await world.sell(sale);
  if (isCalledBack) assert.equal(await world.callback(number, { kind }), 200);
  const orders = await world.newOrders(before, statuses, count);
  const books = await world.books();
  return {
    number,
    orders,
    bought: books.lapakgaming.orders.slice(bought),
    transaction: await world.transaction(number),
  };
}

const settled = (world: CheckoutWorld, number: string, word: string) =>
  world.until(
    () => world.transaction(number),
    (each) => each.status_pengiriman === word,
  );

for (const database of DATABASES) {
  describe(`a sale of the shop's own checkout (${database})`, async () => {
    const world = await openCheckoutWorld({ database });
    after(() => world.close());

    it('is delivered, and its transaction settled with number and cost', async () => {
      const { number, orders, bought } = await sellAndWait(world, {}, ['completed']);
      assert.deepEqual(
        orders.map(({ paid_by: paidBy, price, fields }) => [paidBy, price, fields]),
        [['checkout', 2_000, { user_id: '12345678', additional_id: '2001' }]],
      );
      assert.equal(bought.length, 1);
      const { status_bayar: paid, lines } = await settled(world, number, 'selesai');
      assert.equal(paid, 'lunas');
      assert.deepEqual(
        lines.map(({ nomor_resi: waybill, harga_modal: cost }) => [waybill, cost !== null]),
        [[orders[0]?.number, true]],
      );
    });

    it('buys each piece once, however often it is named', async () => {
      const before = await world.orders();
      const number = await world.sell({ lines: [{ quantity: 2, total: 4_001 }] });
      await Promise.all([1, 2, 3].map(() => world.callback(number)));
      const orders = await world.newOrders(before, ['completed'], 2);
      await world.callback(number, { status: 'selesai' });
      await settled(world, number, 'selesai');
      await world.callback(number);
      assert.deepEqual(orders.map(({ price }) => price).sort(), [2_000, 2_001]);
      assert.equal((await world.orders()).length, before.length + 2);
    });
  });
}

describe("a transaction of the shop's own checkout", async () => {
  const world = await openCheckoutWorld();
  after(() => world.close());

  /** name, sale, what becomes of the order, its reason, and of the transaction */
  const cases: readonly [string, Sale, string, string | null, string][] = [
    [
      'with other goods',
      { lines: [{}, { id_barang: FOREIGN }] },
      'review',
      'mixed_transaction',
      'belum diproses',
    ],
    [
      'with two ids in the note',
      { lines: [{ note: '12345678 (2001) 87654321 (2001)' }] },
      'review',
      'note_unclear',
      'belum diproses',
    ],
    ['paid too little', { lines: [{ total: 100 }] }, 'review', 'paid_too_little', 'belum diproses'],
    [
      'of too many pieces',
      { lines: [{ quantity: 21, total: 42_000 }] },
      'review',
      'evidence_conflicts',
      'belum diproses',
    ],
  ];
  for (const [name, sale, status, reason, delivery] of cases) {
    it(`${name} is left to a person`, async () => {
      const { orders, bought, transaction } = await sellAndWait(world, sale, [status]);
      assert.deepEqual(
        orders.map((each) => [each.status, each.reason]),
        [[status, reason]],
      );
      assert.deepEqual([bought.length, transaction.status_pengiriman], [0, delivery]);
    });
  }

  it('of another kind than digital goods is left to a person', async () => {
    const { orders, bought } = await sellAndWait(world, {}, ['review'], { kind: 'EKSPEDISI' });
    assert.deepEqual([orders[0]?.reason, bought.length], ['evidence_conflicts', 0]);
  });

  it('is not begun before it is paid', async () => {
    const before = await world.orders();
    const number = await world.sell({ paid: false });
    assert.equal(await world.callback(number), 200);
    world.advanceTime(60_000);
    await new Promise((resolve) => setTimeout(resolve, 200));
    assert.equal((await world.orders()).length, before.length);
    await world.press(number, 'pay');
    await world.callback(number);
    await world.newOrders(before, ['completed']);
  });

  for (const [name, key, status] of [
    ['a wrong secret', 'forged', 404],
    ['the right one, for a number that is not known', undefined, 200],
  ] as const) {
    it(`is not made up by a callback with ${name}`, async () => {
      const before = await world.orders();
      assert.equal(await world.callback('99999999', key === undefined ? {} : { key }), status);
      world.advanceTime(60_000);
      await new Promise((resolve) => setTimeout(resolve, 200));
      assert.equal((await world.orders()).length, before.length);
    });
  }

  it('is paid back by its cancellation where the supplier certainly failed', async () => {
    const refused = {
      kind: 'body',
      api: 'lapakgaming',
      method: 'POST',
      path: '/api/order',
      body: JSON.stringify({ code: 'PRODUCT_EMPTY' }),
      status: 400,
      times: 1,
    } as const;
    await world.setFaults([refused]);
    const sale = { payment: 'saldo' } as const;
    const { number, bought } = await sellAndWait(world, sale, ['refunded']);
    const { status_bayar: paid } = await world.transaction(number);
    const { members } = await world.books();
    const rows = members.flatMap(({ changes }) =>
      changes.filter(({ nomor_pembayaran: each }) => each === number),
    );
    assert.deepEqual(
      [paid, bought.length, rows.map(({ tipe, jumlah }) => [tipe, jumlah])],
      [
        'di batalkan',
        0,
        [
          ['kurang', 2_000],
          ['tambah', 2_000],
        ],
      ],
    );
  });
});

describe('a paid transaction that no callback named', async () => {
  // A sweep each 600 ms.
  const world = await openCheckoutWorld({ env: { ETALASE_PATIENCE: '0.001' }, salesBefore: 1 });
  after(() => world.close());

  it('is left to a person where it is older than the first sweep', async () => {
    const [order] = await world.newOrders([], ['review']);
    assert.equal(order?.reason, 'older_transaction');
  });

  it('is found by the next sweep, and delivered', async () => {
    const before = await world.orders();
    const number = await world.sell();
    await world.newOrders(before, ['completed']);
    await settled(world, number, 'selesai');
  });
});
