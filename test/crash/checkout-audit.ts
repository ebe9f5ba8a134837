/** Compares the transactions of the shop's own checkout with what was bought of its one mapped product. */
import { z } from 'zod';
import type { OrderRow } from '../../src/proxy/store/tables.js';

export const checkoutBooks = z.looseObject({
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
export type CheckoutBooks = z.infer<typeof checkoutBooks>;

export interface CheckoutAudit {
  /** one sentence each */
  readonly violations: readonly string[];
  /** `status_pengiriman` of each transaction */
  readonly ends: readonly string[];
}

export function auditCheckouts(
  { members, lapakgaming, transactions }: CheckoutBooks,
  orders: readonly OrderRow[],
  product: string,
): CheckoutAudit {
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
