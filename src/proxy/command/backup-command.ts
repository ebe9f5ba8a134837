/**
 * `etalase backup`: one consistent copy of the ledger in a folder, while the proxy runs. Always a SQLite
 * file, from PostgreSQL too, so that `etalase restore` needs no other program.
 */
import { chmodSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { sql } from 'kysely';
import { readLedgerSettings } from '../config/settings.js';
import { UnavailableError } from '../config/settings-error.js';
import { copyStore, isSameSummary, summarizeStore } from '../store/copy-store.js';
import { connectDatabase, openCurrentDatabase, openDatabase } from '../store/database.js';
import { loadEnvironment, type CommandContext } from './command-context.js';
import { UsageError } from './usage-error.js';

const FILE_NAME = /^etalase-\d{4}-\d\d-\d\dT\d\d-\d\d-\d\dZ\.db$/;
/** `-wal` and `-shm` stand beside a SQLite file that was in use. */
export const SQLITE_SUFFIXES = ['', '-wal', '-shm'] as const;

export async function runBackup(
  args: string[],
  { env, platform, print }: CommandContext,
): Promise<void> {
  const options = { env: { type: 'string' }, keep: { type: 'string' } } as const;
  const { values, positionals } = parseArgs({ args, options, allowPositionals: true });
  const [folder, ...others] = positionals;
  const { keep = '14' } = values;
  if (folder === undefined || others.length > 0) throw new UsageError('etalase backup DIR');
  if (!/^[1-9]\d{0,3}$/.test(keep)) throw new UsageError('--keep: 1 … 9999');
  const settings = readLedgerSettings(loadEnvironment(env, values.env));
  const source = await openCurrentDatabase(settings.database, settings.language);
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const stamp = new Date(platform.now()).toISOString().slice(0, 19).replaceAll(':', '-');
    const file = join(folder, `etalase-${stamp}Z.db`);
    const part = `${file}.part`;
    removeSqlite(part);
    try {
      if (source.kind === 'sqlite') await sql`vacuum into ${part}`.execute(source.db);
      else await copyInto(part, source);
      chmodSync(part, 0o600);
      const orders = await verify(part);
      renameSync(part, file);
      print(
        `${file}: ${String(orders)} pesanan, sudah diperiksa. / ${String(orders)} orders, verified.`,
      );
    } finally {
      removeSqlite(part);
    }
  } finally {
    await source.db.destroy();
  }
  const backups = readdirSync(folder).filter((name) => FILE_NAME.test(name));
  for (const old of backups.sort().slice(0, -Number(keep))) rmSync(join(folder, old));
}

export const removeSqlite = (file: string): void => {
  for (const suffix of SQLITE_SUFFIXES) rmSync(`${file}${suffix}`, { force: true });
};

/** Both sides of the comparison are of one snapshot. */
async function copyInto(
  file: string,
  source: Awaited<ReturnType<typeof openCurrentDatabase>>,
): Promise<void> {
  const target = await openDatabase({ kind: 'sqlite', file });
  try {
    await source.db
      .transaction()
      .setIsolationLevel('repeatable read')
      .execute(async (from) => {
        const snapshot = { kind: source.kind, db: from };
        await target.db.transaction().execute((to) => copyStore(snapshot, to));
        const [original, copy] = [await summarizeStore(from), await summarizeStore(target.db)];
        if (!isSameSummary(original, copy)) throw new UnavailableError([INCOMPLETE]);
      });
    // Leaving WAL mode merges `-wal` into the file.
    await sql`pragma journal_mode = delete`.execute(target.db);
  } finally {
    await target.db.destroy();
  }
}

const INCOMPLETE =
  'Salinannya tidak lengkap, dan dibuang; ulangi. / The copy is incomplete, and was removed; repeat.';

/** @returns the number of orders in the backup */
async function verify(file: string): Promise<number> {
  if (!existsSync(file)) throw new UnavailableError([INCOMPLETE]);
  const db = await connectDatabase({ kind: 'sqlite', file });
  try {
    const { rows } = await sql<{ integrity_check: string }>`pragma integrity_check`.execute(db);
    if (rows[0]?.integrity_check !== 'ok') throw new UnavailableError([INCOMPLETE]);
    const { orders = 0 } = await summarizeStore(db);
    await sql`pragma journal_mode = delete`.execute(db);
    return orders;
  } finally {
    await db.destroy();
  }
}
