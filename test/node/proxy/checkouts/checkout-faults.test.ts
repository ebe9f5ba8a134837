/** Lost answers, and persons who press buttons in between, at the shop's own checkout. */
import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import type { FaultInput } from '../../../../src/sandbox/index.js';
import { closeSandbox } from '../support/proxy-cluster.js';
import { openCheckoutWorld } from './checkout-world.js';

after(closeSandbox);

const REFUSED: FaultInput = {
  kind: 'body',
  api: 'lapakgaming',
  method: 'POST',
  path: '/api/order',
  body: JSON.stringify({ code: 'PRODUCT_EMPTY' }),
  status: 400,
  times: 1,
};

const textOf = ({ body }: RequestInit): string => (typeof body === 'string' ? body : '');

const lost = (status: string, effect: 'kept' | 'none'): FaultInput => ({
  kind: 'disconnect',
  api: 'closed',
  method: 'PATCH',
  path: '/transaksi/id',
  fields: { status_transaksi: status },
  effect,
  times: 1,
});

describe('an answer that is lost', async () => {
  const world = await openCheckoutWorld();
  after(() => world.close());

  /** what is lost, faults beside it, how the order and the transaction end */
  const cases: readonly [string, 'kept' | 'none', readonly FaultInput[], string, string][] = [
    ['diproses', 'kept', [], 'completed', 'selesai'],
    ['diproses', 'none', [], 'completed', 'selesai'],
    ['selesai', 'kept', [], 'completed', 'selesai'],
    ['selesai', 'none', [], 'completed', 'selesai'],
    ['batal_dan_refund', 'kept', [REFUSED], 'refunded', 'di batalkan'],
    ['batal_dan_refund', 'none', [REFUSED], 'refunded', 'di batalkan'],
  ];
  for (const [status, effect, faults, ending, delivery] of cases) {
    it(`of ${status}, its effect ${effect}, is read back`, async () => {
      await world.setFaults([lost(status, effect), ...faults]);
      const before = await world.orders();
      const bought = (await world.books()).lapakgaming.orders.length;
      const number = await world.sell({ payment: 'saldo' });
      await world.callback(number);
      await world.newOrders(before, [ending]);
      const { status_pengiriman: seen } = await world.until(
        () => world.transaction(number),
        (each) => each.status_pengiriman === delivery,
      );
      const books = await world.books();
      const rows = books.members.flatMap(({ changes }) =>
        changes.filter(({ nomor_pembayaran: each }) => each === number).map(({ tipe }) => tipe),
      );
      assert.deepEqual(
        [seen, books.lapakgaming.orders.length - bought, rows],
        ending === 'completed' ? [delivery, 1, ['kurang']] : [delivery, 0, ['kurang', 'tambah']],
      );
    });
  }
});

describe('a person who presses a button', async () => {
  const world = await openCheckoutWorld();
  after(() => world.close());

  /** button, when, how the order ends, how many were bought */
  const cases: readonly [string, 'before' | 'after', string, string, string, number][] = [
    ['batal_dan_refund', 'before', 'GET', '/transaksi/id', 'refunded', 0],
    ['batal', 'after', 'PATCH', 'diproses', 'review', 0],
    ['batal_dan_refund', 'after', 'PATCH', 'diproses', 'refunded', 0],
    ['batal_dan_refund', 'before', 'PATCH', 'diproses', 'refunded', 0],
    ['selesai', 'after', 'PATCH', 'diproses', 'review', 0],
    ['batal_dan_refund', 'before', 'PATCH', 'selesai', 'review', 1],
    ['batal', 'after', 'POST', '/api/order', 'review', 1],
  ];
  for (const [button, moment, method, what, ending, expected] of cases) {
    it(`${button}, ${moment} ${method} ${what}`, async () => {
      const before = await world.orders();
      const bought = (await world.books()).lapakgaming.orders.length;
      const number = await world.sell({ payment: 'saldo' });
      let reads = 0;
      let isPressed = false;
      world.setOnCall((when, url, init) => {
        const isMeant =
          init.method === method &&
          (url.pathname.endsWith(what) || textOf(init).includes(`"${what}"`));
        if (method === 'GET' && isMeant && when === moment) reads += 1;
        // The first read finds the transaction; the second comes before it is claimed.
        const isTime = method === 'GET' ? reads === 2 : true;
        if (isPressed || !isMeant || when !== moment || !isTime) return undefined;
        isPressed = true;
        return world.press(number, button);
      });
      await world.callback(number);
      const [order] = await world.newOrders(before, [ending]);
      const books = await world.books();
      const rows = books.members.flatMap(({ changes }) =>
        changes.filter(({ nomor_pembayaran: each }) => each === number).map(({ tipe }) => tipe),
      );
      assert.deepEqual(
        [isPressed, order?.reason, books.lapakgaming.orders.length - bought],
        [true, 'changed_in_app', expected],
      );
      assert.equal(rows.filter((tipe) => tipe === 'tambah').length <= 1, true);
      if (ending === 'refunded') assert.deepEqual(rows, ['kurang', 'tambah']);
    });
  }
});
