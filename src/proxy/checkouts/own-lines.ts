/** Whether a transaction is ours, and wholly: only then may the proxy claim, settle or refund it. Pure. */
import type { OrderRow } from '../store/tables.js';
import type { ShopTransaction, TransactionLine } from '../transactions/transaction.js';

/** Of goods that are not sent by post; a transaction that no callback named may be (Closed API, "Callback"). */
export const isDigital = (kind: string | null): boolean =>
  kind === null || /^produk digital$/i.test(kind.trim());

/** pieces of one line that the proxy buys; more of them wait for a person as one order */
export const MAX_UNITS = 20;

export const unitsOf = ({ quantity }: Pick<TransactionLine, 'quantity'>): number =>
  quantity > MAX_UNITS ? 1 : quantity;

type OwnOrder = Pick<OrderRow, 'transaction_id'>;

export function isWhollyOurs(
  { lines }: Pick<ShopTransaction, 'lines'>,
  orders: readonly OwnOrder[],
): boolean {
  const ids = new Set(lines.map(({ transactionId }) => transactionId));
  return (
    ids.size === lines.length &&
    orders.every(({ transaction_id: id }) => id !== null && ids.has(id)) &&
    lines.every((line) => ordersOf(line, orders).length === unitsOf(line))
  );
}

export const ordersOf = <T extends OwnOrder>(
  { transactionId }: Pick<TransactionLine, 'transactionId'>,
  orders: readonly T[],
): readonly T[] => orders.filter(({ transaction_id: id }) => id === transactionId);
