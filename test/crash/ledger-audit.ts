/** Checks that the ledger, the upstreams' books and the shoppers' answers agree once all orders ended. */
import { FINAL_STATES, TRANSITIONS, statusOf } from '../../src/proxy/ledger/states.js';
import type { Database } from '../../src/proxy/store/database.js';
import type { OrderState } from '../../src/proxy/store/order-state.js';
import type { MemberLockRow, OrderEventRow, OrderRow } from '../../src/proxy/store/tables.js';
import {
  providerOrdersIn,
  type Books,
  type ProviderOrder,
  type SaldoChange,
} from './upstream-books.js';
import type { AcknowledgedOrder } from './shopper-load.js';

export interface LedgerRows {
  readonly orders: readonly OrderRow[];
  readonly events: readonly OrderEventRow[];
  readonly memberLocks: readonly MemberLockRow[];
}

export interface AuditInput extends LedgerRows {
  readonly books: Books;
  readonly acknowledged: readonly AcknowledgedOrder[];
}

/** States in which the order runner does nothing more. */
export const SETTLED_STATES: readonly OrderState[] = [...FINAL_STATES, 'REVIEW'];

export const readLedger = async ({ db }: Database): Promise<LedgerRows> => ({
  orders: await db.selectFrom('orders').selectAll().execute(),
  events: await db
    .selectFrom('order_events')
    .selectAll()
    .orderBy('order_id')
    .orderBy('version')
    .execute(),
  memberLocks: await db.selectFrom('member_locks').selectAll().execute(),
});

/** One sentence per violation; empty when the books agree. */
export function auditLedger(input: AuditInput): string[] {
  const { orders, books, memberLocks } = input;
  const changes = changesByTag(books);
  const bought = groupBy(providerOrdersIn(books), ({ reference }) => reference);
  const events = groupBy(input.events, ({ order_id }) => order_id);
  return [
    ...unknownTransfersAndGoods(input, changes, bought),
    ...orders.flatMap((order) =>
      [
        ...stateViolations(order),
        ...eventViolations(order, events.get(order.id) ?? []),
        ...moneyViolations(order, changes),
        ...deliveryViolations(order, bought.get(order.id) ?? []),
      ].map((violation) => `${order.id} (${order.state}): ${violation}`),
    ),
    ...acknowledgementViolations(input),
    ...saldoViolations(books),
    ...memberLocks.flatMap(({ id_user, locked_by_order }) =>
      locked_by_order === null ? [] : [`member ${id_user} is still busy with ${locked_by_order}`],
    ),
  ];
}

function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): ReadonlyMap<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) groups.set(keyOf(item), [...(groups.get(keyOf(item)) ?? []), item]);
  return groups;
}

type Changes = ReadonlyMap<string, readonly SaldoChange[]>;

/** The saldo changes by the tag with which their notes begin. */
const changesByTag = ({ members }: Books): Changes =>
  groupBy(
    members.flatMap((member) => member.changes),
    ({ catatan_saldo }) => catatan_saldo.split(' ', 1)[0] ?? '',
  );

/** Saldo changes and provider orders that belong to no order of the ledger. */
function unknownTransfersAndGoods(
  { orders }: AuditInput,
  changes: Changes,
  bought: ReadonlyMap<string, readonly ProviderOrder[]>,
): string[] {
  const tags = new Set(orders.flatMap(({ debit_tag, refund_tag }) => [debit_tag, refund_tag]));
  const ids = new Set(orders.map(({ id }) => id));
  return [
    ...[...changes.keys()].filter((tag) => !tags.has(tag)).map((tag) => `a change for ${tag}`),
    ...[...bought.keys()].filter((id) => !ids.has(id)).map((id) => `goods for ${id}`),
  ];
}

function stateViolations({ state, lease_node, next_attempt_at }: OrderRow): string[] {
  return [
    ...(SETTLED_STATES.includes(state) ? [] : ['still open']),
    ...(lease_node === null ? [] : ['still leased']),
    ...(state === 'REVIEW' && next_attempt_at !== null ? ['in review, and due'] : []),
  ];
}

/** States that an order enters at most once. */
const AT_MOST_ONCE_STATES: readonly OrderState[] = ['PLACED', 'FULFILLED', 'REFUNDED'];

function eventViolations({ version, state }: OrderRow, events: readonly OrderEventRow[]): string[] {
  const violations: string[] = [];
  let previous: OrderState | null = null;
  events.forEach((event, index) => {
    if (event.version !== index + 1) violations.push(`event ${index + 1} is of ${event.version}`);
    if (event.from_state !== previous) violations.push(`a step from ${String(event.from_state)}`);
    if (
      event.kind === 'moved' &&
      previous !== null &&
      !TRANSITIONS[previous].includes(event.to_state)
    ) {
      violations.push(`a step from ${previous} to ${event.to_state}`);
    }
    previous = event.to_state;
  });
  const last = events.at(-1);
  if (last?.version !== version || last.to_state !== state)
    violations.push('not as its last event');
  const entered = events.filter(({ kind }) => kind === 'moved');
  const debits = entered.filter(
    ({ to_state, from_state }) => to_state === 'DEBITED' && from_state !== 'PLACING',
  );
  if (debits.length > 1) violations.push('debited twice');
  for (const once of AT_MOST_ONCE_STATES) {
    const times = entered.filter(({ to_state }) => to_state === once).length;
    if (times > 1) violations.push(`${once} ${times} times`);
  }
  return violations;
}

