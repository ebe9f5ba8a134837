/** Mounts the handlers in the application, each behind the access checks of its row in the table. */
import type { Hono, MiddlewareHandler } from 'hono';
import type { ProxyEnv } from '../http/env.js';
import { splitRouteName } from '../http/route-policy.js';
import type { Guard } from '../session/guard.js';
import { requireDirectClient, requireLocalClient } from './operator-access.js';
import { ROUTES, type Access, type RouteHandlers, type RouteRow } from './routes.js';

export function mountRoutes(
  app: Hono<ProxyEnv>,
  handlers: Partial<RouteHandlers>,
  { requireProof, requireSession }: Guard,
): void {
  const accessChecks: Readonly<Record<Access, readonly MiddlewareHandler<ProxyEnv>[]>> = {
    public: [],
    proof: [requireProof],
    session: [requireSession],
    credentials: [],
    secret: [],
    direct: [requireDirectClient],
    local: [requireLocalClient],
  };
  const handlersByName = new Map(Object.entries(handlers));
  for (const [name, { access }] of Object.entries<RouteRow>(ROUTES)) {
    const handler = handlersByName.get(name);
    const { method, path } = splitRouteName(name);
    if (handler) app.on(method, [path], ...accessChecks[access], handler);
  }
}
