/**
 * Serves the demo pages, the sandbox below `/api` and a proxy below `/proxy`. The finished pages of
 * `demo/pages/` have their placeholders filled; `?guest` leaves the shopper's. `--dev` serves the sources
 * through Vite instead of the built files.
 */
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { getRequestListener } from '@hono/node-server';
import { serveStatic } from '@hono/node-server/serve-static';
import { Hono } from 'hono';
import { createServer as createVite } from 'vite';
import { createLog } from '../src/proxy/observability/log.js';
import { createProxy, type Proxy } from '../src/proxy/proxy.js';
import { createSandbox, exampleCatalog, proxySettings } from '../src/sandbox/index.js';
import { fillPlaceholders } from './fill-placeholders.js';

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

async function createPageListener(server: Server): Promise<Listener> {
  if (options.dev) {
    const vite = await createVite({
      root: PROJECT,
      server: { middlewareMode: true, hmr: { server }, cors: true },
    });
    return vite.middlewares;
  }
  const app = new Hono();
  // A frame with an opaque origin loads the script too.
  app.get('/dist/*', async (context, next) => {
    await next();
    context.header('Access-Control-Allow-Origin', '*');
  });
  for (const path of ['/', '/demo/*', '/dist/*']) app.get(path, serveStatic({ root: PROJECT }));
  const inDocs = serveStatic({ root: join(PROJECT, 'docs') });
  for (const name of ['llms.txt', 'llms-full.txt', 'reference.md', 'rujukan.md']) {
    app.get(`/${name}`, inDocs);
  }
  const listen = getRequestListener(app.fetch);
  return (request, response) => void listen(request, response);
}

const sandbox = createSandbox({ products: Number(options.products) });
const server = createServer();
const answerPage = await createPageListener(server);

/** The finished page at this address, filled in; `null` where there is none. */
function finishedPage(url: string, origin: string): string | null {
  const [, name, query = ''] = /^\/demo\/pages\/([\w-]+)\.html(?:\?(.*))?$/.exec(url) ?? [];
  if (name === undefined) return null;
  const file = join(PROJECT, 'demo/pages', `${name}.html`);
  if (!existsSync(file)) return null;
  const isGuest = new URLSearchParams(query).has('guest');
  return fillPlaceholders(readFileSync(file, 'utf8'), { name, origin, isGuest });
}

/** Passes requests on without the prefix of their path. */
function stripPrefix(path: string, answer: Listener): Listener {
  return (request, response) => {
    request.url = request.url?.slice(path.length) ?? '/';
    answer(request, response);
  };
}

/** The example catalogue and its images, as files that are gone when the demo ends. */
function writeCatalog(): { readonly file: string; readonly images: string } {
  const folder = mkdtempSync(join(tmpdir(), 'etalase-demo-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  const [file, imageFolder] = [join(folder, 'catalog.json'), join(folder, 'images')];
  const { catalog, images } = exampleCatalog({ products: Number(options.products) });
  mkdirSync(imageFolder);
  writeFileSync(file, JSON.stringify(catalog));
  for (const [name, svg] of Object.entries(images)) writeFileSync(join(imageFolder, name), svg);
  return { file, images: imageFolder };
}

/** A proxy for the shop `demo`, with a database in memory. */
function createShopProxy(origin: string): Proxy {
  const { file, images } = writeCatalog();
  return createProxy(
    {
      ...proxySettings(`${origin}/api`, 'demo'),
      ETALASE_PUBLIC_URL: `${origin}/proxy`,
      ETALASE_SIGNING_KEYS: `demo:${randomBytes(32).toString('base64url')}`,
      ETALASE_POLL_MS: '1000',
      ETALASE_CATALOG: file,
      ETALASE_IMAGES: images,
      DATABASE_URL: 'file::memory:',
    },
    { log: { ...createLog(process.stderr), info: () => undefined } },
  );
}

function serve(origin: string): Proxy {
  const proxy = createShopProxy(origin);
  const listener = (fetch: Proxy['fetch']): Listener => {
    const listen = getRequestListener(fetch, { overrideGlobalObjects: false });
    return (request, response) => void listen(request, response);
  };
  const answerApi = listener(sandbox.fetch);
  const answerProxy = stripPrefix('/proxy', listener(proxy.fetch));
  server.on('request', (request, response) => {
    const { url = '/', headers } = request;
    if (url.startsWith('/api/')) answerApi(request, response);
    else if (url.startsWith('/proxy/etalase/latest.js')) {
      // A proxy that runs from its sources has no built files.
      const headers = { Location: '/dist/etalase.js', 'Access-Control-Allow-Origin': '*' };
      response.writeHead(302, headers).end();
    } else if (url.startsWith('/proxy/')) answerProxy(request, response);
    else if (headers.host !== undefined && `http://${headers.host}` !== origin) {
      // Proofs are bound to the proxy's origin; `localhost` would be a different one.
      response.writeHead(302, { Location: origin + url }).end();
    } else {
      const page = finishedPage(url, origin);
      if (page === null) answerPage(request, response);
      else response.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8' }).end(page);
    }
  });
  tellCallbackUrl(origin);
  return proxy;
}

/** The shop's own checkout tells the proxy of what is bought there. */
function tellCallbackUrl(origin: string): void {
  const callbackUrls = { bukaolshop: `${origin}/proxy/callbacks/bukaolshop` };
  const body = JSON.stringify({ callbackUrls });
  void sandbox.fetch(new Request(`${origin}/api/sandbox/shops/demo`, { method: 'PATCH', body }));
}

/** Listens on the given port, or on the next free one. */
function listen(port: number, attempts: number): void {
  server.once('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EADDRINUSE' && attempts > 0) listen(port + 1, attempts - 1);
    else throw error;
  });
  server.listen(port, options.host);
}

server.once('listening', () => {
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : options.port;
  const origin = `http://${options.host}:${port}`;
  const proxy = serve(origin);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => void stop(proxy));
  }
  console.log(`\n  Etalase: ${origin}/\n`);
});
listen(Number(options.port), 20);

async function stop(proxy: Proxy): Promise<void> {
  server.close();
  server.closeAllConnections();
  await proxy.close();
  sandbox.close();
  if (options.dev) process.exit();
}
