/** A process dies during the migration: the next one finds none of the tables, or all. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { it } from 'node:test';
import { countOpenOrders } from '../../../../src/proxy/ledger/amounts.js';
import { openDatabase } from '../../../../src/proxy/store/database.js';

const STORE = join(import.meta.dirname, '../../../../src/proxy/store/database.ts');
/** Opens a database, and kills its process before the first statement with this beginning. */
const dying = (file: string, before: string): string => `
  const { DefaultQueryExecutor } = await import('kysely');
  const { executeQuery } = DefaultQueryExecutor.prototype;
  DefaultQueryExecutor.prototype.executeQuery = function (query, ...rest) {
    if (query.sql.startsWith(${JSON.stringify(before)})) process.kill(process.pid, 'SIGKILL');
    return executeQuery.call(this, query, ...rest);
  };
  const { openDatabase } = await import(${JSON.stringify(STORE)});
  await openDatabase({ kind: 'sqlite', file: ${JSON.stringify(file)} });
`;

for (const before of [
  'create table "orders"',
  'create table "order_events"',
  'create table "facts"',
  'insert into "kysely_migration"',
]) {
  it(`survives a kill before: ${before}`, async () => {
    const folder = await mkdtemp(join(tmpdir(), 'etalase-migrations-'));
    try {
      const file = join(folder, 'etalase.db');
      const args = ['--import', 'tsx', '--input-type=module', '-e', dying(file, before)];
      const { signal, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
      assert.equal(signal, 'SIGKILL', stderr);
      const { db } = await openDatabase({ kind: 'sqlite', file });
      assert.equal((await countOpenOrders(db)).size, 0);
      await db.destroy();
    } finally {
      await rm(folder, { recursive: true });
    }
  });
}
