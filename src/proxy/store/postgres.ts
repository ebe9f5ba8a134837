/** Connections to PostgreSQL, of which none waits for ever. */
import { Socket } from 'node:net';
import { CompiledQuery, PostgresDialect } from 'kysely';
import pg from 'pg';

/** PostgreSQL's `bigint`; amounts and times stay far below 2^53. */
const BIGINT_OID = 20;
/**
 * ms. A server that says nothing for so long is gone, whatever TCP knows of it: a statement fails
 * sooner than a lease runs out. Longer than a connection may lie unused (pg: 10 s).
 */
const SILENCE_TIMEOUT_MS = 15_000;

export interface PostgresOptions {
  readonly url: string;
  /** Sees why there is no connection. */
  readonly onConnectionError: (error: unknown) => void;
  /** ms */
  readonly silenceTimeoutMs?: number;
}

export function openPostgres({
  url,
  onConnectionError,
  silenceTimeoutMs = SILENCE_TIMEOUT_MS,
}: PostgresOptions) {
  const types = new pg.TypeOverrides();
  types.setTypeParser(BIGINT_OID, Number);
  const pool = new pg.Pool({
    connectionString: url,
    types,
    max: 10,
    connectionTimeoutMillis: 5_000,
  });
  // A connection that breaks fails its query, and is replaced at the next. Unheard, its error would
  // end the process: the pool's tells of idle ones, the client's of one that is in use.
  pool.on('error', () => undefined);
  pool.on('connect', (client) => {
    client.on('error', () => undefined);
    const { stream } = client.connection;
    if (stream instanceof Socket) stream.setTimeout(silenceTimeoutMs, () => stream.destroy());
  });
  return new PostgresDialect({
    pool: {
      connect: () =>
        pool.connect().catch((error: unknown) => {
          onConnectionError(error);
          throw error;
        }),
      end: () => pool.end(),
    },
    // The server's side of it: what a node that stands still has locked is let go.
    onCreateConnection: async (connection) => {
      for (const limit of ['statement_timeout', 'idle_in_transaction_session_timeout']) {
        await connection.executeQuery(
          CompiledQuery.raw(`set ${limit} = ${String(silenceTimeoutMs)}`),
        );
      }
    },
  });
}
