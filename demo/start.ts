/** Serves the demo and, below `/api`, the sandbox it lives on. `--dev` serves the sources instead. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { getRequestListener } from '@hono/node-server';
import { serveStatic } from '@hono/node-server/serve-static';
import { Hono } from 'hono';
import { createServer as createVite } from 'vite';
import { createSandbox } from '../src/sandbox/index.js';

const PROJECT = join(import.meta.dirname, '..');

const { values: options } = parseArgs({
  options: {
    dev: { type: 'boolean', default: false },
    host: { type: 'string', default: '127.0.0.1' },
    port: { type: 'string', default: '4173' },
    products: { type: 'string', default: '240' },
  },
});

type Listener = (request: IncomingMessage, response: ServerResponse) => void;

async function createPages(server: Server): Promise<Listener> {
  if (options.dev) {
    const vite = await createVite({
      root: PROJECT,
      server: { middlewareMode: true, hmr: { server } },
    });
    return vite.middlewares;
  }
  const app = new Hono();
  for (const path of ['/', '/demo/*', '/dist/*']) app.get(path, serveStatic({ root: PROJECT }));
  const listen = getRequestListener(app.fetch);
  return (request, response) => void listen(request, response);
}

const sandbox = createSandbox({ products: Number(options.products) });
const answerApi = getRequestListener(sandbox.fetch, { overrideGlobalObjects: false });
const server = createServer();
const answerPage = await createPages(server);
server.on('request', (request, response) => {
  if (request.url?.startsWith('/api/')) void answerApi(request, response);
  else answerPage(request, response);
});

/** The first free port from the one wished for. */
function listen(port: number, tries: number): void {
  server.once('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EADDRINUSE' && tries > 0) listen(port + 1, tries - 1);
    else throw error;
  });
  server.listen(port, options.host);
}

server.once('listening', () => {
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : options.port;
  console.log(`\n  Etalase: http://${options.host}:${port}/\n`);
});
listen(Number(options.port), 20);

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    sandbox.close();
    server.close();
    server.closeAllConnections();
    if (options.dev) process.exit();
  });
}
