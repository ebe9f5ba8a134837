/** What bukaOlshop shows of a delivered line: a number (`nomor_resi`), and what it cost (`harga_modal`). */
import type { OrderRow } from '../store/tables.js';

/** characters */
const MAX_LENGTH = 100;

/** "Serial : 1234" (Lapakgaming's `voucher_code`) or "SN: 1234". The PIN beside it is the voucher itself. */
const SERIAL = /\b(?:serial(?:\s*number)?|s\/?n)\s*[:=]\s*(\S+)/i;

/** The serial numbers of its pieces; the order's number for one without. Never a voucher's code. */
export async function waybillOf(
  orders: readonly OrderRow[],
  decrypt: (encrypted: string) => Promise<string | null>,
): Promise<string> {
  const numbers = await Promise.all(
    orders.map(async ({ voucher, number }) => {
      const text = voucher === null ? null : await decrypt(voucher);
      return SERIAL.exec(text ?? '')?.[1] ?? number;
    }),
  );
  return numbers.join(', ').slice(0, MAX_LENGTH);
}

/** What the suppliers took for the pieces, whole rupiah; `null` where that is not known of each. */
export function costOf(orders: readonly OrderRow[]): number | null {
  const costs = orders.map(({ charged_cost: charged, cost }) => charged ?? cost);
  return costs.reduce<number | null>(
    (sum, cost) => (sum === null || cost === null ? null : sum + cost),
    0,
  );
}
