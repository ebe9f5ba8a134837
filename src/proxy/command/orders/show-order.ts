/** `etalase orders show`: one order with all its events; with `--look` also what is seen of it now. */
import { readUpstreamSettings } from '../../config/settings.js';
import { listAttempts } from '../../ledger/attempts.js';
import { namedHandles } from '../../ledger/named-handles.js';
import { countCallbacks, listOrderEvents } from '../../ledger/queries.js';
import { createDecisionContext } from '../../orders/decisions/decision-context.js';
import { findOrderEvidence } from '../../orders/decisions/evidence.js';
import { reviewOrder } from '../../orders/decisions/resolve-review.js';
import { inquiryHandleOf } from '../../orders/steps/bill.js';
import type { AttemptRow, OrderEventRow, OrderRow } from '../../store/tables.js';
import { describeDecisions, describeEvidence } from './describe-evidence.js';
import { formatRupiah, formatTime } from '../format.js';
import { EXIT_CODES, withOrder, type Task, type TaskContext } from './order-task.js';

export const showTask = (typed: string, doesLook: boolean): Task =>
  withOrder(typed, async (context, order) => {
    const { db } = context.database;
    const events = await listOrderEvents(db, order.id);
    const callbacks = await countCallbacks(db, order.id);
    const attempts = await listAttempts(db, order.id);
    context.print(
      [
        ...describeOrder(order, callbacks),
        ...attempts.map(formatAttempt),
        '',
        ...events.map(formatEvent),
      ].join('\n'),
    );
    if (doesLook) await lookNow(context, order);
    return EXIT_CODES.done;
  });

async function lookNow(context: TaskContext, order: OrderRow): Promise<void> {
  const { environment, database, platform, print } = context;
  const decisionContext = createDecisionContext(
    readUpstreamSettings(environment),
    database,
    platform,
  );
  if (order.state !== 'REVIEW' && order.state !== 'FULFILLED') {
    print(`\n${describeEvidence(await findOrderEvidence(decisionContext, order))}`);
    return;
  }
  const review = await reviewOrder(decisionContext, order);
  print(`\n${describeEvidence(review.evidence)}\n${describeDecisions(review)}`);
}

/** The facts by which the operator finds the order at bukaOlshop and at the provider; no secrets. */
function describeOrder(
  order: OrderRow,
  { count, lastAt }: Awaited<ReturnType<typeof countCallbacks>>,
): string[] {
  const rows: [string, string | null][] = [
    ['nomor / number', order.number],
    ['pesanan / order', order.id],
    ['uji coba / trial', order.is_trial ? 'ya: bukan penjualan / yes: no sale' : null],
    ['keadaan / state', order.state],
    ['alasan / reason', order.reason],
    ['rincian / detail', order.detail],
    ['pembeli / shopper', order.shopper],
    ['pemasok / provider', order.provider],
    ['produk / product', `${order.title} (${order.product})`],
    ['pilihan / item', `${order.item_name} (${order.item})`],
    ['isian / fields', order.fields],
    ['harga / price', formatRupiah(order.price)],
    ['modal / cost', formatRupiah(order.cost)],
    ['diambil / charged', order.charged_cost === null ? null : formatRupiah(order.charged_cost)],
    ['transaksi / transaction', order.payment_number],
    ['tanda debit / debit tag', order.paid_by === 'saldo' ? order.debit_tag : null],
    ['tanda refund / refund tag', order.paid_by === 'saldo' ? order.refund_tag : null],
    ['tanda koreksi / correction', order.correction_tag],
    ['terkirim / delivered', order.delivered_at === null ? null : formatTime(order.delivered_at)],
    ['nomor di pemasok / handle', order.handle],
    ['nomor cek tagihan / inquiry', inquiryHandleOf(order)],
    ['callback', lastAt === null ? null : `${count}, terakhir / last ${formatTime(lastAt)}`],
    ['nomor dari callback', describeCallbackHandle(order)],
    ['invoice', order.invoice_url],
    ['voucher', order.voucher === null ? null : 'ada / there'],
    ['dibuat / created', formatTime(order.created_at)],
    [
      'berikutnya / next look',
      order.next_attempt_at === null ? null : formatTime(order.next_attempt_at),
    ],
  ];
  return rows.flatMap(([name, value]) => (value === null ? [] : `${name.padEnd(26)} ${value}`));
}

/** Anybody may have sent the callback: it is a clue, until the provider was asked. */
function describeCallbackHandle(order: OrderRow): string | null {
  const others = namedHandles(order).filter((named) => named !== order.handle);
  if (others.length === 0) return null;
  const isChecked = order.state !== 'REVIEW';
  return `${others.join(', ')}${isChecked ? '' : ' (belum diperiksa: --look / not checked yet: --look)'}`;
}

/** One placement at one supplier, and how it ended. */
function formatAttempt(attempt: AttemptRow): string {
  const {
    number,
    provider,
    item,
    cost,
    reference,
    started_at: startedAt,
    ended_at: endedAt,
  } = attempt;
  const outcome = endedAt === null ? 'terbuka / open' : (attempt.outcome ?? '');
  const found = attempt.found_at === null ? [] : ['ADA DI PEMASOK / KNOWN THERE'];
  const facts = [
    `${provider} ${item}`,
    formatRupiah(cost),
    formatTime(startedAt),
    outcome,
    ...found,
  ];
  return `${`percobaan / attempt ${number}`.padEnd(26)} ${facts.join(', ')} (${reference})`;
}

const TRANSITION_KINDS: readonly OrderEventRow['kind'][] = ['moved', 'resolved', 'overruled'];

const formatEvent = ({ at, kind, from_state, to_state, note }: OrderEventRow): string => {
  const transition = TRANSITION_KINDS.includes(kind) ? `${from_state ?? '·'} → ${to_state}` : kind;
  return `${formatTime(at)}  ${transition.padEnd(32)} ${note}`;
};
