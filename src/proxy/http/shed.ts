/**
 * What is refused while too much is going on: browsing first, then what only asks, then new orders.
 * Callbacks and what watches over the proxy never are, and the runner, which carries the money, asks
 * nobody here. Whatever is refused is refused before anything of it was done.
 */
import type { Context, MiddlewareHandler } from 'hono';
import { problem } from '../problem.js';
import type { ClientAddresses } from './address.js';
import { bufferBody } from './body.js';
import type { ProxyEnv } from './env.js';

export interface LoadSignals {
  /** ms that everything in this process waits for its turn, for a while already */
  readonly lag: () => number;
  /** ms since the runner last kept up with the orders that are due */
  readonly backlog: () => number;
}

export interface LoadShedder {
  /** Refuses, or takes the body and counts the request as work until it is answered. */
  readonly middleware: MiddlewareHandler<ProxyEnv>;
  /** Whether such a request is refused now. */
  shouldReject(this: void, method: string, path: string): boolean;
  /** A request of a session that only waits for something to happen is no work meanwhile. */
  aside<T>(this: void, wait: () => Promise<T>): Promise<T>;
}

/**
 * What a request is about, in the order in which it is given up; `joining` is a session or a name,
 * which an upstream is asked for.
 */
type Kind = 'browsing' | 'joining' | 'asking' | 'ordering';

/** Of each limit, how much may be used up when a request of a kind is still taken. */
const SHARES: Readonly<Record<Kind, number>> = {
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
export const MOST_WORK = { own: 256, upstream: 1_024 };
type Work = keyof typeof MOST_WORK;
/** ms; a process that keeps up is far below, and a hundred first visits are over by half of it */
export const LONGEST_LAG = 200;
/** ms; a burst is over by then */
export const LONGEST_BACKLOG = 15_000;
/** Bodies on their way, of callbacks and of all others: each may hold `MAX_BODY_BYTES`. */
export const MOST_BODIES = { callback: 512, other: 512 };
/** Of these, how many of one address: whoever sends slowly keeps nobody else out. */
export const MOST_BODIES_OF_ONE = 16;
/** ms after which to ask again */
export const RETRY_AFTER = 3_000;

const NO_LOAD: LoadSignals = { lag: () => 0, backlog: () => 0 };

const NO_ADDRESS: Pick<ClientAddresses, 'countedAs'> = { limiterKey: () => null };

export function createLoadShedder(
  { lag, backlog }: LoadSignals = NO_LOAD,
  { limiterKey }: Pick<ClientAddresses, 'countedAs'> = NO_ADDRESS,
): LoadShedder {
  const working = { own: 0, upstream: 0 };
  const arriving = { callback: 0, other: 0 };
  /** of each address that sends one now */
  const ofOne = new Map<string, number>();

  const isOverloaded = (kind: Kind | null): boolean => {
    if (kind === null) return false;
    const own = Math.max(lag() / LONGEST_LAG, working.own / MOST_WORK.own);
    const upstream = workOf(kind) === 'upstream' ? working.upstream / MOST_WORK.upstream : 0;
    if (Math.max(own, upstream) >= SHARES[kind]) return true;
    return kind === 'ordering' && backlog() >= LONGEST_BACKLOG;
  };

  async function work(whose: Work, run: () => Promise<void>): Promise<void> {
    working[whose] += 1;
    try {
      await run();
    } finally {
      working[whose] -= 1;
    }
  }

  /** Bodies come as slowly as their senders like: until one is there, it is no work. */
  async function arrive(
    c: Context<ProxyEnv, string>,
    sender: keyof typeof arriving,
    address: string | null,
  ): Promise<void> {
    arriving[sender] += 1;
    count(address, 1);
    try {
      await bufferBody(c);
    } finally {
      arriving[sender] -= 1;
      count(address, -1);
    }
  }

  function count(address: string | null, by: 1 | -1): void {
    if (address === null) return;
    const bodies = (ofOne.get(address) ?? 0) + by;
    if (bodies > 0) ofOne.set(address, bodies);
    else ofOne.delete(address);
  }

  const hasRoom = (sender: keyof typeof arriving, address: string | null): boolean =>
    arriving[sender] < MOST_BODIES[sender] &&
    (address === null || (ofOne.get(address) ?? 0) < MOST_BODIES_OF_ONE);

  return {
    middleware: async (c, next) => {
      const kind = kindOf(c.req.method, c.req.path);
      const sender = c.req.path.startsWith('/callbacks/') ? 'callback' : 'other';
      if (isOverloaded(kind)) return rejectOverloaded(c);
      if (c.req.method === 'POST') {
        const address = limiterKey(c);
        if (!hasRoom(sender, address)) return rejectOverloaded(c);
        await arrive(c, sender, address);
        // Whose bodies came meanwhile are at work by now.
        if (isOverloaded(kind)) return rejectOverloaded(c);
      }
      await (kind === null ? next() : work(workOf(kind), next));
      return undefined;
    },

    // What a page may send is told to it at any time: it is not asked here.
    shouldReject: (method, path) => method !== 'OPTIONS' && isOverloaded(kindOf(method, path)),

    aside: async (wait) => {
      working.own -= 1;
      try {
        return await wait();
      } finally {
        working.own += 1;
      }
    },
  };
}

function rejectOverloaded(c: Context<ProxyEnv>): Response {
  c.set('problem', 'overloaded');
  return problem('overloaded', { retryAfter: RETRY_AFTER });
}

/** `null` for what is always taken. */
function kindOf(method: string, path: string): Kind | null {
  if (/^\/(healthz|readyz|metrics|callbacks\/.*)$/.test(path)) return null;
  if (!path.startsWith('/v1/') || path.startsWith('/v1/catalog')) return 'browsing';
  if (path === '/v1/sessions' || path === '/v1/nicknames') return 'joining';
  return method === 'POST' && path === '/v1/orders' ? 'ordering' : 'asking';
}

const workOf = (kind: Kind): Work =>
  kind === 'browsing' || kind === 'joining' ? 'upstream' : 'own';
