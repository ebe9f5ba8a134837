/** Whether money and orders are where they should be: the proxy's ledger beside the sandbox's books. */
import { z } from 'zod';
import { transferNote } from '../../src/proxy/orders/transfer-tags.js';
import { openDatabase } from '../../src/proxy/store/database.js';
import type { OrderRow } from '../../src/proxy/store/tables.js';
import type { Purchase } from './purchases.js';

const placed = z.object({ orders: z.array(z.looseObject({ reference: z.string() })) });
const books = z.object({
  members: z.array(
    z.object({
      id_user: z.string(),
      changes: z.array(
        z.object({
          tipe: z.enum(['tambah', 'kurang']),
          jumlah: z.number(),
          catatan_saldo: z.string(),
        }),
      ),
    }),
  ),
  lapakgaming: placed,
  snapcart: placed,
});

/** What is wrong, each in a sentence; and how many orders were looked at, by state. */
export interface LedgerAudit {
  readonly states: Readonly<Record<string, number>>;
  readonly violations: readonly string[];
}

/** What must be there once, for an order that ended: its debit, its refund, the provider's order. */
const EXPECTED_COUNTS: Readonly<
  Partial<Record<OrderRow['state'], readonly [number, number, number]>>
> = {
  FULFILLED: [1, 0, 1],
  CANCELLED: [0, 0, 0],
};

export async function auditLedger(
  file: string,
  sandbox: string,
  purchases: readonly Purchase[],
): Promise<LedgerAudit> {
  const { db } = await openDatabase({ kind: 'sqlite', file });
  const rows = await db.selectFrom('orders').selectAll().execute();
  await db.destroy();
  const { members, ...providers } = books.parse(await (await fetch(sandbox)).json());
  const changes = members.flatMap((member) => member.changes);
  const references = [...providers.lapakgaming.orders, ...providers.snapcart.orders].map(
    ({ reference }) => reference,
  );
  const violations: string[] = [];
  const states: Record<string, number> = {};

  for (const row of rows) {
    states[row.state] = (states[row.state] ?? 0) + 1;
    const noted = (note: string) =>
      changes.filter(({ catatan_saldo, jumlah }) => catatan_saldo === note && jumlah === row.price)
        .length;
    const found = [
      noted(transferNote(row, 'debit')),
      noted(transferNote(row, 'refund')),
      references.filter((reference) => reference === row.id).length,
    ];
    const [debits = 0, refunds = 0, orders = 0] = found;
    const isRefunded = row.state === 'REFUNDED' && debits === 1 && refunds === 1 && orders <= 1;
    if (!isRefunded && EXPECTED_COUNTS[row.state]?.join() !== found.join()) {
      violations.push(`${row.id} is ${row.state}, with debits, refunds, orders: ${found.join()}`);
    }
  }
  if (changes.length !== rows.reduce((sum, { state }) => sum + changesOf(state), 0)) {
    violations.push(`${String(changes.length)} changes of saldo are not those of the orders`);
  }
  return { states, violations: [...violations, ...untrueAnswers(rows, purchases)] };
}

/** Every answer must be true, and every order somebody's. */
function untrueAnswers(rows: readonly OrderRow[], purchases: readonly Purchase[]): string[] {
  const ledgerKeys = new Set(rows.map((row) => row.idempotency_key));
  const requestedKeys = new Set(purchases.map(({ key }) => key));
  const untrue = purchases.flatMap(({ key, status }) => {
    if (status === 201 && !ledgerKeys.has(key)) return [`${key} was answered 201, and is lost`];
    return status === 503 && ledgerKeys.has(key) ? [`${key} was answered 503, and is there`] : [];
  });
  const unasked = [...ledgerKeys].filter((key) => !requestedKeys.has(key));
  return [...untrue, ...unasked.map((key) => `${key} was asked by nobody`)];
}

const changesOf = (state: OrderRow['state']): number =>
  state === 'FULFILLED' ? 1 : state === 'REFUNDED' ? 2 : 0;
