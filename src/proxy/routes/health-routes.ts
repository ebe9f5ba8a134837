/** Handlers for the operator and for monitoring. They must not show anything to others. */
import type { Metrics } from '../observability/metrics.js';
import { ProblemError } from '../problem.js';
import type { Keys } from '../crypto/keys.js';
import type { RouteHandlers } from './routes.js';

export interface HealthParts {
  /** Whether the store takes writes (`isStoreWritable` of `store/probe.ts`). */
  readonly isStoreUsable: () => Promise<boolean>;
  readonly keys: Pick<Keys, 'encrypt' | 'decrypt'>;
  readonly metrics: Pick<Metrics, 'text' | 'contentType'>;
}

/** ms */
const READY_RETRY_AFTER_MS = 5_000;

export const healthRoutes = ({ isStoreUsable, keys, metrics }: HealthParts) =>
  ({
    /** Liveness: independent of the store, so that a slow database does not restart the process. */
    'GET /healthz': (c) => c.json({ status: 'ok' }),

    /** Readiness: the store takes writes, and the keys encrypt and decrypt. */
    'GET /readyz': async (c) => {
      const [isStoreOk, areKeysOk] = await Promise.all([isStoreUsable(), areKeysUsable(keys)]);
      if (!isStoreOk || !areKeysOk)
        throw new ProblemError('not_ready', { retryAfterMs: READY_RETRY_AFTER_MS });
      return c.json({ status: 'ok' });
    },

    /** Prometheus text. */
    'GET /metrics': async (c) =>
      c.body(await metrics.text(), 200, { 'Content-Type': metrics.contentType }),
  }) satisfies Partial<RouteHandlers>;

async function areKeysUsable(keys: HealthParts['keys']): Promise<boolean> {
  const plaintext = 'ready';
  return (await keys.decrypt(await keys.encrypt(plaintext))) === plaintext;
}
