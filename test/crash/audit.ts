/** Whether the ledger, the upstreams' books and what shoppers were told agree, when all is quiet. */
import {
  FINAL_STATES,
  TRANSITIONS,
  statusOf,
  type OrderState,
} from '../../src/proxy/orders/states.js';
import type { Database } from '../../src/proxy/store/database.js';
import type { MemberRow, OrderEventRow, OrderRow } from '../../src/proxy/store/tables.js';
import { boughtIn, type Books, type Bought, type SaldoChange } from './books.js';
import type { AcknowledgedOrder } from './shoppers.js';

export interface Ledgers {
  readonly orders: readonly OrderRow[];
  readonly events: readonly OrderEventRow[];
  readonly turns: readonly MemberRow[];
}

export interface Account extends Ledgers {
  readonly books: Books;
  readonly promises: readonly AcknowledgedOrder[];
}

/** In which nothing is under way any more. */
export const RESTING: readonly OrderState[] = [...FINAL_STATES, 'REVIEW'];

export const readLedger = async ({ db }: Database): Promise<Ledgers> => ({
  orders: await db.selectFrom('orders').selectAll().execute(),
  events: await db
    .selectFrom('order_events')
    .selectAll()
    .orderBy('order_id')
    .orderBy('version')
    .execute(),
  turns: await db.selectFrom('members').selectAll().execute(),
});

/** Everything that is wrong, one sentence each; nothing when the books agree. */
export function audit(account: Account): string[] {
  const { orders, books, turns } = account;
  const changes = byTag(books);
  const bought = groupBy(boughtIn(books), ({ reference }) => reference);
  const steps = groupBy(account.events, ({ order_id }) => order_id);
  return [
    ...strangers(account, changes, bought),
    ...orders.flatMap((order) =>
      [
        ...wrongState(order),
        ...wrongSteps(order, steps.get(order.id) ?? []),
        ...wrongMoney(order, changes),
        ...wrongGoods(order, bought.get(order.id) ?? []),
      ].map((wrong) => `${order.id} (${order.state}): ${wrong}`),
    ),
    ...wrongPromises(account),
    ...wrongSaldo(books),
    ...turns.flatMap(({ id_user, busy_order }) =>
      busy_order === null ? [] : [`member ${id_user} is still busy with ${busy_order}`],
    ),
  ];
}

function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): ReadonlyMap<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) groups.set(keyOf(item), [...(groups.get(keyOf(item)) ?? []), item]);
  return groups;
}

type Changes = ReadonlyMap<string, readonly SaldoChange[]>;

/** A change's note begins with the tag of what it is for. */
const byTag = ({ members }: Books): Changes =>
  groupBy(
    members.flatMap((member) => member.changes),
    ({ catatan_saldo }) => catatan_saldo.split(' ', 1)[0] ?? '',
  );

/** Money that moved, or goods that were bought, for no order. */
function strangers(
  { orders }: Account,
  changes: Changes,
  bought: ReadonlyMap<string, readonly Bought[]>,
): string[] {
  const tags = new Set(orders.flatMap(({ debit_tag, refund_tag }) => [debit_tag, refund_tag]));
  const ids = new Set(orders.map(({ id }) => id));
  return [
    ...[...changes.keys()].filter((tag) => !tags.has(tag)).map((tag) => `a change for ${tag}`),
    ...[...bought.keys()].filter((id) => !ids.has(id)).map((id) => `goods for ${id}`),
  ];
}

function wrongState({ state, lease_node, due_at }: OrderRow): string[] {
  return [
    ...(RESTING.includes(state) ? [] : ['still open']),
    ...(lease_node === null ? [] : ['still leased']),
    ...(state === 'REVIEW' && due_at !== null ? ['in review, and due'] : []),
  ];
}

/** What happens once in the life of an order. */
const ONCE: readonly OrderState[] = ['PLACED', 'FULFILLED', 'REFUNDED'];

