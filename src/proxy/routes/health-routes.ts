/** For the operator and what watches over the proxy: `/healthz`, `/readyz`, `/metrics`. */
import { Hono, type Context } from 'hono';
import { isLoopbackAddress, peerAddress } from '../http/address.js';
import type { ProxyEnv } from '../http/env.js';
import type { Metrics } from '../observability/metrics.js';
import { ProblemError } from '../problem.js';
import type { Keys } from '../session/keys.js';

export interface HealthParts {
  /** Whether the store answers (`isStoreReachable` of `ledger/queries.ts`). */
  readonly isStoreUsable: () => Promise<boolean>;
  readonly keys: Pick<Keys, 'encrypt' | 'decrypt'>;
  readonly metrics: Pick<Metrics, 'text' | 'contentType'>;
}

export function healthRoutes({ isStoreUsable, keys, metrics }: HealthParts): Hono<ProxyEnv> {
  const app = new Hono<ProxyEnv>();

  /** Alive: says nothing of what it depends on, so that a slow database gets nobody restarted. */
  app.get('/healthz', (c) => c.json({ status: 'ok' }));

  /** For who starts and stops this process, asked without a web server between. */
  app.get('/readyz', async (c) => {
    if (isForwarded(c)) throw new ProblemError('not_found');
    const [isStoreOk, areKeysOk] = await Promise.all([isStoreUsable(), areKeysUsable(keys)]);
    if (!isStoreOk || !areKeysOk) throw new ProblemError('not_ready', { retryAfterMs: 5_000 });
    return c.json({ status: 'ok' });
  });

  /** As if it were not there for anyone from outside: figures of a shop are its own business. */
  app.get('/metrics', async (c) => {
    if (!isOperator(c)) throw new ProblemError('not_found');
    return c.body(await metrics.text(), 200, { 'Content-Type': metrics.contentType });
  });

  return app;
}

/** What is encrypted can be read again. */
async function areKeysUsable(keys: HealthParts['keys']): Promise<boolean> {
  const plaintext = 'ready';
  return (await keys.decrypt(await keys.encrypt(plaintext))) === plaintext;
}

/** What a web server in front adds to what it passes on. */
const FORWARDING_HEADERS = ['X-Forwarded-For', 'Forwarded', 'Via', 'X-Real-IP'];

/**
 * Somebody on this machine who asks the proxy itself. The web server in front is on this machine
 * too, and is known by what it adds. Where no socket is, a program called `fetch`: it decides.
 */
function isOperator(c: Context<ProxyEnv>): boolean {
  return !isForwarded(c) && (!c.env.incoming || isLoopbackAddress(peerAddress(c.env)));
}

const isForwarded = (c: Context<ProxyEnv>): boolean =>
  FORWARDING_HEADERS.some((name) => c.req.header(name) !== undefined);
