/** A bill: inquired about for its quote, before its debit and for its payment; paid for exactly that amount. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, it } from 'node:test';
import { z } from 'zod';
import { order as orderSchema, problem } from '../../../../src/proxy/contract.js';
import type { Platform } from '../../../../src/proxy/platform.js';
import type { FaultInput } from '../../../../src/sandbox/index.js';
import {
  advanceUntilEnd,
  buy,
  closeSandbox,
  openProxyCluster,
  quoteFor,
  saldoTotals,
  type Goods,
  type ProxyCluster,
} from '../support/proxy-cluster.js';
import { readCallbackSecret } from '../support/callback-secret.js';

after(closeSandbox);

const AMOUNT = 70_000;
const PRODUCT = 'bpjs:BPJS_KESEHATAN';
const BILL: Goods = {
  product: PRODUCT,
  item: 'BPJS_KESEHATAN',
  fields: { billNumber: '8888801234561' },
};
const folder = mkdtempSync(join(tmpdir(), 'etalase-bills-'));
after(() => rmSync(folder, { recursive: true }));
const env = { ETALASE_MARGIN: join(folder, 'margin.json') };
writeFileSync(env.ETALASE_MARGIN, '{"fixed":2500}');

const move = (world: ProxyCluster, price: number) =>
  world.control('PUT', '/products/snapcart/BPJS_KESEHATAN', { price });

async function forgeCallback(world: ProxyCluster, reference: string): Promise<void> {
  const url = `http://127.0.0.1:8787/callbacks/snapcart/${await readCallbackSecret(world.env)}`;
  const body = JSON.stringify({ request_id: 'SNP-NONE', reference_id: reference });
  const node = await world.first();
  assert.equal((await node.fetch(new Request(url, { method: 'POST', body }))).status, 200);
}

interface Sent {
  readonly path: string;
  readonly body: Readonly<Record<string, unknown>>;
}

/** Passes calls on, and keeps what was sent to Snapcart. */
function watch(sent: Sent[]): Platform['fetch'] {
  return (url, init) => {
    const { pathname } = new URL(url);
    if (/\/(inquiry|payment)$/.test(pathname) && typeof init.body === 'string') {
      const body = z.record(z.string(), z.unknown()).parse(JSON.parse(init.body));
      sent.push({ path: pathname.slice(pathname.lastIndexOf('/')), body });
    }
    return fetch(url, init);
  };
}

it('is paid by the inquiry that was asked before the debit', async () => {
  const world = await openProxyCluster({ env, hasNoFirstNode: true });
  try {
    const sent: Sent[] = [];
    const rina = await world.shopper(await world.node({ fetch: watch(sent) }));
    const { bill, price, expires_at } = await quoteFor(rina, 'snapcart', BILL);
    assert.deepEqual(bill, { name: 'RINA WULANDARI', period: '11/2026', amount: AMOUNT });
    assert.equal(price, AMOUNT + 2_500);
    assert.ok(Date.parse(expires_at) - world.now() <= 300_000);
    const { order } = await buy(rina, 'snapcart', BILL);
    const end = await advanceUntilEnd(world, rina, order.id);
    assert.equal(end.status, 'completed');
    assert.equal(end.price, price);
    assert.deepEqual(await saldoTotals(world), { debited: price, refunded: 0, changes: 1 });
    const [paid] = (await world.booksSchema()).snapcart.orders;
    const payments = sent.filter(({ path }) => path === '/payment');
    assert.deepEqual(
      payments.map(({ body }) => [body['request_id'], body['reference_id']]),
      [[paid?.['request_id'], order.id]],
    );
    const references = sent.map(({ body }) => body['reference_id']);
    assert.equal(new Set(references).size, references.length, 'each call has its own reference');
  } finally {
    await world.close();
  }
});

