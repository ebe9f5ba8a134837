/** Audits a load run: the proxy's ledger against the sandbox's books and the responses. */
import { openDatabase } from '../../src/proxy/store/database.js';
import type { OrderRow } from '../../src/proxy/store/tables.js';
import { auditLedger, figuresOf, readLedger, type Figures } from '../crash/ledger-audit.js';
import { ENDED_STATUSES, type AcknowledgedOrder } from '../crash/shopper-load.js';
import { booksSchema } from '../crash/upstream-books.js';
import type { Purchase } from './purchases.js';

export interface LoadAudit {
  readonly states: Figures['states'];
  /** One sentence per violation. */
  readonly violations: readonly string[];
}

/** @param books the answer of the control interface's `/books` */
export async function auditLoad(
  file: string,
  books: unknown,
  purchases: readonly Purchase[],
): Promise<LoadAudit> {
  const database = await openDatabase({ kind: 'sqlite', file });
  const ledger = await readLedger(database);
  await database.db.destroy();
  const input = {
    ...ledger,
    books: booksSchema.parse(books),
    acknowledged: purchases.flatMap(acknowledgedOrder),
  };
  return {
    states: figuresOf(input).states,
    violations: [
      ...auditLedger(input),
      ...ledger.orders
        .filter(({ state }) => state === 'REVIEW')
        .map(({ id }) => `${id} is in review, although no upstream failed`),
      ...responseViolations(ledger.orders, purchases),
    ],
  };
}

function acknowledgedOrder({ shopper, key, status, order }: Purchase): AcknowledgedOrder[] {
  if (status !== 201) return [];
  const statuses = order && ENDED_STATUSES.includes(order.status) ? [order.status] : [];
  return [{ shopper, key, ids: new Set(order ? [order.id] : []), endStatuses: new Set(statuses) }];
}

/** A 503 must have created no order, and every order must come from a request. */
function responseViolations(orders: readonly OrderRow[], purchases: readonly Purchase[]): string[] {
  const orderKeys = new Set(orders.map((order) => order.idempotency_key));
  const requestKeys = new Set(purchases.map(({ key }) => key));
  return [
    ...purchases
      .filter(({ key, status }) => status === 503 && orderKeys.has(key))
      .map(({ key }) => `${key} was answered 503, but has an order`),
    ...[...orderKeys]
      .filter((key) => !requestKeys.has(key))
      .map((key) => `${key} was never requested`),
  ];
}
