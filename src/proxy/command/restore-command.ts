/**
 * `etalase restore`: brings a backup back, with every open order held for a person, since its later steps
 * are unknown. The proxy must be stopped. The store that was there is kept beside the new one.
 */
import { chmodSync, chownSync, copyFileSync, existsSync, renameSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { parseArgs } from 'node:util';
import { sql, type Kysely } from 'kysely';
import { MESSAGES } from '../config/messages.js';
import { readLedgerSettings, type LedgerSettings } from '../config/settings.js';
import { UnavailableError } from '../config/settings-error.js';
import { holdOpenOrders } from '../ledger/hold-open-orders.js';
import { copyStore, isSameSummary, summarizeStore } from '../store/copy-store.js';
import { connectDatabase, openDatabase, type Database } from '../store/database.js';
import { hasOtherConnections } from '../store/other-connections.js';
import { migrate } from '../store/migrations.js';
import { readSchemaVersion } from '../store/schema-version.js';
import { storeFailureOf } from '../store/store-failure.js';
import type { OrderRow, Tables } from '../store/tables.js';
import { removeSqlite } from './backup-command.js';
import { loadEnvironment, type CommandContext } from './command-context.js';
import { UsageError } from './usage-error.js';

export async function runRestore(
  args: string[],
  { env, platform, print }: CommandContext,
): Promise<void> {
  const options = { env: { type: 'string' } } as const;
  const { values, positionals } = parseArgs({ args, options, allowPositionals: true });
  const [backup, ...others] = positionals;
  if (backup === undefined || others.length > 0) throw new UsageError('etalase restore FILE');
  if (!existsSync(backup)) {
    throw new UsageError(`${backup} tidak ada. / ${backup} does not exist.`);
  }
  const settings = readLedgerSettings(loadEnvironment(env, values.env));
  const { database } = settings;
  const now = platform.now();
  // The backup itself stays as it is: a copy is brought up to date, and its orders are held.
  const copy =
    database.kind === 'sqlite'
      ? `${database.file}.restoring`
      : `${backup}.restoring-${String(now)}`;
  removeSqlite(copy);
  try {
    // Without its write-ahead log, a file lacks what was committed last.
    for (const suffix of ['', '-wal'].filter((each) => existsSync(`${backup}${each}`))) {
      copyFileSync(`${backup}${suffix}`, `${copy}${suffix}`);
      chmodSync(`${copy}${suffix}`, 0o600);
    }
    const { held, total } = await holdOrders(copy, settings, now);
    const kept =
      database.kind === 'sqlite'
        ? await replaceFile(database.file, copy, now)
        : await fillEmpty(settings, copy);
    print(describeRestored(total, held, kept));
  } finally {
    removeSqlite(copy);
  }
}

/** Opens it as a ledger: to migrate any other file would make an empty one, in the place of the old. */
async function openCopy(file: string, { language }: LedgerSettings): Promise<Kysely<Tables>> {
  const failed = (cause: unknown): never => {
    const sentence = MESSAGES[language].databaseUnavailable(storeFailureOf(cause));
    throw new UnavailableError([`FILE ${sentence}`], { cause });
  };
  const db = await connectDatabase({ kind: 'sqlite', file }).catch(failed);
  try {
    const version = await readSchemaVersion(db).catch(failed);
    if (version === 'empty') throw new UnavailableError([NO_LEDGER]);
    if (version === 'newer') throw new UnavailableError([NEWER_LEDGER]);
    await migrate(db).catch(failed);
    return db;
  } catch (error) {
    await db.destroy();
    throw error;
  }
}

const NO_LEDGER =
  'Berkas ini bukan cadangan etalase; yang lama tidak diubah. / This file is no backup of etalase; nothing was changed.';
const NEWER_LEDGER =
  'Cadangan ini dari etalase versi lebih baru: pasang dulu versi itu; yang lama tidak diubah. / This backup is of a newer version of etalase: install that version first; nothing was changed.';

async function holdOrders(
  file: string,
  settings: LedgerSettings,
  now: number,
): Promise<{ readonly held: readonly OrderRow[]; readonly total: number }> {
  const db = await openCopy(file, settings);
  try {
    const { rows } = await sql<{ integrity_check: string }>`pragma integrity_check`.execute(db);
    if (rows[0]?.integrity_check !== 'ok') {
      throw new UnavailableError([
        'Cadangan ini rusak; yang lama tidak diubah. / This backup is damaged; nothing was changed.',
      ]);
    }
    const note = 'held: the ledger was restored from a backup';
    const held = await db
      .transaction()
      .execute((trx) => holdOpenOrders(trx, { now, node: `restore-${String(now)}`, note }));
    const { orders: total = 0 } = await summarizeStore(db);
    // Leaving WAL mode merges `-wal` into the file.
    await sql`pragma journal_mode = delete`.execute(db);
    return { held, total };
  } finally {
    await db.destroy();
  }
}

/** @returns where the store that was there is kept; `null` where there was none */
async function replaceFile(file: string, copy: string, now: number): Promise<string | null> {
  const folder = statSync(dirname(file));
  // Run by root, the file must still belong to the user of the service.
  if (process.getuid?.() === 0) chownSync(copy, folder.uid, folder.gid);
  if (existsSync(file)) await refuseWhileRunning({ kind: 'sqlite', file });
  const kept = `${file}.before-restore-${new Date(now).toISOString().replaceAll(':', '-')}`;
  // A write-ahead log without its file would be applied to the new one.
  const old = ['-wal', '-shm', ''].filter((suffix) => existsSync(`${file}${suffix}`));
  for (const suffix of old) renameSync(`${file}${suffix}`, `${kept}${suffix}`);
  renameSync(copy, file);
  return old.length > 0 ? kept : null;
}

/** A damaged file cannot be in use: it is put aside like any other. */
export async function refuseWhileRunning(database: LedgerSettings['database']): Promise<void> {
  const isRunning = await isInUse(database).catch((cause: unknown) => {
    const failure = storeFailureOf(cause);
    if (failure === 'not-a-database') return false;
    throw new UnavailableError([cannotTell(failure)], { cause });
  });
  if (isRunning) throw new UnavailableError([RUNNING]);
}

async function isInUse(database: LedgerSettings['database']): Promise<boolean> {
  const db = await connectDatabase(database);
  try {
    return await hasOtherConnections(db, database.kind);
  } finally {
    await db.destroy();
  }
}

const cannotTell = (failure: string): string =>
  `Basis data tidak bisa dibuka (${failure}), jadi belum tentu proksi berhenti; tidak ada yang diubah. / The database cannot be opened (${failure}), so the proxy may be running; nothing was changed.`;
const RUNNING =
  'Basis data sedang dipakai: hentikan proksi dulu (sudo systemctl stop etalase). / The database is in use: stop the proxy first (sudo systemctl stop etalase).';

async function fillEmpty(settings: LedgerSettings, copy: string): Promise<null> {
  await refuseWhileRunning(settings.database);
  const target = await openDatabase(settings.database, settings.language);
  try {
    const source = await openDatabase({ kind: 'sqlite', file: copy }, settings.language);
    try {
      await copyIntoEmpty(source, target);
    } finally {
      await source.db.destroy();
    }
    return null;
  } finally {
    await target.db.destroy();
  }
}

/** @throws UnavailableError, and changes nothing, where the target has rows already */
export async function copyIntoEmpty(source: Database, target: Database): Promise<void> {
  await source.db.transaction().execute((from) =>
    target.db.transaction().execute(async (to) => {
      const before = await summarizeStore(to);
      if (Object.values(before).some((count) => count > 0)) {
        throw new UnavailableError([
          'Basis data tujuan tidak kosong; buat yang baru. / The target database is not empty; make a new one.',
        ]);
      }
      await copyStore({ kind: source.kind, db: from }, to);
      if (!isSameSummary(await summarizeStore(from), await summarizeStore(to))) {
        throw new UnavailableError([
          'Jumlahnya tidak cocok; tidak ada yang disalin. / The counts differ; nothing was copied.',
        ]);
      }
    }),
  );
}

function describeRestored(total: number, held: readonly OrderRow[], kept: string | null): string {
  const numbers = held.map(({ number, state }) => `  ${number}  ${state} → REVIEW`);
  return [
    `Pulih: ${String(total)} pesanan, ${String(held.length)} ditahan untuk Anda. / Restored: ${String(total)} orders, ${String(held.length)} held for you.`,
    ...numbers,
    ...(kept === null ? [] : [`Yang lama disimpan di / The old one is kept in ${kept}`]),
    'Pesanan setelah cadangan ini tidak tercatat: setelah proksi jalan, cari uangnya dengan `etalase reconcile --since TANGGAL`. / Orders after this backup are not in it: once the proxy runs, find their money with `etalase reconcile --since DATE`.',
  ].join('\n');
}
