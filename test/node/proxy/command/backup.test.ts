/** The drill: a backup, the loss of the store, and the backup brought back; and the move to PostgreSQL. */
import assert from 'node:assert/strict';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { sql } from 'kysely';
import { z } from 'zod';
import { runBackup } from '../../../../src/proxy/command/backup-command.js';
import { runMove } from '../../../../src/proxy/command/move-command.js';
import { runRestore } from '../../../../src/proxy/command/restore-command.js';
import { UsageError } from '../../../../src/proxy/command/usage-error.js';
import { readSettings } from '../../../../src/proxy/config/settings.js';
import {
  connectDatabase,
  openDatabase,
  openCurrentDatabase,
} from '../../../../src/proxy/store/database.js';
import { summarizeStore } from '../../../../src/proxy/store/copy-store.js';
import { ORDER_STATES } from '../../../../src/proxy/store/order-state.js';
import { createPostgresDatabase, stopOwnPostgres } from '../../../support/postgres.js';
import { DATABASES } from '../support/proxy-cluster.js';
import { folder, openTerminal } from '../support/terminal.js';

after(stopOwnPostgres);

setFlagsFromString('--expose-gc');
const collectGarbage = z.custom<() => void>().parse(runInNewContext('gc'));
/**
 * Ends the connections that this process has closed: before Node 22 the SQLite package holds a file until
 * its statements are collected. Each command of the command line is a process of its own.
 */
async function releaseFiles(): Promise<void> {
  for (let round = 0; round < 2; round += 1) {
    await new Promise(setImmediate);
    collectGarbage();
  }
}

const NOW = Date.parse('2026-11-20T05:00:00Z');
const ENDED = ['FULFILLED', 'REFUNDED', 'CANCELLED'];

/** A terminal whose store holds one order in each state, every one of them due and leased. */
async function openFilled(kind: (typeof DATABASES)[number]) {
  const terminal = await openTerminal(
    kind === 'postgres' ? { DATABASE_URL: await createPostgresDatabase() } : {},
  );
  const address = readSettings(terminal.env).database;
  const { db } = await openDatabase(address);
  for (const state of ORDER_STATES) {
    await db
      .insertInto('orders')
      .values({
        id: state,
        number: `TU-${state}`,
        version: 3,
        state,
        shopper: '130173',
        idempotency_key: state,
        request_hash: '',
        quote_id: state,
        provider: 'snapcart',
        paid_by: 'saldo',
        product: 'GV1',
        item: 'GV1-10',
        title: 'Voucher "Game"; ünï',
        item_name: '10 koin',
        fields: '{"nomor":"0812"}',
        price: 12_500,
        cost: 12_000,
        shopper_secret: 'SEALED',
        debit_tag: `etld${state}`,
        refund_tag: `etlr${state}`,
        callback_key: state,
        state_entered_at: NOW,
        attempts: 2,
        next_attempt_at: NOW,
        lease_node: 'node',
        lease_until: NOW + 60_000,
        watch_until: NOW + 60_000,
        created_at: NOW,
        updated_at: NOW,
      })
      .execute();
    const event = {
      order_id: state,
      version: 3,
      at: NOW,
      kind: 'moved' as const,
      from_state: null,
      to_state: state,
      note: 'step',
      node: 'node',
    };
    // Two events that are alike are two events.
    await db.insertInto('order_events').values([event, event]).execute();
  }
  await db
    .insertInto('member_locks')
    .values({ id_user: '130173', locked_by_order: 'DEBITING', unlocked_at: NOW })
    .execute();
  const summary = await summarizeStore(db);
  await db.destroy();
  const place = mkdtempSync(join(folder, 'backups-'));
  return {
    ...terminal,
    address,
    summary,
    place,
    context: { ...terminal.context, platform: { ...terminal.context.platform, now: () => NOW } },
  };
}

const backupsIn = (place: string): string[] => readdirSync(place).sort();

