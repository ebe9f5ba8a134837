import { setMaxListeners } from 'node:events';
import { Hono } from 'hono';
import { compress } from 'hono/compress';
import { cors } from 'hono/cors';
import { closedApi } from './closed-api/closed-api.js';
import { controlRoutes } from './control/control-routes.js';
import { ConnectionCutError } from './faults/fault-response.js';
import { splitPath } from './http/address.js';
import { errorResponse } from './http/json-responses.js';
import { picture } from './images/index.js';
import { lapakgaming } from './lapakgaming/lapakgaming.js';
import { invoicePages } from './leuwongrr/invoice-page.js';
import { leuwongrr } from './leuwongrr/leuwongrr.js';
import type { MountOptions } from './mount-options.js';
import { openApi } from './open-api.js';
import {
  cancelledOnClose,
  setRealTimer,
  type Clock,
  type SendCallback,
  type SetTimer,
} from './platform.js';
import { Shops } from './shop/shops.js';
import { snapcart } from './snapcart/snapcart.js';
import { storefrontPages } from './storefront/storefront-pages.js';
import { telegram } from './telegram/telegram.js';
import { mountUpstreamApi } from './upstream-api/mount-upstream-api.js';

const UPSTREAM_APIS = [closedApi, lapakgaming, snapcart, leuwongrr, telegram];

export interface SandboxOptions {
  /** The seed of all randomness; the same seed gives the same goods. Default: 1. */
  readonly seed?: number;
  /** Default: `Date.now`. */
  readonly now?: Clock;
  /** Timers for delays and for the ends of orders. Default: real ones. */
  readonly setTimer?: SetTimer;
  /** Sends callbacks. Default: `fetch`. */
  readonly sendCallback?: SendCallback;
  /** Number of products of the shop `demo`. Default: 240. */
  readonly products?: number;
  /** Open API requests a day of the shop `demo`. Default: no limit. */
  readonly quota?: number;
  /** The sandbox's address as clients see it. Default: derived from each request. */
  readonly publicUrl?: string;
}

/**
 * An imitation of bukaOlshop's Open and Closed API, of three providers and of Telegram, for the demo and the tests.
 * Over its control interface shops can be opened, broken and inspected. It must not import anything of
 * the proxy or the elements, and must not call out, except to send callbacks.
 */
export interface Sandbox {
  /**
   * Responds to a request below any mount path.
   *
   * @param env the server's bindings. Those of `@hono/node-server` contain the socket, which the faults
   * `truncate` and `disconnect` close; without a socket they reject the body or the call.
   */
  fetch(this: void, request: Request, env?: unknown): Promise<Response>;
  /** Cancels all timers and ends every request that waits. */
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

/** Creates a sandbox that listens nowhere; pass its `fetch` to a server, or use `serveSandbox`. */
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
  // Every waiting request adds a listener; Node warns at more than ten.
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
  const mountOptions: MountOptions = {
    shops,
    publicUrl,
    closing: closing.signal,
    setTimer: timers,
  };

  const app = new Hono({ getPath: (request) => splitPath(new URL(request.url).pathname).path });
  app.use(cors({ origin: '*', exposeHeaders: ['Retry-After'] }));
  app.route('/v1', openApi(mountOptions));
  for (const api of UPSTREAM_APIS) app.route(api.base, mountUpstreamApi(api, mountOptions));
  app.route('/leuwongrr/user/invoice', invoicePages(shops));
  app.route('/sandbox/shops', controlRoutes(mountOptions, UPSTREAM_APIS));
  app.route('/images', images());
  app.route('/:storefront{toko(?:-\\d+)?}', storefrontPages(shops));
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
