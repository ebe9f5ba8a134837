/** A proxy that is killed repeatedly buys each piece of the shop's own checkout once, and ends each transaction. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { after, describe, it } from 'node:test';
import { z } from 'zod';
import { between, createRandom } from '../../src/sandbox/seeded-random.js';
import type { FaultInput } from '../../src/sandbox/index.js';
import { stopOwnPostgres } from '../support/postgres.js';
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
const productList = z.object({
  data: z.array(z.looseObject({ id_produk: z.string(), berat: z.number() })),
});

/** Maps a digital product of the sandbox's shop, which gets enough stock. @returns its id */
async function mapProduct({ env }: CrashShop): Promise<string> {
  const { BUKAOLSHOP_OPEN_URL: open, BUKAOLSHOP_TOKEN: token = '' } = env;
  const { data } = productList.parse(
    await (await fetch(`${open ?? ''}/app/produk?token=${token}&total_data=40`)).json(),
  );
  const product = data.find(({ berat }) => berat === 0)?.id_produk;
  assert.ok(product !== undefined);
  await fetch(`${env['BUKAOLSHOP_CLOSED_URL'] ?? ''}/produk/id`, {
    method: 'PATCH',
    headers: { Authorization: `Bearer ${env['BUKAOLSHOP_API_KEY'] ?? ''}` },
    body: JSON.stringify({ id_barang: product, jumlah_stok: 1_000 }),
  });
  const item = {
    name: '3 Diamonds',
    suppliers: { lapakgaming: 'ML3_0-S1' },
    shop_product: product,
    note_pattern: '{user_id} ({additional_id})',
  };
  const suppliers = [{ provider: 'lapakgaming', product: 'ML' }];
  const entry = { id: 'mobile-legends', suppliers, items: [item] };
  writeFileSync(catalog, JSON.stringify({ products: [entry] }));
  return product;
}

/** Kills hit both sides of each write's effect. */
const WRITE_DELAYS: readonly FaultInput[] = (['before', 'after'] as const).flatMap(
  (when): FaultInput[] => [
    { kind: 'delay', api: 'closed', method: 'PATCH', path: '/transaksi/id', ms: 12, when },
    { kind: 'delay', api: 'lapakgaming', method: 'POST', path: '/api/order', ms: 12, when },
  ],
);

const booksSchema = z.looseObject({
  members: z.array(
    z.looseObject({
      changes: z.array(z.looseObject({ tipe: z.string(), nomor_pembayaran: z.string() })),
    }),
  ),
  lapakgaming: z.looseObject({
    orders: z.array(z.looseObject({ reference: z.string(), status: z.string() })),
  }),
  transactions: z.array(
    z.looseObject({
      nomor_pembayaran: z.string(),
      status_pengiriman: z.string(),
      lines: z.array(z.looseObject({ id_barang: z.string(), jumlah_barang: z.int() })),
    }),
  ),
});

const readBooks = async (shop: CrashShop) =>
  booksSchema.parse(JSON.parse(await shop.control('GET', '/books')));

const ENDED = ['selesai', 'di batalkan'];

type Transactions = z.infer<typeof booksSchema>['transactions'];
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

/** One sentence for each violation. */
async function audit(
  shop: CrashShop,
  product: string,
): Promise<{ violations: string[]; ends: string[] }> {
  const { members, lapakgaming, transactions } = await readBooks(shop);
  const database = await shop.openLedger();
  const orders = await database.db.selectFrom('orders').selectAll().execute();
  await database.db.destroy();
  const violations: string[] = [];
  const ends: string[] = [];
  for (const { nomor_pembayaran: number, status_pengiriman: state, lines } of transactions) {
    if (!lines.some((each) => each.id_barang === product)) continue;
    const pieces = lines.reduce((sum, each) => sum + each.jumlah_barang, 0);
    const own = orders.filter((each) => each.payment_number === number);
    const bought = lapakgaming.orders.filter(({ reference, status }) =>
      own.some(({ id }) => id === reference && status === 'SUCCESS'),
    );
    const sent = lapakgaming.orders.filter(({ reference }) =>
      own.some(({ id }) => id === reference),
    );
    const paidBack = members
      .flatMap(({ changes }) => changes)
      .filter((each) => each.nomor_pembayaran === number && each.tipe === 'tambah').length;
    ends.push(state);
    const told = `${number}, ${state}, ${own.map((each) => each.state).join(' ')}`;
    if (own.length !== pieces) violations.push(`${told}: ${own.length} orders of ${pieces} pieces`);
    if (new Set(sent.map(({ reference }) => reference)).size < sent.length)
      violations.push(`${told}: bought twice`);
    const isRight =
      state === 'selesai'
        ? bought.length === pieces && paidBack === 0
        : state === 'di batalkan' && bought.length === 0 && paidBack === 1;
    const isPartly = own.some((each) => each.reason === 'partly_delivered');
    if (!isRight && !isPartly) {
      violations.push(`${told}: ${bought.length} of ${pieces} bought, ${paidBack} paid back`);
    }
  }
  return { violations, ends };
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
  const product = await mapProduct(shop);
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
    return await audit(shop, product);
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
