/** `etalase proxy`: runs the proxy until it is asked to stop. */
import { createServer, type Server } from 'node:http';
import { parseArgs } from 'node:util';
import { getRequestListener } from '@hono/node-server';
import { createAdmissionQueue } from '../overload/admission-queue.js';
import { measureEventLoopLag } from '../overload/event-loop-lag.js';
import { createLog } from '../observability/log.js';
import { openProxy } from '../proxy.js';
import { readSettings, SettingsError } from '../config/settings.js';
import { watchConnections } from '../http/connections.js';
import { loadEnvironment, type CommandContext } from './usage.js';

/**
 * What a client may take of the server before it has said what it wants (ms, bytes). Answers are not
 * bounded by it, held ones least of all.
 */
const SERVER_LIMITS = {
  headersTimeout: 10_000,
  /** the whole request, its body of at most 64 KB included */
  requestTimeout: 20_000,
  connectionsCheckingInterval: 5_000,
  /** session, proof and a long address fit in half of it */
  maxHeaderSize: 16 * 1024,
  /** longer than web servers in front keep theirs (Caddy: 2 min), so that it is theirs to close */
  keepAliveTimeout: 125_000,
} as const;
/** ms in which nothing passes over a connection in use; a held answer takes 25 s, a slow quote twice that */
const SOCKET_IDLE_TIMEOUT_MS = 60_000;
/** Room for all that may be held or wait; the rest of the file handles is for upstreams and the store. */
const MAX_CONNECTIONS = 3_000;
/** Connections that may wait to be taken: past Node's usual 511 they lose a second each to try again. */
const LISTEN_BACKLOG = 2_048;
/** ms that requests under way get to end */
const SHUTDOWN_GRACE_MS = 30_000;

export async function runProxy(
  args: string[],
  { env, platform, print, onStopSignal, onUncaught, exit }: CommandContext,
): Promise<void> {
  const { values } = parseArgs({ args, options: { env: { type: 'string' } } });
  const environment = loadEnvironment(env, values.env);
  const settings = readSettings(environment);
  const { host, port } = settings;

  const log = createLog();
  // Nobody knows what still holds after such an error; what is open is found at the next start.
  onUncaught((error) => {
    log.error('unexpected', { code: 'uncaught' }, error);
    exit(1);
  });
  // By a clock that nobody sets: one that stood still would call the process behind for ever.
  const monotonicNow = (): number => performance.now();
  const admissionQueue = createAdmissionQueue(monotonicNow, setImmediate);
  const eventLoopLag = measureEventLoopLag(monotonicNow);
  const lag = (): number => Math.max(eventLoopLag(), admissionQueue.lastWaitMs());
  const proxy = openProxy(settings, { platform, log, lag });
  await proxy.ready;
  const listener = getRequestListener((request, { incoming }) =>
    proxy.fetch(request, {
      incoming: { socket: { remoteAddress: connections.peerAddress(incoming) } },
    }),
  );
  const server = createServer(SERVER_LIMITS);
  server.timeout = SOCKET_IDLE_TIMEOUT_MS;
  // Before the door: it counts what stands in line there.
  const connections = watchConnections(server, platform, MAX_CONNECTIONS);
  server.on('request', (incoming, outgoing) => {
    if (!connections.isClientConnected(incoming)) return;
    admissionQueue.enqueue(() => {
      // Who stood in line may have hung up.
      if (!connections.isClientConnected(incoming)) return;
      const { method = '', url = '', headers } = incoming;
      const [path = ''] = url.split('?', 1);
      const earlyRejection = proxy.rejectEarly({ method, path, origin: headers.origin });
      if (earlyRejection)
        outgoing.writeHead(earlyRejection.status, earlyRejection.headers).end(earlyRejection.body);
      else void listener(incoming, outgoing);
    });
  });
  server.on('connection', admissionQueue.onConnection);
  try {
    await listen(server, host, port);
  } catch (cause) {
    await proxy.close();
    throw new SettingsError(describeListenError(cause, host, port), { cause });
  }
  const stopRequested = untilStopRequested(onStopSignal, exit);
  print(
    `Proksi etalase siap di ${listeningOrigin(server, host)} / The etalase proxy is ready there.`,
  );

  await stopRequested;
  await proxy.releaseWaiters();
  await connections.close(SHUTDOWN_GRACE_MS);
  await proxy.close();
  log.info('stopped');
}

/** Settles when the process is asked to stop. Who asks again does not want to wait. */
const untilStopRequested = (
  onStop: CommandContext['onStopSignal'],
  exit: CommandContext['exit'],
): Promise<void> => {
  let isStopRequested = false;
  return new Promise((resolve) => {
    onStop(() => {
      if (isStopRequested) exit(1);
      isStopRequested = true;
      resolve();
    });
  });
};

const listen = (server: Server, host: string, port: number): Promise<void> =>
  new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ port, host, backlog: LISTEN_BACKLOG }, () => {
      server.off('error', reject);
      resolve();
    });
  });

/** Why the system does not let us listen, by the setting that has to be another. */
function describeListenError(cause: unknown, host: string, port: number): string {
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : 'unknown';
  return code === 'EADDRINUSE' || code === 'EACCES'
    ? `ETALASE_PORT names port ${port}, which is taken or not allowed here: ${code}.`
    : `ETALASE_HOST names ${host}, where this machine cannot listen: ${code}.`;
}

function listeningOrigin(server: Server, host: string): string {
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
}
