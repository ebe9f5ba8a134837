/** A PostgreSQL that stops answering without closing connections, like a host that lost its power. */
import assert from 'node:assert/strict';
import { connect, createServer, type Socket } from 'node:net';
import { after, describe, it } from 'node:test';
import { Kysely, sql } from 'kysely';
import { openPostgres } from '../../../../src/proxy/store/postgres.js';
import type { Tables } from '../../../../src/proxy/store/tables.js';
import { createPostgresDatabase, stopOwnPostgres } from '../../../support/postgres.js';

/** ms */
const SILENCE = 300;

/** A TCP relay to the server that can stop forwarding without closing either side. */
async function openWire(url: string) {
  const { hostname, port } = new URL(url);
  const sockets = new Set<Socket>();
  const wire = createServer((near) => {
    const far = connect(Number(port), hostname);
    for (const socket of [near, far]) {
      sockets.add(socket);
      socket.on('error', () => undefined);
    }
    near.pipe(far).pipe(near);
  });
  await new Promise<void>((resolve) => wire.listen(0, '127.0.0.1', resolve));
  const address = wire.address();
  const own = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    url: url.replace(`:${port}/`, `:${String(own)}/`),
    cut: () => {
      for (const socket of sockets) socket.unpipe().pause();
    },
    close: () => {
      for (const socket of sockets) socket.destroy();
      wire.close();
    },
  };
}

async function opened(url: string) {
  const wire = await openWire(url);
  const db = new Kysely<Tables>({
    dialect: openPostgres({
      url: wire.url,
      onConnectionError: () => undefined,
      silenceTimeoutMs: SILENCE,
    }),
  });
  const one = () => sql`select 1`.execute(db);
  return { wire, db, one };
}

describe('a PostgreSQL that falls silent', () => {
  after(stopOwnPostgres);

  it('fails the query, and the next query uses another connection', async () => {
    const { wire, db, one } = await opened(await createPostgresDatabase());
    await one();
    wire.cut();
    await assert.rejects(one);
    await one();
    await db.destroy();
    wire.close();
  });

  it('releases the locks of a node that hangs', async () => {
    const url = await createPostgresDatabase();
    const [still, other] = [await opened(url), await opened(url)];
    await sql`create table products (id int)`.execute(other.db);
    await sql`insert into products values (1)`.execute(other.db);
    const stands = still.db.transaction().execute(async (trx) => {
      await sql`update products set id = 2`.execute(trx);
      await sql`select pg_sleep(60)`.execute(trx);
    });
    await assert.rejects(stands);
    await sql`update products set id = 3`.execute(other.db);
    for (const { db, wire } of [still, other]) {
      await db.destroy();
      wire.close();
    }
  });
});
