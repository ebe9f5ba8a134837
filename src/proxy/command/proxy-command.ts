/**
 * `etalase proxy`: serves the proxy over HTTP until the process receives a stop signal. It limits
 * each connection; the application itself is `proxy.ts`.
 */
import { createServer, type Server } from 'node:http';
import { parseArgs } from 'node:util';
import { getRequestListener } from '@hono/node-server';
import { createAdmissionQueue } from '../overload/admission-queue.js';
import { measureEventLoopLag } from '../overload/event-loop-lag.js';
import { isJournal } from '../observability/journal.js';
import { createJournalLog, createLog } from '../observability/log.js';
import { openProxy } from '../proxy.js';
import { MESSAGES } from '../config/messages.js';
import { readSettings, type Settings } from '../config/settings.js';
import { UnavailableError } from '../config/settings-error.js';
import { watchConnections } from '../http/connections.js';
import { loadEnvironment, type CommandContext } from './command-context.js';

/** Limits on receiving a request (ms, bytes); they do not bound the answer, which may be held. */
const SERVER_LIMITS = {
  headersTimeout: 10_000,
  /** of the whole request; bodies are at most 64 KB */
  requestTimeout: 20_000,
  connectionsCheckingInterval: 5_000,
  /** Session, proof and a long URL fit in half of it. */
  maxHeaderSize: 16 * 1024,
  /** Longer than web servers in front keep connections (Caddy: 2 min), so that they close them. */
  keepAliveTimeout: 125_000,
} as const;
/** A held answer is silent for 25 s, a slow quote for twice as long. */
const SOCKET_IDLE_TIMEOUT_MS = 60_000;
/** Enough for all held and queued requests; other file handles are left to upstreams and the store. */
const MAX_CONNECTIONS = 3_000;
/** Of the kernel; beyond it (Node's default: 511) clients retry to connect after a second. */
const LISTEN_BACKLOG = 2_048;
const STDOUT_FD = 1;
/** for requests under way */
const SHUTDOWN_GRACE_MS = 30_000;

export async function runProxy(
  args: string[],
  {
    version = 'unknown',
    env,
    platform,
    print,
    isOutputForPerson = true,
    printError,
    onStopSignal,
    onReloadSignal,
    onUncaught,
    exit,
  }: CommandContext,
): Promise<void> {
  const { values } = parseArgs({ args, options: { env: { type: 'string' } } });
  const environment = loadEnvironment(env, values.env);
  const settings = readSettings(environment);

  const log = isJournal(env['JOURNAL_STREAM'], STDOUT_FD) ? createJournalLog() : createLog();
  // The state of the process is unknown after such an error; the next start finds all open orders.
  onUncaught((error) => {
    log.error('unexpected', { code: 'uncaught' }, error);
    exit(1);
  });
  // The wall clock can be set; set back, it would report the process as late for ever.
  const monotonicNow = (): number => performance.now();
  const admissionQueue = createAdmissionQueue(monotonicNow, setImmediate);
  const eventLoopLag = measureEventLoopLag(monotonicNow);
  const lag = (): number => Math.max(eventLoopLag(), admissionQueue.lastWaitMs());
  const proxy = openProxy(settings, {
    version,
    platform,
    log,
    lag,
    // The paths of the files may have changed too.
    readFiles: () => readSettings(loadEnvironment(env, values.env)),
    onReloaded: (result) => {
      if (result.kind === 'kept') result.sentences.forEach((sentence) => printError(sentence));
    },
  });
  // Before the store is open: a signal without a listener would end the process.
  onReloadSignal?.(() => {
    proxy.reload().catch((error: unknown) => {
      log.error('unexpected', { code: 'reload' }, error);
    });
  });
  await proxy.ready;
  const listener = getRequestListener((request, { incoming }) =>
    proxy.fetch(request, {
      incoming: { socket: { remoteAddress: connections.peerAddress(incoming) } },
    }),
  );
  const server = createServer(SERVER_LIMITS);
  server.timeout = SOCKET_IDLE_TIMEOUT_MS;
  // Created before the admission queue, since it also counts the requests in that queue.
  const connections = watchConnections(server, platform, MAX_CONNECTIONS);
  server.on('request', (incoming, outgoing) => {
    if (!connections.isClientConnected(incoming)) return;
    admissionQueue.enqueue(() => {
      // The client may have disconnected while its request was queued.
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
    await listen(server, settings);
  } catch (cause) {
    await proxy.close();
    throw new UnavailableError([describeListenError(cause, settings)], { cause });
  }
  const stopRequested = untilStopRequested(onStopSignal, exit);
  const origin = listeningOrigin(server, settings);
  log.info('ready', { origin });
  // Where a program reads the output, every line is one of the log.
  if (isOutputForPerson) {
    print(`Proksi etalase siap di ${origin} / The etalase proxy is ready there.`);
  }

  await stopRequested;
  await proxy.releaseWaiters();
  await connections.close(SHUTDOWN_GRACE_MS);
  await proxy.close();
  log.info('stopped');
}

/** Resolves on the first stop signal; the second one ends the process at once. */
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

type ListenSettings = Pick<Settings, 'host' | 'port' | 'language'>;

const listen = (server: Server, { host, port }: ListenSettings): Promise<void> =>
  new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ port, host, backlog: LISTEN_BACKLOG }, () => {
      server.off('error', reject);
      resolve();
    });
  });

/** The reason why the system refuses to listen, by the setting that has to change. */
function describeListenError(cause: unknown, { host, port, language }: ListenSettings): string {
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : 'unknown';
  return code === 'EADDRINUSE' || code === 'EACCES'
    ? `ETALASE_PORT ${MESSAGES[language].portUnavailable(port, code)}`
    : `ETALASE_HOST ${MESSAGES[language].hostUnavailable(host, code)}`;
}

function listeningOrigin(server: Server, { host }: ListenSettings): string {
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
}
