/** Audits a load run: the proxy's ledger against the sandbox's books and the responses. */
import { openDatabase } from '../../src/proxy/store/database.js';
import type { OrderRow } from '../../src/proxy/store/tables.js';
import { auditCheckouts, checkoutBooks } from '../crash/checkout-audit.js';
import {
  auditLedger,
  figuresOf,
  readLedger,
  type AuditInput,
  type Figures,
} from '../crash/ledger-audit.js';
import { ENDED_STATUSES, type AcknowledgedOrder } from '../crash/shopper-load.js';
import { booksSchema } from '../crash/upstream-books.js';
import type { Purchase } from './purchases.js';

export interface LoadAudit {
  readonly states: Figures['states'];
  /** transactions of the shop's own checkout that are settled */
  readonly sold: number;
  /** One sentence per violation. */
  readonly violations: readonly string[];
}

export interface LoadAuditInput {
  /** of the ledger */
  readonly file: string;
  /** the answer of the control interface's `/books` */
  readonly books: unknown;
  readonly purchases: readonly Purchase[];
  /** `id_barang` of the mapped product */
  readonly shopProduct: string;
}

export async function auditLoad({
  file,
  books,
  purchases,
  shopProduct,
}: LoadAuditInput): Promise<LoadAudit> {
  const database = await openDatabase({ kind: 'sqlite', file });
  const ledger = await readLedger(database);
  await database.db.destroy();
  const ofCheckout = ledger.orders.filter(isOfCheckout);
  const sold = auditCheckouts(checkoutBooks.parse(books), ofCheckout, shopProduct);
  const own = withoutCheckouts({
    ...ledger,
    books: booksSchema.parse(books),
    acknowledged: purchases.flatMap(acknowledgedOrder),
  });
  return {
    states: figuresOf({ ...own, orders: ledger.orders }).states,
    sold: sold.ends.filter((end) => end === 'selesai').length,
    violations: [
      ...auditLedger(own),
      ...sold.violations,
      ...ledger.orders
        .filter(({ state }) => state === 'REVIEW')
        .map(({ id }) => `${id} is in review, although no upstream failed`),
      ...responseViolations(own.orders, purchases),
    ],
  };
}

const isOfCheckout = ({ paid_by: paidBy }: OrderRow): boolean => paidBy === 'checkout';

/** What the members' saldo has paid for. */
function withoutCheckouts(input: AuditInput): AuditInput {
  const others = new Set(input.orders.filter(isOfCheckout).map(({ id }) => id));
  const { lapakgaming } = input.books;
  const orders = lapakgaming.orders.filter(({ reference }) => !others.has(reference));
  return {
    ...input,
    orders: input.orders.filter(({ id }) => !others.has(id)),
    events: input.events.filter(({ order_id: id }) => !others.has(id)),
    books: { ...input.books, lapakgaming: { orders } },
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
