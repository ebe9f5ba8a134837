/** Servers on loopback, on ports that are free. */
import type { AddressInfo, Server } from 'node:net';
import { createServer } from 'node:net';
import { serve } from '@hono/node-server';

/** Starts a server, by default on a free port; returns its origin. */
export async function listenOnLoopback(server: Server, port = 0): Promise<string> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  const address = server.address() as AddressInfo;
  return `http://127.0.0.1:${address.port}`;
}

/** A port that was free a moment ago. */
export async function freePort(): Promise<number> {
  const server = createServer();
  const { port } = new URL(await listenOnLoopback(server));
  await new Promise((resolve) => server.close(resolve));
  return Number(port);
}

type Fetch = (request: Request, env: unknown) => Response | Promise<Response>;

export interface Served {
  readonly origin: string;
  /** Stops at once; open connections are closed. */
  close(this: void): Promise<void>;
}

/** Serves a fetch handler, by default on a free port. */
export const serveFetch = (fetch: Fetch, port = 0): Promise<Served> =>
  new Promise((resolve, reject) => {
    const server = serve({ fetch, hostname: '127.0.0.1', port }, (info) => {
      resolve({
        origin: `http://127.0.0.1:${info.port}`,
        close: () =>
          new Promise((closed) => {
            server.close(() => closed());
            if ('closeAllConnections' in server) server.closeAllConnections();
          }),
      });
    });
    server.once('error', reject);
  });
