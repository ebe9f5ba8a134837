/** Hides the operator's routes from everyone else, who get a 404. */
import type { Context, MiddlewareHandler } from 'hono';
import { peerAddress } from '../http/address.js';
import type { ProxyEnv } from '../http/env.js';
import { isLoopbackAddress } from '../config/loopback.js';
import { ProblemError } from '../problem.js';

/** The headers that a web server in front adds to a request. */
const FORWARDING_HEADERS = ['X-Forwarded-For', 'Forwarded', 'Via', 'X-Real-IP'];

const isForwarded = (c: Context<ProxyEnv>): boolean =>
  FORWARDING_HEADERS.some((name) => c.req.header(name) !== undefined);

/** Without a socket, a program called `fetch` itself and controls access on its own. */
const isLocal = (c: Context<ProxyEnv>): boolean =>
  !c.env.incoming || isLoopbackAddress(peerAddress(c.env));

export const requireDirectClient: MiddlewareHandler<ProxyEnv> = async (c, next) => {
  if (isForwarded(c)) throw new ProblemError('not_found');
  await next();
};

/** A web server in front may run on this machine too; the headers that it adds identify it. */
export const requireLocalClient: MiddlewareHandler<ProxyEnv> = async (c, next) => {
  if (isForwarded(c) || !isLocal(c)) throw new ProblemError('not_found');
  await next();
};
