import { setMaxListeners } from 'node:events';
import { Hono } from 'hono';
import { compress } from 'hono/compress';
import { cors } from 'hono/cors';
import { splitPath } from './http/address.js';
import { errorResponse } from './http/json-responses.js';
import { setRealTimer, cancelledOnClose, type Clock, type SetTimer } from './platform.js';
import { closedApi } from './closed-api/closed-api.js';
import { controlRoutes } from './control/control-routes.js';
import { ConnectionCutError } from './faults/fault-response.js';
import { mountUpstreamApi } from './upstream-api/mount-upstream-api.js';
import { picture } from './images/index.js';
import { lapakgaming } from './lapakgaming/lapakgaming.js';
import { invoicePages } from './leuwongrr/invoice-page.js';
import { leuwongrr } from './leuwongrr/leuwongrr.js';
import { openApi } from './open-api/open-api.js';
import { Shops } from './shop/shops.js';
import { snapcart } from './snapcart/snapcart.js';
import { storefrontPages } from './storefront-pages.js';
import type { SendCallback } from './shop/shop-backend.js';

export interface SandboxOptions {
  /** What chance is made from; the same seed gives the same goods. */
  readonly seed?: number;
  readonly now?: Clock;
  /** The timers of delays and of orders that end; real ones unless told otherwise. */
  readonly setTimer?: SetTimer;
  /** What callbacks are sent with; `fetch` unless told otherwise. */
  readonly sendCallback?: SendCallback;
  /** Products of the shop `demo`; 240 unless told otherwise. */
  readonly products?: number;
  /** Requests a day of the shop `demo`; no limit unless told otherwise. */
  readonly quota?: number;
  /** Where the sandbox is reached from outside; derived from each request unless told otherwise. */
  readonly publicUrl?: string;
}

/**
 * An imitation of bukaOlshop's Open and Closed API and of three providers, with shops that can be
 * made, broken and watched.
 */
export interface Sandbox {
  /**
   * Answers a request below any mount path.
   *
   * @param env what the server passes beside the request; `@hono/node-server` passes the socket,
   * which the faults `truncate` and `disconnect` cut. Without it they fail the body or the call.
   */
  fetch(this: void, request: Request, env?: unknown): Promise<Response>;
  /** Lets go of every request that hangs or waits. */
  close(this: void): void;
}

const images = (): Hono => {
  const app = new Hono();
  app.use(compress());
  app.get('/:folder/:file', (c) => {
    const [, name] = /^(.+)\.svg$/.exec(c.req.param('file')) ?? [];
    const content = name === undefined ? undefined : picture(c.req.param('folder'), name);
    if (content === undefined) return errorResponse(404, 'Gambar tidak ditemukan');
    return c.body(content, 200, {
      'Content-Type': 'image/svg+xml',
      'Cache-Control': 'public, max-age=86400',
    });
  });
  return app;
};

/** Makes a sandbox. Nothing is opened; give its `fetch` to a server, or see `serveSandbox`. */
export const createSandbox = ({
  seed = 1,
  now = Date.now,
  setTimer = setRealTimer,
  sendCallback = (url, init) => fetch(url, init),
  products = 240,
  quota,
  publicUrl,
}: SandboxOptions = {}): Sandbox => {
  const closing = new AbortController();
  // Every request that waits listens to it; Node warns of more than ten.
  setMaxListeners(0, closing.signal);
  const timers = cancelledOnClose(setTimer, closing.signal);
  let lastId = 10_000_000;
  const shops = new Shops({
    seed,
    now,
    products,
    quota,
    setTimer: timers,
    sendCallback: (url, init) => sendCallback(url, { ...init, signal: closing.signal }),
    nextId: () => (lastId += 1),
  });
  const mountOptions = { shops, publicUrl, closing: closing.signal, setTimer: timers };

  const app = new Hono({ getPath: (request) => splitPath(new URL(request.url).pathname).path });
  app.use(cors({ origin: '*', exposeHeaders: ['Retry-After'] }));
  app.route('/v1', openApi(mountOptions));
  for (const api of [closedApi, lapakgaming, snapcart, leuwongrr]) {
    app.route(api.base, mountUpstreamApi(api, mountOptions));
  }
  app.route('/leuwongrr/user/invoice', invoicePages(shops));
  app.route('/sandbox/shops', controlRoutes(shops, publicUrl));
  app.route('/images', images());
  app.route('/toko', storefrontPages());
  app.notFound(() => errorResponse(404, 'Halaman tidak ditemukan'));
  app.onError((error) => {
    if (error instanceof ConnectionCutError) throw error;
    console.error(error);
    return errorResponse(500, 'Terjadi kesalahan pada server');
  });

  return {
    fetch: async (request, env) => app.fetch(request, env ?? {}),
    close: () => closing.abort(),
  };
};