function wrongSteps({ version, state }: OrderRow, events: readonly OrderEventRow[]): string[] {
  const wrong: string[] = [];
  let before: OrderState | null = null;
  events.forEach((event, index) => {
    if (event.version !== index + 1) wrong.push(`event ${index + 1} is of ${event.version}`);
    if (event.from_state !== before) wrong.push(`a step from ${String(event.from_state)}`);
    if (
      event.kind === 'moved' &&
      before !== null &&
      !TRANSITIONS[before].includes(event.to_state)
    ) {
      wrong.push(`a step from ${before} to ${event.to_state}`);
    }
    before = event.to_state;
  });
  const last = events.at(-1);
  if (last?.version !== version || last.to_state !== state) wrong.push('not as its last event');
  const entered = events.filter(({ kind }) => kind === 'moved');
  const debits = entered.filter(
    ({ to_state, from_state }) => to_state === 'DEBITED' && from_state !== 'PLACING',
  );
  if (debits.length > 1) wrong.push('debited twice');
  for (const once of ONCE) {
    const times = entered.filter(({ to_state }) => to_state === once).length;
    if (times > 1) wrong.push(`${once} ${times} times`);
  }
  return wrong;
}

function wrongMoney(order: OrderRow, changes: Changes): string[] {
  const debits = changes.get(order.debit_tag) ?? [];
  const refunds = changes.get(order.refund_tag) ?? [];
  const isRight = ({ tipe, jumlah }: SaldoChange, wanted: SaldoChange['tipe']): boolean =>
    tipe === wanted && jumlah === order.price;
  const paid = debits.length - refunds.length;
  const wrong: string[] = [];
  if (debits.length > 1 || refunds.length > 1) {
    wrong.push(`${debits.length} debits and ${refunds.length} refunds`);
  }
  if (paid < 0) wrong.push('refunded without a debit');
  if (!debits.every((each) => isRight(each, 'kurang'))) wrong.push('a debit that is not its price');
  if (!refunds.every((each) => isRight(each, 'tambah'))) wrong.push('a refund that is not it');
  if (order.state === 'FULFILLED' && order.paid_by === 'saldo' && paid !== 1) {
    wrong.push('delivered without payment');
  }
  if (order.state === 'REFUNDED' && paid !== 0) wrong.push('not paid back');
  if (order.state === 'CANCELLED' && debits.length + refunds.length > 0) {
    wrong.push('cancelled, and money moved');
  }
  return wrong;
}

function wrongGoods({ state }: OrderRow, bought: readonly Bought[]): string[] {
  const delivered = bought.filter(({ isDelivered }) => isDelivered).length;
  const wrong: string[] = [];
  if (bought.length > 1) wrong.push(`bought ${bought.length} times`);
  if (state === 'FULFILLED' && delivered !== 1) wrong.push('not delivered');
  if ((state === 'REFUNDED' || state === 'CANCELLED') && delivered > 0) {
    wrong.push('delivered for nothing');
  }
  return wrong;
}

/** An answer that was given is true after any crash. */
function wrongPromises({ promises, orders }: Account): string[] {
  const known = new Map(orders.map((order) => [order.id, order]));
  return promises.flatMap(({ shopper, key, ids, endStatuses }) => {
    const [id = ''] = ids;
    const order = known.get(id);
    if (ids.size !== 1) return [`key ${key} has ${ids.size} orders`];
    if (order?.shopper !== shopper || order.idempotency_key !== key) {
      return [`the order ${id} of key ${key} is gone`];
    }
    const status = statusOf(order.state, order.paid_by);
    return [...endStatuses]
      .filter((told) => told !== status)
      .map((told) => `${id} was told to be ${told}, and is ${status}`);
  });
}

const wrongSaldo = ({ members }: Books): string[] =>
  members.flatMap(({ id_user, saldo, opening, changes }) => {
    const moved = changes.reduce(
      (sum, { tipe, jumlah }) => sum + (tipe === 'tambah' ? jumlah : -jumlah),
      0,
    );
    return opening + moved === saldo && saldo >= 0 ? [] : [`the saldo of ${id_user} is wrong`];
  });

export interface Figures {
  readonly orders: number;
  readonly promised: number;
  readonly debits: number;
  readonly refunds: number;
  readonly bought: number;
  readonly states: Readonly<Partial<Record<OrderState, number>>>;
}

export function figuresOf({ orders, books, promises }: Account): Figures {
  const changes = books.members.flatMap((member) => member.changes);
  const states: Partial<Record<OrderState, number>> = {};
  for (const { state } of orders) states[state] = (states[state] ?? 0) + 1;
  return {
    orders: orders.length,
    promised: promises.length,
    debits: changes.filter(({ tipe }) => tipe === 'kurang').length,
    refunds: changes.filter(({ tipe }) => tipe === 'tambah').length,
    bought: boughtIn(books).length,
    states,
  };
}
