/**
 * Refuses requests while the process has too much to do: browsing first, then checkout, then new orders.
 * It must not refuse callbacks or the operator, nor slow the order runner; a refused request has no
 * effect.
 */
import type { Context, MiddlewareHandler } from 'hono';
import type { ClientAddresses } from '../http/address.js';
import { bufferBody } from '../http/body.js';
import type { ProxyEnv } from '../http/env.js';
import type { RouteKind, RoutePolicy, WorkClass } from '../http/route-policy.js';
import { problemResponse } from '../problem.js';

export interface LoadSignals {
  /** lasting delay of the event loop, ms */
  readonly lagMs: () => number;
  /** ms since the order runner last kept up with the due orders */
  readonly backlogMs: () => number;
}

export interface LoadShedder {
  /** Refuses a request, or buffers its body and counts it as in flight until it is answered. */
  readonly middleware: MiddlewareHandler<ProxyEnv>;
  /** Whether a request to such a route is refused now. */
  isOverloadedFor(this: void, route: RoutePolicy): boolean;
  /** Does not count a request with a session as in flight while it only waits. */
  whileIdle<T>(this: void, wait: () => Promise<T>): Promise<T>;
}

/** The share of each limit up to which requests of a kind are admitted; `null`: always. */
const ADMITTED_LOAD_SHARES: Readonly<Record<RouteKind, number | null>> = {
  browsing: 0.5,
  checkout: 0.75,
  ordering: 1,
  callback: null,
  operator: null,
};

/**
 * Requests in flight. Local ones cost half a millisecond each of this process. The others wait for
 * upstreams, if for anything; half of their places fit a hundred first visits at once, of four requests
 * each.
 */
export const MAX_IN_FLIGHT: Readonly<Record<WorkClass, number>> = { local: 256, upstream: 1_024 };
/** ms; a process that keeps up is far below, and half of it is over after a hundred first visits */
export const MAX_LAG_MS = 200;
/** ms; a burst of orders is over by then */
export const MAX_BACKLOG_MS = 15_000;
/** Bodies being received, of callbacks and of all other requests; each up to `MAX_BODY_BYTES`. */
export const MAX_INCOMING_BODIES = { callback: 512, other: 512 };
/** of these from one address, so that slow senders keep nobody else out */
export const MAX_INCOMING_BODIES_PER_ADDRESS = 16;
/** ms, for the client */
export const RETRY_AFTER_MS = 3_000;

export function createLoadShedder(
  { lagMs, backlogMs }: LoadSignals,
  { limiterKey }: Pick<ClientAddresses, 'limiterKey'>,
): LoadShedder {
  const inFlight: Record<WorkClass, number> = { local: 0, upstream: 0 };
  const incomingBodies = createBodyCounter();

  function isOverloadedFor({ kind, work }: RoutePolicy): boolean {
    const admittedShare = ADMITTED_LOAD_SHARES[kind];
    if (admittedShare === null) return false;
    if (kind === 'ordering' && backlogMs() >= MAX_BACKLOG_MS) return true;
    const shareOf = (workClass: WorkClass) => inFlight[workClass] / MAX_IN_FLIGHT[workClass];
    const load = Math.max(lagMs() / MAX_LAG_MS, shareOf('local'), shareOf(work));
    return load >= admittedShare;
  }

  async function trackInFlight(workClass: WorkClass, run: () => Promise<void>): Promise<void> {
    inFlight[workClass] += 1;
    try {
      await run();
    } finally {
      inFlight[workClass] -= 1;
    }
  }

  return {
    isOverloadedFor,

    middleware: async (c, next) => {
      const route = c.get('route');
      if (isOverloadedFor(route)) return rejectOverloaded(c);
      if (c.req.method === 'POST') {
        // A body arrives as slowly as its sender likes; until then the request is not in flight.
        const bodyClass = route.kind === 'callback' ? 'callback' : 'other';
        const endBody = incomingBodies.start(bodyClass, limiterKey(c));
        if (endBody === null) return rejectOverloaded(c);
        await bufferBody(c).finally(endBody);
        // Other requests may have started meanwhile.
        if (isOverloadedFor(route)) return rejectOverloaded(c);
      }
      const isCounted = ADMITTED_LOAD_SHARES[route.kind] !== null;
      await (isCounted ? trackInFlight(route.work, next) : next());
      return undefined;
    },

    whileIdle: async (wait) => {
      inFlight.local -= 1;
      try {
        return await wait();
      } finally {
        inFlight.local += 1;
      }
    },
  };
}

type BodyClass = keyof typeof MAX_INCOMING_BODIES;

/** Counts the bodies being received, by class and by address. */
function createBodyCounter(): {
  /** @returns a function that ends the count; `null` where there are too many */
  start(bodyClass: BodyClass, address: string | null): (() => void) | null;
} {
  const counts: Record<BodyClass, number> = { callback: 0, other: 0 };
  const countsByAddress = new Map<string, number>();
  const countOf = (address: string) => countsByAddress.get(address) ?? 0;

  function add(bodyClass: BodyClass, address: string | null, delta: 1 | -1): void {
    counts[bodyClass] += delta;
    if (address === null) return;
    const count = countOf(address) + delta;
    if (count > 0) countsByAddress.set(address, count);
    else countsByAddress.delete(address);
  }

  return {
    start: (bodyClass, address) => {
      if (counts[bodyClass] >= MAX_INCOMING_BODIES[bodyClass]) return null;
      if (address !== null && countOf(address) >= MAX_INCOMING_BODIES_PER_ADDRESS) return null;
      add(bodyClass, address, 1);
      return () => add(bodyClass, address, -1);
    },
  };
}

function rejectOverloaded(c: Context<ProxyEnv>): Response {
  c.set('problem', 'overloaded');
  return problemResponse('overloaded', { retryAfterMs: RETRY_AFTER_MS });
}