it('is sold from the shelf too, by the shelf’s own names', async () => {
  const world = await openProxyCluster({ env });
  try {
    const rina = await world.shopper();
    const shelfItem = 'snapcart:BPJS Kesehatan';
    const answer = await rina.post('/v1/quotes', {
      product: `snapcart:${PRODUCT}`,
      item: shelfItem,
      fields: BILL.fields,
    });
    const text = await answer.text();
    assert.equal(answer.status, 200, text);
    assert.match(text, /"price":72500.*"bill":\{"name":"RINA WULANDARI"/);
  } finally {
    await world.close();
  }
});

const PAYMENT = { api: 'snapcart', method: 'POST', path: '/payment' } as const;
const EXPIRED = JSON.stringify({ status_code: '410', status_message: 'x', error: 'x' });

interface Case {
  readonly name: string;
  readonly faults?: readonly FaultInput[];
  /** the amount after the quote */
  readonly moved?: number;
  readonly end: 'completed' | 'failed' | 'refunded';
  readonly reason: string | null;
  readonly debits: number;
  /** A callback names a payment that is not there. */
  readonly isForged?: true;
}

const LOST_ANSWER: FaultInput = { kind: 'disconnect', ...PAYMENT, effect: 'kept', times: 1 };

const CASES: readonly Case[] = [
  { name: 'a higher amount', moved: 80_000, end: 'failed', reason: 'price_moved', debits: 0 },
  { name: 'a lower amount', moved: 60_000, end: 'failed', reason: 'price_moved', debits: 0 },
  {
    name: 'a payment whose inquiry has expired',
    faults: [{ kind: 'body', ...PAYMENT, status: 410, body: EXPIRED }],
    end: 'refunded',
    reason: 'provider_refused',
    debits: 1,
  },
  {
    name: 'a bill that is gone before the debit',
    faults: [{ kind: 'body', ...PAYMENT, path: '/inquiry', status: 410, body: EXPIRED }],
    end: 'failed',
    reason: 'item_gone',
    debits: 0,
  },
  {
    name: 'a payment whose answer is lost, found by its inquiry',
    faults: [LOST_ANSWER],
    end: 'completed',
    reason: null,
    debits: 1,
  },
  {
    name: 'a payment whose answer is lost, found by its inquiry whatever a callback names',
    faults: [LOST_ANSWER, { kind: 'callback', api: 'snapcart', mode: 'none' }],
    isForged: true,
    end: 'completed',
    reason: null,
    debits: 1,
  },
];

for (const { name, faults = [], moved, end, reason, debits, isForged } of CASES) {
  it(`${name}: ${end}`, async () => {
    const world = await openProxyCluster();
    try {
      const rina = await world.shopper();
      const { quote } = await quoteFor(rina, 'snapcart', BILL);
      if (moved !== undefined) await move(world, moved);
      await world.faults(faults);
      const answer = await rina.post(
        '/v1/orders',
        { quote, fields: BILL.fields },
        { headers: { 'Idempotency-Key': name.replaceAll(' ', '-') } },
      );
      const { id } = orderSchema.parse(await answer.json());
      if (isForged) await forgeCallback(world, id);
      const last = await advanceUntilEnd(world, rina, id);
      assert.deepEqual([last.status, last.reason], [end, reason]);
      const { debited, refunded } = await saldoTotals(world);
      assert.equal(debited, debits * AMOUNT);
      assert.equal(refunded, end === 'refunded' ? AMOUNT : 0);
    } finally {
      await world.close();
    }
  });
}

it('a payment that never arrived waits for a person, and is not paid back', async () => {
  const world = await openProxyCluster();
  try {
    const rina = await world.shopper();
    await world.faults([{ kind: 'disconnect', ...PAYMENT, times: 1 }]);
    const { order } = await buy(rina, 'snapcart', BILL);
    const end = await advanceUntilEnd(world, rina, order.id, { stepMs: 60_000 });
    assert.deepEqual([end.status, end.reason], ['review', 'provider_silent']);
    assert.deepEqual(await saldoTotals(world), { debited: AMOUNT, refunded: 0, changes: 1 });
    assert.equal((await world.booksSchema()).snapcart.orders.length, 0);
  } finally {
    await world.close();
  }
});

it('is asked about ten times a minute by one shopper, and about known numbers only', async () => {
  const world = await openProxyCluster();
  try {
    const rina = await world.shopper();
    const ask = async (fields: Goods['fields'] | undefined) => {
      const answer = await rina.post('/v1/quotes', { provider: 'snapcart', ...BILL, fields });
      return problem.parse(await answer.json());
    };
    const missing = await ask(undefined);
    assert.deepEqual(missing.errors, [{ field: 'billNumber', fault: 'required' }]);
    const unknown = await ask({ billNumber: '12' });
    assert.equal(unknown.code, 'invalid_fields');
    assert.deepEqual(unknown.errors, [{ field: 'billNumber', fault: 'not_allowed' }]);
    for (let asked = 1; asked < 10; asked += 1) await ask({ billNumber: '12' });
    assert.equal((await ask(BILL.fields)).code, 'too_many_requests');
    world.advanceTime(61_000);
    await quoteFor(rina, 'snapcart', BILL);
  } finally {
    await world.close();
  }
});
