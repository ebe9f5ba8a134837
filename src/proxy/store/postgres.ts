/** Connections to PostgreSQL. None waits for ever. */
import { Socket } from 'node:net';
import { CompiledQuery, PostgresDialect } from 'kysely';
import pg from 'pg';

/** PostgreSQL's `bigint`; amounts and times stay far below 2^53. */
const BIGINT_OID = 20;
/**
 * ms after which a silent server counts as gone, although TCP reports nothing. Shorter than a lease, so
 * that a statement fails before the lease expires; longer than an idle connection lives (pg: 10 s).
 */
const SILENCE_TIMEOUT_MS = 15_000;

export interface PostgresOptions {
  readonly url: string;
  /** Called with the reason when no connection can be made. */
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
  // A broken connection fails its query and is replaced at the next one. Without listeners its error
  // would end the process: the pool emits it for idle connections, the client for one in use.
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
    // The server's side: locks of a node that hangs are released.
    onCreateConnection: async (connection) => {
      for (const limit of ['statement_timeout', 'idle_in_transaction_session_timeout']) {
        await connection.executeQuery(
          CompiledQuery.raw(`set ${limit} = ${String(silenceTimeoutMs)}`),
        );
      }
    },
  });
}
