/**
 * What is refused while too much is going on: browsing first, then what only asks, then new orders.
 * Callbacks and what watches over the proxy never are, and the runner, which carries the money, asks
 * nobody here. Whatever is refused is refused before anything of it was done.
 */
import type { Context, MiddlewareHandler } from 'hono';
import { problemResponse } from '../problem.js';
import type { ClientAddresses } from '../http/address.js';
import { bufferBody } from '../http/body.js';
import type { ProxyEnv } from '../http/env.js';

export interface LoadSignals {
  /** ms that everything in this process waits for its turn, for a while already */
  readonly lagMs: () => number;
  /** ms since the runner last kept up with the orders that are due */
  readonly backlogMs: () => number;
}

export interface LoadShedder {
  /** Refuses, or takes the body and counts the request as work until it is answered. */
  readonly middleware: MiddlewareHandler<ProxyEnv>;
  /** Whether such a request is refused now. */
  shouldReject(this: void, method: string, path: string): boolean;
  /** A request of a session that only waits for something to happen is no work meanwhile. */
  whileIdle<T>(this: void, wait: () => Promise<T>): Promise<T>;
}

/**
 * What a request is about, in the order in which it is given up; `joining` is a session or a name,
 * which an upstream is asked for.
 */
type RequestKind = 'browsing' | 'joining' | 'asking' | 'ordering';

/** Of each limit, how much may be used up when a request of a kind is still taken. */
const ADMITTED_LOAD_SHARES: Readonly<Record<RequestKind, number>> = {
  browsing: 0.5,
  joining: 0.75,
  asking: 0.75,
  ordering: 1,
};

/**
 * Requests under way, by what they keep busy. Those that need a session cost half a millisecond each
 * of this process; the others wait for upstreams, if for anything, and half of their places is room
 * for a hundred first visits that come together, of four each.
 */
export const MAX_IN_FLIGHT = { own: 256, upstream: 1_024 };
type WorkClass = keyof typeof MAX_IN_FLIGHT;
/** ms; a process that keeps up is far below, and a hundred first visits are over by half of it */
export const MAX_LAG_MS = 200;
/** ms; a burst is over by then */
export const MAX_BACKLOG_MS = 15_000;
/** Bodies on their way, of callbacks and of all others: each may hold `MAX_BODY_BYTES`. */
export const MAX_INCOMING_BODIES = { callback: 512, other: 512 };
/** Of these, how many of one address: whoever sends slowly keeps nobody else out. */
export const MAX_INCOMING_BODIES_PER_ADDRESS = 16;
/** ms after which to ask again */
export const RETRY_AFTER_MS = 3_000;

const NO_LOAD: LoadSignals = { lagMs: () => 0, backlogMs: () => 0 };

const NO_ADDRESS: Pick<ClientAddresses, 'limiterKey'> = { limiterKey: () => null };

export function createLoadShedder(
  { lagMs, backlogMs }: LoadSignals = NO_LOAD,
  { limiterKey }: Pick<ClientAddresses, 'limiterKey'> = NO_ADDRESS,
): LoadShedder {
  const inFlight = { own: 0, upstream: 0 };
  const incomingBodies = { callback: 0, other: 0 };
  /** of each address that sends one now */
  const bodiesPerAddress = new Map<string, number>();

  const isOverloaded = (requestKind: RequestKind | null): boolean => {
    if (requestKind === null) return false;
    const own = Math.max(lagMs() / MAX_LAG_MS, inFlight.own / MAX_IN_FLIGHT.own);
    const upstream =
      workClassOf(requestKind) === 'upstream' ? inFlight.upstream / MAX_IN_FLIGHT.upstream : 0;
    if (Math.max(own, upstream) >= ADMITTED_LOAD_SHARES[requestKind]) return true;
    return requestKind === 'ordering' && backlogMs() >= MAX_BACKLOG_MS;
  };

  async function trackInFlight(workClass: WorkClass, run: () => Promise<void>): Promise<void> {
    inFlight[workClass] += 1;
    try {
      await run();
    } finally {
      inFlight[workClass] -= 1;
    }
  }

  /** Bodies come as slowly as their senders like: until one is there, it is no work. */
  async function receiveBody(
    c: Context<ProxyEnv, string>,
    bodyClass: keyof typeof incomingBodies,
    address: string | null,
  ): Promise<void> {
    incomingBodies[bodyClass] += 1;
    countBody(address, 1);
    try {
      await bufferBody(c);
    } finally {
      incomingBodies[bodyClass] -= 1;
      countBody(address, -1);
    }
  }

  function countBody(address: string | null, delta: 1 | -1): void {
    if (address === null) return;
    const bodies = (bodiesPerAddress.get(address) ?? 0) + delta;
    if (bodies > 0) bodiesPerAddress.set(address, bodies);
    else bodiesPerAddress.delete(address);
  }

  const canReceiveBody = (
    bodyClass: keyof typeof incomingBodies,
    address: string | null,
  ): boolean =>
    incomingBodies[bodyClass] < MAX_INCOMING_BODIES[bodyClass] &&
    (address === null || (bodiesPerAddress.get(address) ?? 0) < MAX_INCOMING_BODIES_PER_ADDRESS);

  return {
    middleware: async (c, next) => {
      const requestKind = classifyRequest(c.req.method, c.req.path);
      const bodyClass = c.req.path.startsWith('/callbacks/') ? 'callback' : 'other';
      if (isOverloaded(requestKind)) return rejectOverloaded(c);
      if (c.req.method === 'POST') {
        const address = limiterKey(c);
        if (!canReceiveBody(bodyClass, address)) return rejectOverloaded(c);
        await receiveBody(c, bodyClass, address);
        // Whose bodies came meanwhile are at work by now.
        if (isOverloaded(requestKind)) return rejectOverloaded(c);
      }
      await (requestKind === null ? next() : trackInFlight(workClassOf(requestKind), next));
      return undefined;
    },

    // What a page may send is told to it at any time: it is not asked here.
    shouldReject: (method, path) =>
      method !== 'OPTIONS' && isOverloaded(classifyRequest(method, path)),

    whileIdle: async (wait) => {
      inFlight.own -= 1;
      try {
        return await wait();
      } finally {
        inFlight.own += 1;
      }
    },
  };
}

function rejectOverloaded(c: Context<ProxyEnv>): Response {
  c.set('problem', 'overloaded');
  return problemResponse('overloaded', { retryAfterMs: RETRY_AFTER_MS });
}

/** `null` for what is always taken. */
function classifyRequest(method: string, path: string): RequestKind | null {
  if (/^\/(healthz|readyz|metrics|callbacks\/.*)$/.test(path)) return null;
  if (!path.startsWith('/v1/') || path.startsWith('/v1/catalog')) return 'browsing';
  if (path === '/v1/sessions' || path === '/v1/nicknames') return 'joining';
  return method === 'POST' && path === '/v1/orders' ? 'ordering' : 'asking';
}

const workClassOf = (requestKind: RequestKind): WorkClass =>
  requestKind === 'browsing' || requestKind === 'joining' ? 'upstream' : 'own';
