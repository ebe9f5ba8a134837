/** A proxy that is killed repeatedly buys each piece of the shop's own checkout once, and ends each transaction. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { after, describe, it } from 'node:test';
import { between, createRandom } from '../../src/sandbox/seeded-random.js';
import type { FaultInput } from '../../src/sandbox/index.js';
import { mapProduct } from '../support/mapped-product.js';
import { stopOwnPostgres } from '../support/postgres.js';
import { auditCheckouts, checkoutBooks, type CheckoutBooks } from './checkout-audit.js';
import { openCrashShop, STORES, type CrashShop, type Store } from './crash-shop.js';
import { startProxy } from './proxy-process.js';
import { SEED } from './seed.js';

after(stopOwnPostgres);
const folder = mkdtempSync(join(tmpdir(), 'etalase-checkout-kills-'));
after(() => rmSync(folder, { recursive: true }));

const KILLS = 6;
const SALES_PER_LIFE = 4;
/** ms from the end of a transaction to the kill, at most */
const MAX_REST_MS = 150;
const MAX_WAIT_MS = 5_000;
const MAX_DRAIN_MS = 60_000;
const MEMBER = '910002';

const catalog = join(folder, 'catalog.json');
/** Kills hit both sides of each write's effect. */
const WRITE_DELAYS: readonly FaultInput[] = (['before', 'after'] as const).flatMap(
  (when): FaultInput[] => [
    { kind: 'delay', api: 'closed', method: 'PATCH', path: '/transaksi/id', ms: 12, when },
    { kind: 'delay', api: 'lapakgaming', method: 'POST', path: '/api/order', ms: 12, when },
  ],
);

const readBooks = async (shop: CrashShop) =>
  checkoutBooks.parse(JSON.parse(await shop.control('GET', '/books')));

const ENDED = ['selesai', 'di batalkan'];

type Transactions = CheckoutBooks['transactions'];
const countEnded = (transactions: Transactions): number =>
  transactions.filter(({ status_pengiriman: each }) => ENDED.includes(each)).length;

/** Waits until one more transaction has ended: the others are under way. */
async function waitForEnd(shop: CrashShop, before: Transactions): Promise<void> {
  const deadline = performance.now() + MAX_WAIT_MS;
  while (performance.now() < deadline) {
    if (countEnded((await readBooks(shop)).transactions) > countEnded(before)) return;
    await pause(10);
  }
}

async function waitUntilEnded(shop: CrashShop, product: string): Promise<void> {
  const deadline = performance.now() + MAX_DRAIN_MS;
  while (performance.now() < deadline) {
    const { transactions } = await readBooks(shop);
    const own = transactions.filter(({ lines }) =>
      lines.some((each) => each.id_barang === product),
    );
    if (own.every(({ status_pengiriman: each }) => ENDED.includes(each))) return;
    await pause(100);
  }
}

async function runKills(store: Store) {
  const random = createRandom(SEED);
  const shop = await openCrashShop({
    store,
    seed: SEED,
    timeoutFactor: 0.005,
    shopSettings: (publicUrl) => ({
      products: 40,
      faults: WRITE_DELAYS,
      callbackUrls: { bukaolshop: `${publicUrl}/callbacks/bukaolshop` },
    }),
    proxyEnv: { ETALASE_CATALOG: catalog },
  });
  const product = await mapProduct(shop.env, catalog);
  const sell = async () => {
    const quantity = random() < 0.3 ? 2 : 1;
    const line = { id_barang: product, quantity, total: 2_000 * quantity, note: '12345678 (2001)' };
    await shop.control('POST', '/transactions', {
      member: MEMBER,
      payment: 'saldo',
      lines: [line],
    });
  };
  try {
    for (let life = 0; life <= KILLS; life++) {
      await shop.changeSettings({ settleAs: life % 3 === 1 ? 'failed' : 'done' });
      const proxy = startProxy(shop.env);
      await proxy.ready;
      // The first life's sweep comes before any sale.
      if (life === 0) await pause(300);
      for (let sale = 0; sale < SALES_PER_LIFE; sale++) await sell();
      if (life < KILLS) {
        await waitForEnd(shop, (await readBooks(shop)).transactions);
        await pause(between(random, 0, MAX_REST_MS));
        await proxy.stop('SIGKILL');
      } else {
        await waitUntilEnded(shop, product);
        await proxy.stop('SIGTERM');
      }
    }
    const database = await shop.openLedger();
    const orders = await database.db.selectFrom('orders').selectAll().execute();
    await database.db.destroy();
    return auditCheckouts(await readBooks(shop), orders, product);
  } finally {
    await shop.close();
  }
}

describe(`${KILLS} kills while the shop's own checkout sells`, { concurrency: true }, () => {
  for (const store of STORES) {
    it(`on ${store}`, async (t) => {
      const { violations, ends } = await runKills(store);
      const count = (state: string) => ends.filter((each) => each === state).length;
      t.diagnostic(`${count('selesai')} delivered, ${count('di batalkan')} cancelled`);
      assert.deepEqual(violations, []);
      // Without both endings the audit would prove little.
      assert.ok(count('selesai') > 0 && count('di batalkan') > 0, ends.join(' '));
    });
  }
});
