/** A proxy that sells through the shop's own checkout, and a sandbox shop whose members and seller act by control. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { orderList, type Order } from '../../../../src/proxy/contract.js';
import type { FaultInput } from '../../../../src/sandbox/index.js';
import {
  leaveTimeFor,
  openProxyCluster,
  type ProxyClusterOptions,
} from '../support/proxy-cluster.js';

/** A digital product of the sandbox's shop that the catalogue file maps, and one that it does not. */
export const MAPPED = '5000008';
export const FOREIGN = '5000009';
export const NOTE = '12345678 (2001)';

const FILE = {
  products: [
    {
      id: 'mobile-legends',
      suppliers: [{ provider: 'lapakgaming', product: 'ML' }],
      items: [
        {
          name: '3 Diamonds',
          suppliers: { lapakgaming: 'ML3_0-S1' },
          shop_product: MAPPED,
          note_pattern: '{user_id} ({additional_id})',
        },
      ],
    },
  ],
};

const transactionSchema = z.looseObject({
  nomor_pembayaran: z.string(),
  status_bayar: z.string(),
  status_pengiriman: z.string(),
  lines: z.array(z.looseObject({ nomor_resi: z.string(), harga_modal: z.number().nullable() })),
});
const booksSchema = z.looseObject({
  members: z.array(
    z.looseObject({
      id_user: z.string(),
      changes: z.array(
        z.looseObject({ tipe: z.string(), jumlah: z.number(), nomor_pembayaran: z.string() }),
      ),
    }),
  ),
  lapakgaming: z.looseObject({
    orders: z.array(z.looseObject({ reference: z.string(), status: z.string() })),
  }),
  transactions: z.array(transactionSchema),
});
const placed = z.object({ nomor_pembayaran: z.string() });

export interface SoldLine {
  readonly id_barang?: string;
  readonly quantity?: number;
  readonly note?: string;
  /** rupiah for all pieces */
  readonly total?: number;
}

export interface Sale {
  readonly lines?: readonly SoldLine[];
  readonly payment?: 'saldo' | 'transfer';
  readonly paid?: boolean;
  readonly kind?: string;
}

/** Called before a call of the proxy to an upstream, and after its answer. */
type OnCall = (
  moment: 'before' | 'after',
  url: URL,
  init: RequestInit,
) => Promise<unknown> | undefined;

interface CheckoutWorldOptions extends ProxyClusterOptions {
  /** sales that are paid before the proxy starts for the first time */
  readonly salesBefore?: number;
}

export async function openCheckoutWorld({
  env = {},
  salesBefore = 0,
  ...options
}: CheckoutWorldOptions = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'etalase-checkout-'));
  const file = join(folder, 'catalog.json');
  writeFileSync(file, JSON.stringify(FILE));
  const world = await openProxyCluster({
    ...options,
    hasNoFirstNode: true,
    shop: { products: 10, ...options.shop },
    env: { ETALASE_CATALOG: file, ...env },
  });
  /** A member buys in the shop's own checkout. @returns `nomor_pembayaran` */
  async function sell({ lines = [{}], ...sale }: Sale = {}): Promise<string> {
    const body = {
      ...sale,
      lines: lines.map((line) => ({ id_barang: MAPPED, note: NOTE, total: 2_000, ...line })),
    };
    return placed.parse(await world.control('POST', '/transactions', body)).nomor_pembayaran;
  }
  for (let sale = 0; sale < salesBefore; sale += 1) await sell();
  let onCall: OnCall = () => undefined;
  const proxy = await world.node({
    fetch: async (url, init) => {
      await onCall('before', new URL(url), init);
      const answer = await fetch(url, init);
      await onCall('after', new URL(url), init);
      return answer;
    },
  });
  const rina = await world.shopper(proxy);
  const publicUrl = world.env['ETALASE_PUBLIC_URL'] ?? '';
  const secret = world.env['BUKAOLSHOP_CALLBACK_SECRET'] ?? '';

  const books = async () => booksSchema.parse(await world.control('GET', '/books'));
  const transaction = async (number: string) => {
    const found = (await books()).transactions.find((each) => each.nomor_pembayaran === number);
    if (!found) throw new Error('no such transaction');
    return found;
  };
  const orders = async (): Promise<Order[]> =>
    orderList.parse(await (await rina.get('/v1/orders')).json()).orders;

  /** Advances time until what it reads satisfies. */
  async function until<T>(
    read: () => Promise<T>,
    isEnough: (value: T) => boolean,
    stepMs = 1_000,
  ): Promise<T> {
    const deadline = performance.now() + 60_000;
    for (;;) {
      const start = performance.now();
      const value = await read();
      if (isEnough(value)) return value;
      if (performance.now() > deadline) throw new Error(`Still ${JSON.stringify(value)}`);
      await leaveTimeFor(performance.now() - start);
      if (world.hasNoCallsInFlight()) world.advanceTime(stepMs);
    }
  }

  return {
    ...world,
    rina,
    books,
    transaction,
    orders,
    until,
    sell,
    /** A person presses a button of the app, or the shopper pays or cancels. */
    press: (number: string, action: string) =>
      world.control('POST', `/transactions/${number}`, { action }),
    async callback(
      number: string,
      { status = 'lunas', kind = 'PRODUK DIGITAL', key = secret, node = proxy } = {},
    ): Promise<number> {
      const body = new URLSearchParams({
        tipe_callback: 'perubahan_status_transaksi',
        secret_key_callback: key,
        nomor_pembayaran: number,
        status_transaksi: status,
        tipe_transaksi: kind,
      });
      const request = new Request(`${publicUrl}/callbacks/bukaolshop`, { method: 'POST', body });
      return (await node.fetch(request)).status;
    },
    /** The orders that were not there before, once each is in one of the statuses. */
    async newOrders(
      before: readonly Order[],
      statuses: readonly string[],
      count = 1,
    ): Promise<Order[]> {
      const known = new Set(before.map(({ id }) => id));
      return until(
        async () => (await orders()).filter(({ id }) => !known.has(id)),
        (found) => found.length >= count && found.every(({ status }) => statuses.includes(status)),
      );
    },
    setFaults: (faults: readonly FaultInput[]) => world.faults(faults),
    setOnCall: (handler: OnCall) => {
      onCall = handler;
    },
    close: async () => {
      await world.close();
      rmSync(folder, { recursive: true });
    },
  };
}

export type CheckoutWorld = Awaited<ReturnType<typeof openCheckoutWorld>>;
