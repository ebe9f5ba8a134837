import { serve } from '@hono/node-server';
import { serveStatic } from '@hono/node-server/serve-static';
import { Hono } from 'hono';
import { join } from 'node:path';

const PROJECT = join(import.meta.dirname, '../..');

export interface SiteOptions {
  /** HTML by path: `{ '/': '<etalase-shop></etalase-shop>' }`. */
  pages: Record<string, string>;
  /** Sent with every answer, for instance a Content-Security-Policy. */
  headers?: Record<string, string>;
}

export interface Site {
  origin: string;
  close(): Promise<void>;
}

/** Serves pages on loopback, and beside them the built files at `/dist/`. */
export async function serveSite({ pages, headers = {} }: SiteOptions): Promise<Site> {
  const app = new Hono();
  app.use(async (context, next) => {
    await next();
    for (const [name, value] of Object.entries(headers)) context.header(name, value);
  });
  for (const [path, html] of Object.entries(pages)) {
    app.get(path, (context) => context.html(html));
  }
  app.get('/dist/*', serveStatic({ root: PROJECT }));
  // Browsers ask for it unasked, and a 404 would be a console error.
  app.get('/favicon.ico', (context) => context.body(null, 204));

  return new Promise((resolve, reject) => {
    const server = serve({ fetch: app.fetch, hostname: '127.0.0.1', port: 0 }, ({ port }) => {
      resolve({
        origin: `http://127.0.0.1:${port}`,
        close: () =>
          new Promise((closed) => {
            server.close(() => {
              closed();
            });
            if ('closeAllConnections' in server) server.closeAllConnections();
          }),
      });
    });
    server.once('error', reject);
  });
}
