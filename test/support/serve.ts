import { serveStatic } from '@hono/node-server/serve-static';
import { Hono } from 'hono';
import { PROJECT } from './command.js';
import { serveFetch, type Served } from './listen.js';

export interface SiteOptions {
  /** HTML by path: `{ '/': '<etalase-shop></etalase-shop>' }`. */
  pages: Record<string, string>;
  /** Added to every response, for instance a Content-Security-Policy. */
  headers?: Record<string, string>;
}

export type Site = Served;

/** Serves pages on loopback, and the built files at `/dist/`. */
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
  // Browsers request it on their own, and a 404 would be a console error.
  app.get('/favicon.ico', (context) => context.body(null, 204));
  return serveFetch(app.fetch);
}
