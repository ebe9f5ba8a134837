/** What an operator may decide on orders of the shop's own checkout, against the transaction as it is now. */
import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { readUpstreamSettings } from '../../../../src/proxy/config/settings.js';
import { findOrderById } from '../../../../src/proxy/ledger/queries.js';
import { createDecisionContext } from '../../../../src/proxy/orders/decisions/decision-context.js';
import { fillFields } from '../../../../src/proxy/orders/decisions/fill-fields.js';
import {
  resolveReview,
  reviewOrder,
  type Decision,
} from '../../../../src/proxy/orders/decisions/resolve-review.js';
import { nodePlatform } from '../../../../src/proxy/platform.js';
import { openDatabase } from '../../../../src/proxy/store/database.js';
import { closeSandbox } from '../support/proxy-cluster.js';
import { FOREIGN, openCheckoutWorld, type Sale } from './checkout-world.js';

after(closeSandbox);

const SIGNER = { by: 'Rina', reason: 'by chat' };
const UNCLEAR: Sale = { lines: [{ note: 'tolong cepat ya' }], payment: 'saldo' };

describe("a decision on an order of the shop's own checkout", async () => {
  const world = await openCheckoutWorld();
  after(() => world.close());
  const settings = readUpstreamSettings(world.env);
  const database = await openDatabase(settings.database);
  after(() => database.db.destroy());
  const context = createDecisionContext(settings, database, { ...nodePlatform, now: world.now });

  async function inReview(sale: Sale) {
    const before = await world.orders();
    const number = await world.sell(sale);
    await world.callback(number);
    const [order] = await world.newOrders(before, ['review']);
    const row = await findOrderById(database.db, order?.id ?? '');
    assert.ok(row);
    return { number, before, row };
  }
  const decide = async (sale: Sale, decision: Decision, isOverruling = false) => {
    const found = await inReview(sale);
    const review = await reviewOrder(context, found.row);
    const result = await resolveReview(context, review, { decision, ...SIGNER, isOverruling });
    return { ...found, result };
  };

  it('gives it the account, and it is bought', async () => {
    const { number, before, row } = await inReview(UNCLEAR);
    const bad = await fillFields(context, row, { user_id: 'x y' }, SIGNER);
    assert.equal(bad.kind, 'invalid');
    const fields = { user_id: '12345678', additional_id: '2001' };
    const filled = await fillFields(context, row, fields, SIGNER);
    assert.equal(filled.kind, 'filled');
    const [order] = await world.newOrders(before, ['completed']);
    assert.deepEqual(order?.fields, fields);
    const books = await world.books();
    assert.equal(books.lapakgaming.orders.at(-1)?.reference, row.id);
    await world.until(
      () => world.transaction(number),
      (each) => each.status_pengiriman === 'selesai',
    );
  });

  it('without the account buys nothing, and it waits again', async () => {
    const { before, row, result } = await decide(UNCLEAR, 'look-again');
    assert.equal(result.kind, 'resolved');
    await world.newOrders(before, ['review']);
    const books = await world.books();
    assert.equal(
      books.lapakgaming.orders.some(({ reference }) => reference === row.id),
      false,
    );
  });

  it('pays it back by the cancellation of the whole transaction', async () => {
    const { number, before, result } = await decide(UNCLEAR, 'refund');
    assert.equal(result.kind, 'resolved');
    await world.newOrders(before, ['refunded']);
    const { status_bayar: paid } = await world.transaction(number);
    assert.equal(paid, 'di batalkan');
  });

  it('settles what the operator has delivered by hand', async () => {
    const { number, result } = await decide(UNCLEAR, 'delivered');
    assert.equal(result.kind, 'resolved');
    await world.until(
      () => world.transaction(number),
      (each) => each.status_pengiriman === 'selesai',
    );
  });

  /** decision, sale, what the record says */
  const cases: readonly [Decision, Sale, string][] = [
    // bukaOlshop still says that it is paid.
    ['refunded', UNCLEAR, 'refused'],
    // bukaOlshop has the money.
    ['failed', UNCLEAR, 'not-applicable'],
    ['correct', UNCLEAR, 'not-applicable'],
  ];
  for (const [decision, sale, kind] of cases) {
    it(`${decision} is ${kind}`, async () => {
      assert.equal((await decide(sale, decision)).result.kind, kind);
    });
  }

  it('never cancels a transaction with other goods', async () => {
    const sale: Sale = { lines: [{}, { id_barang: FOREIGN }], payment: 'saldo' };
    const { number, before, result } = await decide(sale, 'refund');
    assert.equal(result.kind, 'resolved');
    await world.newOrders(before, ['review']);
    const { status_bayar: paid, status_pengiriman: delivery } = await world.transaction(number);
    assert.deepEqual([paid, delivery], ['lunas', 'belum diproses']);
  });
});
