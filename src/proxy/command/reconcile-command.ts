/**
 * `etalase reconcile`: compares the histories of all members that the ledger knows with the ledger, one call
 * a second. It only reads, and changes nothing.
 */
import { parseArgs } from 'node:util';
import { readUpstreamSettings, type UpstreamSettings } from '../config/settings.js';
import { createKeys } from '../crypto/keys.js';
import { listMembers, listOrderEvents, listOrdersOf } from '../ledger/queries.js';
import { ShopFacts } from '../ledger/shop-facts.js';
import { compareWithHistory, type Finding, type FindingKind } from '../orders/reconcile.js';
import { createTimeouts } from '../orders/timeouts.js';
import type { Platform } from '../platform.js';
import { createCatatanReader, createRiwayatReader } from '../saldo/saldo-client.js';
import { listInCatatan, listInRiwayat, type TaggedTransfers } from '../saldo/tagged-transfers.js';
import { openCurrentDatabase, type Database } from '../store/database.js';
import type { OrderRow } from '../store/tables.js';
import { SECOND_MS } from '../time.js';
import { loadEnvironment, type CommandContext } from './command-context.js';
import { parseDay } from './days.js';
import { formatRupiah } from './format.js';
import { formatJson, stripControlCharacters } from './list-output.js';
import { UsageError } from './usage-error.js';

const OPTIONS = {
  env: { type: 'string' },
  since: { type: 'string' },
  member: { type: 'string', multiple: true },
  json: { type: 'boolean' },
} as const;

/** ms between two calls, so that the shop's quota and the proxy's own calls are spared */
const PAUSE_MS = SECOND_MS;

/** @returns the exit code: 1 where something was found, or a history could not be read */
export async function runReconcile(
  args: string[],
  { env, platform, print, printError }: CommandContext,
): Promise<number> {
  const { values } = parseArgs({ args, options: OPTIONS });
  if (values.since === undefined) throw new UsageError('--since 2026-11-28');
  const since = parseDay(values.since, '--since');
  const settings = readUpstreamSettings(loadEnvironment(env, values.env));
  const database = await openCurrentDatabase(settings.database, settings.language);
  try {
    const known = await listMembers(database.db);
    const members = [...new Set([...known, ...(values.member ?? [])])];
    const { findings, unread } = await compareAll(settings, platform, database, since, members);
    const unreadLine = `${unread.length} dari ${members.length} riwayat tidak terbaca / histories could not be read`;
    if (unread.length > 0) printError(`${unreadLine}: ${unread.slice(0, 10).join(', ')}`);
    if (values.json) print(formatJson(findings.map(toJson)));
    else print(stripControlCharacters(describe(findings, members.length - unread.length)));
    return findings.length + unread.length > 0 ? 1 : 0;
  } finally {
    await database.db.destroy();
  }
}

async function compareAll(
  settings: UpstreamSettings,
  platform: Platform,
  database: Database,
  since: number,
  members: readonly string[],
): Promise<{ readonly findings: readonly Finding[]; readonly unread: readonly string[] }> {
  const { db } = database;
  const timeouts = createTimeouts(settings);
  const shopFacts = new ShopFacts(database, platform.now);
  const read = createReader(settings, platform, timeouts.callTimeoutMs, since);
  const findings: Finding[] = [];
  const unread: string[] = [];
  for (const [index, member] of members.entries()) {
    const [newest] = await listOrdersOf(db, member);
    const startedAt = platform.now();
    const history = await read(member, newest);
    // Nothing more can be read today.
    if (history.kind === 'quota-spent')
      return { findings, unread: [...unread, ...members.slice(index)] };
    if (history.kind === 'unread') {
      unread.push(member);
      continue;
    }
    // After the history, so that the ledger is the newer of the two.
    const orders = await listOrdersOf(db, member);
    const comparison = {
      member,
      history,
      orders: await Promise.all(
        orders.map(async (order) => ({ order, events: await listOrderEvents(db, order.id) })),
      ),
      since,
      // A transfer of this moment may not be in the history yet.
      until: startedAt - timeouts.debitSearchMs,
      hasNotes: await shopFacts.historyShowsNotes(),
    };
    findings.push(...compareWithHistory(comparison));
  }
  return { findings, unread };
}

/** Reads the history with the newest `token_user`, or what bukaOlshop shows without one. */
function createReader(
  settings: UpstreamSettings,
  platform: Platform,
  timeoutMs: number,
  since: number,
): (member: string, newest: OrderRow | undefined) => Promise<TaggedTransfers> {
  const keys = createKeys(settings, platform.now);
  const readCatatan = createCatatanReader(settings.bukaolshop, platform, timeoutMs);
  const readRiwayat = createRiwayatReader(settings.bukaolshop, platform, timeoutMs);
  const pause = () =>
    new Promise<void>((resolve) => {
      platform.setTimer(PAUSE_MS, resolve);
    });
  return async (member, newest) => {
    const token = newest ? await keys.decrypt(newest.shopper_secret) : null;
    let isCatatanEmpty = false;
    if (token !== null) {
      const history = await listInCatatan(since, async (page) => {
        await pause();
        return readCatatan(member, token, page);
      });
      if (history.kind !== 'unread') return history;
      isCatatanEmpty = history.isEmpty ?? false;
    }
    await pause();
    return listInRiwayat(since, await readRiwayat(member), isCatatanEmpty);
  };
}

const toJson = ({ finding, member, tag, amount, date, order }: Finding) => ({
  finding,
  member,
  tag,
  amount,
  date,
  order: order?.id ?? null,
  number: order?.number ?? null,
  state: order?.state ?? null,
});

function describe(findings: readonly Finding[], readMembers: number): string {
  const total = `${readMembers} riwayat diperiksa / histories checked`;
  if (findings.length === 0) return `${total}: cocok / all agree.`;
  const kinds = [...new Set(findings.map(({ finding }) => finding))];
  return [
    ...findings.map(formatLine),
    '',
    ...kinds.map((kind) => `${kind.padEnd(8)}  ${MEANINGS[kind]}`),
    `${total}.`,
  ].join('\n');
}

const formatLine = ({ finding, member, tag, amount, date, order }: Finding): string =>
  [
    finding.padEnd(8),
    (order?.number ?? '-').padEnd(12),
    (order?.state ?? '-').padEnd(14),
    (tag.startsWith('etld') ? 'debit' : 'refund').padEnd(6),
    formatRupiah(amount).padStart(11),
    (date ?? '-').slice(0, 19).padEnd(19),
    member,
    tag,
  ].join('  ');

const MEANINGS: Readonly<Record<FindingKind, string>> = {
  unknown: 'tanda kami, tetapi pesanannya tidak ada / our tag, without an order',
  unbooked: 'ada di riwayat, tidak di buku pesanan / in the history, not in the ledger',
  twice: 'lebih dari sekali / more often than once',
  amount: 'jumlahnya lain / another amount',
  missing: 'ada di buku pesanan, tidak di riwayat / in the ledger, not in the history',
};
