/** The figures of the store, on both databases, and what a look at them costs. */
import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import type { ProviderName } from '../../../src/proxy/contract.js';
import { createFigureReader } from '../../../src/proxy/read-figures.js';
import { openDatabase } from '../../../src/proxy/store/database.js';
import type { OrderState, PaidBy } from '../../../src/proxy/store/order-state.js';
import { recordReading, recordStop } from '../../../src/proxy/supply/supply-store.js';
import { createPostgresDatabase, stopOwnPostgres } from '../../support/postgres.js';
import { orderRow } from './orders/decisions/order-row.js';

const folder = mkdtempSync(join(tmpdir(), 'etalase-figures-'));
after(() => rmSync(folder, { recursive: true }));
after(stopOwnPostgres);

const NOW = Date.parse('2026-11-28T03:00:00Z');
const HOUR_MS = 3_600_000;

type Row = readonly [
  OrderState,
  PaidBy,
  ProviderName,
  price: number | null,
  enteredAt: number,
  deliveredAt?: number,
];
const ROWS: readonly Row[] = [
  ['FULFILLED', 'saldo', 'snapcart', 12_500, 0],
  ['FULFILLED', 'saldo', 'snapcart', 2_500, 0],
  ['FULFILLED', 'saldo', 'lapakgaming', 7_000, 0],
  ['FULFILLED', 'invoice', 'leuwongrr', 90_000, 0],
  ['REFUNDED', 'saldo', 'snapcart', 4_000, 0],
  // Corrected: sold, and paid back or about to be.
  ['REFUNDED', 'saldo', 'lapakgaming', 500, 0, NOW],
  ['REFUND_DUE', 'saldo', 'lapakgaming', 300, 0, NOW],
  ['CANCELLED', 'saldo', 'snapcart', 3_000, 0],
  ['REVIEW', 'saldo', 'snapcart', 1_000, NOW - 2 * HOUR_MS],
  ['REVIEW', 'invoice', 'leuwongrr', null, NOW - HOUR_MS],
];

const openAddress = async (kind: 'sqlite' | 'postgres') =>
  kind === 'sqlite'
    ? ({ kind, file: join(folder, 'etalase.db') } as const)
    : ({ kind, url: await createPostgresDatabase() } as const);

for (const kind of ['sqlite', 'postgres'] as const) {
  describe(`the figures of the store (${kind})`, () => {
    it('add up the ledger, and are read again only after some seconds', async () => {
      const address = await openAddress(kind);
      const database = await openDatabase(address);
      const { db } = database;
      try {
        const orders = ROWS.map(
          ([state, paid_by, provider, price, state_entered_at, delivered_at = null], index) => {
            const id = String(index);
            const unique = { id, number: id, idempotency_key: id, quote_id: id, callback_key: id };
            return orderRow({
              ...unique,
              state,
              paid_by,
              provider,
              price,
              state_entered_at,
              delivered_at,
            });
          },
        );
        await db.insertInto('orders').values(orders).execute();
        await recordReading(db, { provider: 'lapakgaming', deposit: 75_000, startedAt: NOW });
        await recordStop(db, 'snapcart', 'access_refused', NOW);
        let now = NOW;
        const readFigures = createFigureReader({
          settings: { database: address },
          database,
          now: () => now,
          providers: () => ['lapakgaming', 'snapcart'],
          quotaLeft: () => Promise.resolve(null),
        });
        const { storeBytes, ...figures } = await readFigures();
        assert.deepEqual(figures, {
          openOrders: new Map([
            ['REFUND_DUE', 1],
            ['REVIEW', 2],
          ]),
          sold: new Map([
            ['lapakgaming', 7_800],
            ['snapcart', 15_000],
          ]),
          refunded: new Map([
            ['lapakgaming', 500],
            ['snapcart', 4_000],
          ]),
          oldestReviewMs: 2 * HOUR_MS,
          suppliers: [
            { name: 'lapakgaming', deposit: 75_000, isStopped: false },
            { name: 'snapcart', deposit: null, isStopped: true },
          ],
          quotaLeft: null,
        });
        assert.ok((storeBytes ?? 0) > 10_000, 'with the write-ahead log');

        await db.deleteFrom('orders').execute();
        now += 4_000;
        assert.equal((await readFigures()).openOrders.size, 2);
        now += 1_000;
        const again = await readFigures();
        assert.deepEqual(
          [again.openOrders.size, again.oldestReviewMs, again.sold.size],
          [0, 0, 2],
          'amounts last longer',
        );
        now += 60_000;
        assert.equal((await readFigures()).sold.size, 0);
      } finally {
        await db.destroy();
      }
    });
  });
}

describe('adding up the ledger', () => {
  it('reads an index, and no order', async () => {
    const { db } = await openDatabase({ kind: 'sqlite', file: ':memory:' });
    const { rows } = await sql<{ detail: string }>`explain query plan
      select state, provider, sum(price) from orders where paid_by = 'saldo'
      group by state, provider, (delivered_at is not null)`.execute(db);
    await db.destroy();
    assert.match(rows[0]?.detail ?? '', /USING COVERING INDEX orders_by_state/);
  });
});
