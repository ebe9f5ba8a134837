/** `etalase proxy`: runs the proxy until it is asked to stop. */
import { createServer, type Server } from 'node:http';
import { parseArgs } from 'node:util';
import { getRequestListener } from '@hono/node-server';
import { createLog } from '../log.js';
import { createProxy } from '../proxy.js';
import { readSettings } from '../settings.js';
import { watchConnections } from './connections.js';
import { environmentOf, type Surroundings } from './usage.js';

/** ms that requests under way get to end */
const GRACE = 30_000;

export async function runProxy(
  args: string[],
  { env, outside, print, onStop, onUncaught, exit }: Surroundings,
): Promise<void> {
  const { values } = parseArgs({ args, options: { env: { type: 'string' } } });
  const environment = environmentOf(env, values.env);
  const { host, port } = readSettings(environment);

  const log = createLog();
  // Nobody knows what still holds after such an error; what is open is found at the next start.
  onUncaught((error) => {
    log.error('unexpected', { code: 'uncaught' }, error);
    exit(1);
  });
  const proxy = createProxy(environment, { outside, log });
  await proxy.ready;
  const listener = getRequestListener(proxy.fetch, { overrideGlobalObjects: false });
  const server = createServer((incoming, outgoing) => void listener(incoming, outgoing));
  const connections = watchConnections(server, outside);
  try {
    await listen(server, host, port);
  } catch (error) {
    await proxy.close();
    throw error;
  }
  const asked = untilAsked(onStop, exit);
  print(`Proksi etalase siap di ${originOf(server, host)} / The etalase proxy is ready there.`);

  await asked;
  await proxy.hurry();
  await connections.close(GRACE);
  await proxy.close();
  log.info('stopped');
}

/** Settles when the process is asked to stop. Who asks again does not want to wait. */
const untilAsked = (onStop: Surroundings['onStop'], exit: Surroundings['exit']): Promise<void> => {
  let isAsked = false;
  return new Promise((stop) => {
    onStop(() => {
      if (isAsked) exit(1);
      isAsked = true;
      stop();
    });
  });
};

const listen = (server: Server, host: string, port: number): Promise<void> =>
  new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve();
    });
  });

function originOf(server: Server, host: string): string {
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
}