for (const kind of DATABASES) {
  describe(`etalase backup and restore, on ${kind}`, () => {
    it('bring the store back, with every open order held by an alarm', async () => {
      const shop = await openFilled(kind);
      await runBackup([shop.place], shop.context);
      const [name = '', ...others] = backupsIn(shop.place);
      assert.deepEqual([name, others], ['etalase-2026-11-20T05-00-00Z.db', []]);
      const backup = join(shop.place, name);
      assert.equal(statSync(backup).mode & 0o777, 0o600);
      shop.takeOutput();

      const env =
        kind === 'postgres'
          ? { ...shop.env, DATABASE_URL: await createPostgresDatabase() }
          : shop.env;
      await releaseFiles();
      await runRestore([backup], { ...shop.context, env });
      const output = shop.takeOutput();
      assert.equal(output.match(/→ REVIEW/g)?.length, ORDER_STATES.length - ENDED.length);
      assert.deepEqual(backupsIn(shop.place), [name], 'the backup stays as it is');

      const { db } = await openCurrentDatabase(readSettings(env).database);
      const orders = await db.selectFrom('orders').selectAll().execute();
      for (const { id, state, version, next_attempt_at, lease_node, watch_until } of orders) {
        const isEnded = ENDED.includes(id);
        assert.equal(state, isEnded ? id : 'REVIEW');
        assert.equal(version, isEnded ? 3 : 4);
        assert.deepEqual([next_attempt_at, lease_node, watch_until], [null, null, null]);
      }
      const alarms = await db
        .selectFrom('order_events')
        .selectAll()
        .where('kind', '=', 'alarm')
        .execute();
      assert.equal(alarms.length, ORDER_STATES.length - ENDED.length);
      assert.ok(alarms.every(({ order_id, from_state }) => order_id === from_state));
      const summary = await summarizeStore(db);
      assert.equal(summary.order_events, (shop.summary.order_events ?? 0) + alarms.length);
      const locks = await db.selectFrom('member_locks').select('locked_by_order').execute();
      assert.deepEqual(
        locks.map(({ locked_by_order }) => locked_by_order),
        [null],
      );
      await db.destroy();
      if (kind === 'sqlite') {
        const [, kept = ''] = / is kept in (.+)$/m.exec(output) ?? [];
        const old = await openCurrentDatabase({ kind: 'sqlite', file: kept });
        assert.deepEqual(await summarizeStore(old.db), shop.summary);
        await old.db.destroy();
      }
    });

    it('refuse a store that is in use, and one that has orders', async () => {
      const shop = await openFilled(kind);
      await runBackup([shop.place], shop.context);
      const backup = join(shop.place, backupsIn(shop.place)[0] ?? '');
      const running = await openCurrentDatabase(shop.address);
      await summarizeStore(running.db);
      await assert.rejects(runRestore([backup], shop.context), /in use/);
      await running.db.destroy();
      if (kind === 'postgres') {
        await assert.rejects(runRestore([backup], shop.context), /not empty/);
      }
      const { db } = await openCurrentDatabase(shop.address);
      assert.deepEqual(await summarizeStore(db), shop.summary);
      await db.destroy();
    });
  });

  describe(`etalase move, from ${kind}`, () => {
    it('copies everything to an empty PostgreSQL, and refuses any other', async () => {
      const shop = await openFilled(kind);
      const to = await createPostgresDatabase();
      const running = await openCurrentDatabase(shop.address);
      await summarizeStore(running.db);
      await assert.rejects(runMove(['--to', to], shop.context), /in use/);
      await running.db.destroy();
      await releaseFiles();
      await runMove(['--to', to], shop.context);
      const { db } = await openCurrentDatabase({ kind: 'postgres', url: to });
      assert.deepEqual(await summarizeStore(db), shop.summary);
      const { title } = await db.selectFrom('orders').select('title').executeTakeFirstOrThrow();
      assert.equal(title, 'Voucher "Game"; ünï');
      await db.destroy();
      await releaseFiles();
      await assert.rejects(runMove(['--to', to], shop.context), /not empty/);
      await assert.rejects(runMove(['--to', 'file:x.db'], shop.context), UsageError);
    });
  });
}

