import { createServer } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import { createSandbox, type SandboxOptions } from './sandbox.js';

export interface ServeOptions extends SandboxOptions {
  /** Default: 127.0.0.1. */
  readonly host?: string;
  /** Default: 0, which picks a free port. */
  readonly port?: number;
}

/** A listening sandbox. */
export interface ServedSandbox {
  /** For instance `http://127.0.0.1:8788`. */
  readonly origin: string;
  /** Closes at once; requests that still wait lose their connection. */
  close(this: void): Promise<void>;
}

/** Starts a sandbox as an HTTP server of its own. */
export const serveSandbox = async ({
  host = '127.0.0.1',
  port = 0,
  ...options
}: ServeOptions = {}): Promise<ServedSandbox> => {
  const sandbox = createSandbox(options);
  const listener = getRequestListener(sandbox.fetch, { overrideGlobalObjects: false });
  const server = createServer((incoming, outgoing) => void listener(incoming, outgoing));

  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve();
    });
  });

  const address = server.address();
  const bound = typeof address === 'object' && address !== null ? address.port : port;
  const name = host.includes(':') ? `[${host}]` : host;
  return {
    origin: `http://${name}:${String(bound)}`,
    close: () =>
      new Promise((resolve, reject) => {
        server.close((error) => (error === undefined ? resolve() : reject(error)));
        sandbox.close();
        server.closeAllConnections();
      }),
  };
};
