/** Copies between both kinds of store, in several batches. */
import assert from 'node:assert/strict';
import { after, it } from 'node:test';
import { OrderLedger } from '../../../../src/proxy/ledger/order-ledger.js';
import { copyStore, summarizeStore } from '../../../../src/proxy/store/copy-store.js';
import { openDatabase, type Database } from '../../../../src/proxy/store/database.js';
import { order } from '../command/stored-orders.js';
import { createPostgresDatabase, stopOwnPostgres } from '../../../support/postgres.js';

const opened: Database[] = [];
after(stopOwnPostgres);
after(() => Promise.all(opened.map(({ db }) => db.destroy())));

async function open(kind: Database['kind']): Promise<Database> {
  const database = await openDatabase(
    kind === 'sqlite' ? { kind, file: ':memory:' } : { kind, url: await createPostgresDatabase() },
  );
  opened.push(database);
  return database;
}

/** More than two batches of one moment; most are twice the same, because events have no key. */
const EVENTS = Array.from({ length: 1_234 }, (_, index) => ({
  order_id: 'first',
  version: 1,
  at: 1_790_000_000_000,
  kind: 'seen' as const,
  from_state: null,
  to_state: 'ACCEPTED' as const,
  note: String(index % 700),
  node: 'one',
}));
/** They leave holes in SQLite's row numbers, at the ends of batches too. */
const REMOVED = ['0', '498', '499', '500', '533'];

const readNotes = async ({ db }: Database): Promise<readonly string[]> =>
  (await db.selectFrom('order_events').select('note').orderBy('note').execute()).map(
    ({ note }) => note,
  );

for (const [source, target] of [
  ['sqlite', 'postgres'],
  ['postgres', 'sqlite'],
] as const) {
  it(`neither loses nor doubles rows of one moment, from ${source} to ${target}`, async () => {
    const [from, to] = [await open(source), await open(target)];
    const settings = { database: from, now: () => 1, node: 'one', leaseMs: 1 };
    await new OrderLedger({ ...settings, onChange: () => undefined }).accept(order('first'));
    await from.db.deleteFrom('order_events').execute();
    await from.db.insertInto('order_events').values(EVENTS).execute();
    await from.db.deleteFrom('order_events').where('note', 'in', REMOVED).execute();
    await from.db
      .transaction()
      .execute((db) => to.db.transaction().execute((trx) => copyStore({ kind: source, db }, trx)));
    const copied = await readNotes(to);
    const left = EVENTS.map(({ note }) => note).filter((note) => !REMOVED.includes(note));
    assert.deepEqual([...copied].sort(), left.sort());
    assert.deepEqual(await summarizeStore(to.db), await summarizeStore(from.db));
  });
}