describe('backups', () => {
  it('are kept in a number, and other files in the folder are left alone', async () => {
    const shop = await openFilled('sqlite');
    writeFileSync(join(shop.place, 'notes.txt'), '');
    for (let day = 1; day <= 4; day += 1) {
      const platform = { ...shop.context.platform, now: () => NOW + day * 86_400_000 };
      await runBackup([shop.place, '--keep', '2'], { ...shop.context, platform });
    }
    assert.deepEqual(backupsIn(shop.place), [
      'etalase-2026-11-23T05-00-00Z.db',
      'etalase-2026-11-24T05-00-00Z.db',
      'notes.txt',
    ]);
  });

  it('that are damaged change nothing', async () => {
    const shop = await openFilled('sqlite');
    const broken = join(shop.place, 'broken.db');
    writeFileSync(broken, 'This is no database, and long enough to be one. '.repeat(40));
    await assert.rejects(runRestore([broken], shop.context), /no database/);
    await assert.rejects(runRestore([`${broken}.not`], shop.context), UsageError);
    const { db } = await openCurrentDatabase(shop.address);
    assert.deepEqual(await summarizeStore(db), shop.summary);
    await db.destroy();
    const file = shop.address.kind === 'sqlite' ? shop.address.file : '';
    assert.ok(!existsSync(`${file}.restoring`));
  });

  const FOREIGN: Readonly<Record<string, readonly [sql: string | null, message: RegExp]>> = {
    'are empty files': [null, /no backup of etalase/],
    'are of another program': ['create table songs (name text)', /no backup of etalase/],
    'are of a newer version': ['create table kysely_migration as select 9 as name', /newer/],
  };
  for (const [which, [statement, message]] of Object.entries(FOREIGN)) {
    it(`that ${which} are refused, and change nothing`, async () => {
      const shop = await openFilled('sqlite');
      const foreign = join(shop.place, 'foreign.db');
      writeFileSync(foreign, '');
      if (statement !== null) {
        const db = await connectDatabase({ kind: 'sqlite', file: foreign });
        await sql.raw(statement).execute(db);
        await db.destroy();
      }
      await assert.rejects(runRestore([foreign], shop.context), message);
      const { db } = await openCurrentDatabase(shop.address);
      assert.deepEqual(await summarizeStore(db), shop.summary);
      await db.destroy();
    });
  }

  it('come back with what only their write-ahead log has', async () => {
    const shop = await openFilled('sqlite');
    const file = shop.address.kind === 'sqlite' ? shop.address.file : '';
    const { db: open } = await openCurrentDatabase(shop.address);
    await open.updateTable('orders').set({ title: 'only in the log' }).execute();
    const copied = join(shop.place, 'copied.db');
    for (const suffix of ['', '-wal']) copyFileSync(`${file}${suffix}`, `${copied}${suffix}`);
    await open.destroy();
    await releaseFiles();
    await runRestore([copied], shop.context);
    const { db } = await openCurrentDatabase(shop.address);
    const { title } = await db.selectFrom('orders').select('title').executeTakeFirstOrThrow();
    assert.equal(title, 'only in the log');
    await db.destroy();
  });

  it('do not replace a store of which nobody can tell whether it is in use', async () => {
    const shop = await openFilled('sqlite');
    await runBackup([shop.place], shop.context);
    const [name = ''] = backupsIn(shop.place);
    const file = join(shop.place, 'not-openable');
    mkdirSync(file);
    const env = { ...shop.env, DATABASE_URL: `file:${file}` };
    const restore = runRestore([join(shop.place, name)], { ...shop.context, env });
    await assert.rejects(restore, /may be running/);
    assert.ok(statSync(file).isDirectory());
  });
});