interface Transfers {
  readonly debits: readonly SaldoChange[];
  readonly refunds: readonly SaldoChange[];
}

function moneyViolations(order: OrderRow, changes: Changes): string[] {
  const transfers = {
    debits: changes.get(order.debit_tag) ?? [],
    refunds: changes.get(order.refund_tag) ?? [],
  };
  return [...transferViolations(order, transfers), ...paymentViolations(order, transfers)];
}

/** At most one debit and one refund, each of the price. */
function transferViolations({ price }: OrderRow, { debits, refunds }: Transfers): string[] {
  const isOfPrice = ({ tipe, jumlah }: SaldoChange, expected: SaldoChange['tipe']): boolean =>
    tipe === expected && jumlah === price;
  const violations: string[] = [];
  if (debits.length > 1 || refunds.length > 1) {
    violations.push(`${debits.length} debits and ${refunds.length} refunds`);
  }
  if (refunds.length > debits.length) violations.push('refunded without a debit');
  if (!debits.every((each) => isOfPrice(each, 'kurang'))) {
    violations.push('a debit of another amount');
  }
  if (!refunds.every((each) => isOfPrice(each, 'tambah'))) {
    violations.push('a refund of another amount');
  }
  return violations;
}

/** What the shopper has paid must fit the order's state. */
function paymentViolations({ state, paid_by }: OrderRow, { debits, refunds }: Transfers): string[] {
  const paid = debits.length - refunds.length;
  const violations: string[] = [];
  if (state === 'FULFILLED' && paid_by === 'saldo' && paid !== 1) {
    violations.push('delivered without payment');
  }
  if (state === 'REFUNDED' && paid !== 0) violations.push('not refunded');
  if (state === 'REFUNDED' && paid_by === 'saldo' && debits.length === 0) {
    violations.push('refunded, but never debited');
  }
  if (state === 'CANCELLED' && debits.length + refunds.length > 0) {
    violations.push('cancelled, but money moved');
  }
  return violations;
}

function deliveryViolations(
  { state, paid_by }: OrderRow,
  bought: readonly ProviderOrder[],
): string[] {
  const delivered = bought.filter(({ isDelivered }) => isDelivered).length;
  const violations: string[] = [];
  if (bought.length > 1) violations.push(`bought ${bought.length} times`);
  if (state === 'CANCELLED' && paid_by === 'saldo' && bought.length > 0) {
    violations.push('cancelled, but bought');
  }
  if (state === 'FULFILLED' && delivered !== 1) violations.push('not delivered');
  if ((state === 'REFUNDED' || state === 'CANCELLED') && delivered > 0) {
    violations.push('delivered for nothing');
  }
  return violations;
}

/** Every acknowledged order must still exist, and have the status that was reported as final. */
function acknowledgementViolations({ acknowledged, orders }: AuditInput): string[] {
  const ordersById = new Map(orders.map((order) => [order.id, order]));
  return acknowledged.flatMap(({ shopper, key, ids, endStatuses }) => {
    const [id = ''] = ids;
    const order = ordersById.get(id);
    if (ids.size !== 1) return [`key ${key} has ${ids.size} orders`];
    if (order?.shopper !== shopper || order.idempotency_key !== key) {
      return [`the order ${id} of key ${key} is gone`];
    }
    const status = statusOf(order);
    return [...endStatuses]
      .filter((reported) => reported !== status)
      .map((reported) => `${id} was reported as ${reported}, but is ${status}`);
  });
}

const saldoViolations = ({ members }: Books): string[] =>
  members.flatMap(({ id_user, saldo, opening, changes }) => {
    const moved = changes.reduce(
      (sum, { tipe, jumlah }) => sum + (tipe === 'tambah' ? jumlah : -jumlah),
      0,
    );
    return opening + moved === saldo && saldo >= 0 ? [] : [`the saldo of ${id_user} is wrong`];
  });

export interface Figures {
  readonly orders: number;
  readonly acknowledged: number;
  readonly debits: number;
  readonly refunds: number;
  readonly bought: number;
  readonly states: Readonly<Partial<Record<OrderState, number>>>;
}

export function figuresOf({ orders, books, acknowledged }: AuditInput): Figures {
  const changes = books.members.flatMap((member) => member.changes);
  const states: Partial<Record<OrderState, number>> = {};
  for (const { state } of orders) states[state] = (states[state] ?? 0) + 1;
  return {
    orders: orders.length,
    acknowledged: acknowledged.length,
    debits: changes.filter(({ tipe }) => tipe === 'kurang').length,
    refunds: changes.filter(({ tipe }) => tipe === 'tambah').length,
    bought: providerOrdersIn(books).length,
    states,
  };
}
