/** `etalase proxy`: runs the proxy until it is asked to stop. */
import { createServer, type Server } from 'node:http';
import { parseArgs } from 'node:util';
import { getRequestListener } from '@hono/node-server';
import { measureLag } from '../http/lag.js';
import { createProxy } from '../proxy.js';
import { readSettings } from '../settings.js';
import { environmentOf, type Surroundings } from './usage.js';

/**
 * What a client may take of the server before it has said what it wants (ms, bytes). Answers are not
 * bounded by it, held ones least of all.
 */
const BOUNDS = {
  headersTimeout: 10_000,
  /** the whole request, its body of at most 64 KB included */
  requestTimeout: 20_000,
  connectionsCheckingInterval: 5_000,
  /** session, proof and a long address fit in half of it */
  maxHeaderSize: 16 * 1024,
  /** longer than web servers in front keep theirs (Caddy: 2 min), so that it is theirs to close */
  keepAliveTimeout: 125_000,
} as const;
/** ms that requests under way get to end; a held answer (`?wait=25`) is the longest of them */
const GRACE = 30_000;
/** Room for all that may be held or wait; the rest of the file handles is for upstreams and the store. */
const MOST_CONNECTIONS = 3_000;
/** Connections that may wait to be taken: past Node's usual 511 they lose a second each to try again. */
const MOST_ARRIVING = 2_048;
/** ms between two looks for connections that have become idle */
const SWEEP = 100;

export async function runProxy(
  args: string[],
  { env, outside, print, onStop }: Surroundings,
): Promise<void> {
  const { values } = parseArgs({ args, options: { env: { type: 'string' } } });
  const environment = environmentOf(env, values.env);
  const { host, port } = readSettings(environment);

  const proxy = createProxy(environment, { outside, lag: measureLag(outside.now) });
  await proxy.ready;
  const listener = getRequestListener(proxy.fetch);
  const server = createServer(BOUNDS, (incoming, outgoing) => void listener(incoming, outgoing));
  server.maxConnections = MOST_CONNECTIONS;
  try {
    await listen(server, host, port);
  } catch (error) {
    await proxy.close();
    throw error;
  }
  print(`Proksi etalase siap di ${originOf(server, host)} / The etalase proxy is ready there.`);

  await new Promise<void>((stop) => onStop(stop));
  await close(server, outside);
  await proxy.close();
}

const listen = (server: Server, host: string, port: number): Promise<void> =>
  new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ port, host, backlog: MOST_ARRIVING }, () => {
      server.off('error', reject);
      resolve();
    });
  });

function originOf(server: Server, host: string): string {
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
}

/** Takes nothing new, lets what is under way end, and cuts what has not after the grace. */
async function close(server: Server, { later }: Surroundings['outside']): Promise<void> {
  let stopSweeping = later(SWEEP, sweep);
  function sweep(): void {
    server.closeIdleConnections();
    stopSweeping = later(SWEEP, sweep);
  }
  const stopWaiting = later(GRACE, () => server.closeAllConnections());
  await new Promise<void>((resolve) => server.close(() => resolve()));
  stopSweeping();
  stopWaiting();
}
