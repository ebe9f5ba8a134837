/** Sales of the shop's own checkout, of which callbacks tell: each once or twice, beside forged ones. */
import { z } from 'zod';
import type { SandboxShop } from '../support/sandbox-shop.js';
import { send, type LoadRequest } from './http-client.js';
import type { SendArrival } from './open-loop.js';

export interface SalesParts {
  readonly shop: Pick<SandboxShop, 'control'>;
  /** of the proxy */
  readonly origin: string;
  readonly callbackSecret: string;
  readonly member: string;
  /** the mapped product */
  readonly product: string;
}

export interface Sales {
  /** Makes paid transactions, and resolves to what sends their callbacks. */
  prepare(this: void, count: number): Promise<SendArrival>;
  /** Resolves once the proxy has ended all of them, or after `ms` milliseconds. */
  ended(this: void, ms: number, readOpen: () => Promise<number>): Promise<void>;
}

const NOTE = '12345678 (2001)';
const PRICE = 2_000;
const placed = z.object({ nomor_pembayaran: z.string() });

/** Of four callbacks one is true, one repeats it, one names no transaction, and one does not know the secret. */
const KINDS = ['true', 'repeated', 'unknown', 'forged'] as const;

export function createSales({ shop, origin, callbackSecret, member, product }: SalesParts): Sales {
  async function sell(): Promise<string> {
    const line = { id_barang: product, quantity: 1, total: PRICE, note: NOTE };
    const answer = await shop.control('POST', '/transactions', {
      ...{ member, payment: 'transfer', paid: true },
      lines: [line],
    });
    return placed.parse(await answer.json()).nomor_pembayaran;
  }

  const callback = (number: string, secret: string): LoadRequest => ({
    method: 'POST',
    url: `${origin}/callbacks/bukaolshop`,
    headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({
      tipe_callback: 'perubahan_status_transaksi',
      secret_key_callback: secret,
      nomor_pembayaran: number,
      status_transaksi: 'lunas',
      tipe_transaksi: 'PRODUK DIGITAL',
    }).toString(),
  });

  return {
    async prepare(count) {
      const numbers: string[] = [];
      for (let sale = 0; sale < count; sale += KINDS.length) numbers.push(await sell());
      return async (index) => {
        const number = numbers[Math.floor(index / KINDS.length)] ?? '';
        switch (KINDS[index % KINDS.length]) {
          case 'unknown':
            return (await send(callback(`${number}9`, callbackSecret))).status;
          case 'forged': {
            const { status } = await send(callback(number, 'a guess'));
            // It must be refused, unless the proxy refuses everything.
            return status === 404 ? 200 : status === 503 ? status : 0;
          }
          default:
            return (await send(callback(number, callbackSecret))).status;
        }
      };
    },
    async ended(ms, readOpen) {
      const deadline = performance.now() + ms;
      while (performance.now() < deadline && (await readOpen()) > 0) {
        await new Promise((resolve) => setTimeout(resolve, 500));
      }
    },
  };
}
