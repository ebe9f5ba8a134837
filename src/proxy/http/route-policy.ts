/**
 * The policy of a route, and the match of a request to it. Everything that treats requests differently
 * (load shedder, limiters, guard, metrics) reads the policy and must not look at the URL itself.
 */
import { TrieRouter } from 'hono/router/trie-router';

/** A number of requests in a minute. Routes that name the same object share its counter. */
export interface RequestLimit {
  readonly perMinute: number;
}

/**
 * What a request is for. Under load `browsing` is refused first, then `checkout`, then `ordering`;
 * `callback` and `operator` are never refused.
 */
export type RouteKind = 'browsing' | 'checkout' | 'ordering' | 'callback' | 'operator';

/** What a request keeps busy until it is answered: an upstream, or this process. */
export type WorkClass = 'upstream' | 'local';

export interface RoutePolicy {
  readonly kind: RouteKind;
  readonly work: WorkClass;
  /** of one address; without it the address is not counted */
  readonly perAddress?: RequestLimit;
  /** Pages of every origin may read the answers, and caches share them; otherwise only allowed pages. */
  readonly isForAllOrigins?: boolean;
  /** of one shopper, beside the limit of all requests with a session */
  readonly perShopper?: RequestLimit;
}

export interface MatchedRoute extends RoutePolicy {
  /** for logs and metrics: the route's pattern; one and the same for all that no route answers */
  readonly label: string;
}

export type MatchRoute = (method: string, path: string) => MatchedRoute;

/** Method and Hono's pattern, separated by a space: `GET /v1/orders/:id`. */
export type RouteName = `${'GET' | 'POST'} /${string}`;

/** Policies by route, and the policies of requests that no route answers. */
export interface RouteTable {
  readonly routes: Readonly<Record<RouteName, RoutePolicy>>;
  /** by Hono's pattern, the narrower first */
  readonly areas: Readonly<Record<string, RoutePolicy>>;
  readonly elsewhere: RoutePolicy;
}

export const UNMATCHED_LABEL = '/*';

/**
 * Matches by Hono's own rules, before its router has run. A request whose method no route of its path
 * takes has the policy of the path's first route.
 */
export function createRouteMatcher({ routes, areas, elsewhere }: RouteTable): MatchRoute {
  const router = new TrieRouter<MatchedRoute>();
  const unmatched = (policy: RoutePolicy) => ({ ...policy, label: UNMATCHED_LABEL });
  const rows = Object.entries(routes).map(([name, policy]) => ({
    ...splitRouteName(name),
    policy,
  }));
  // Of several matches the router lists the one added first.
  for (const { method, path, policy } of rows) router.add(method, path, { ...policy, label: path });
  for (const { path, policy } of rows) router.add('ALL', path, unmatched(policy));
  for (const [pattern, policy] of Object.entries(areas))
    router.add('ALL', pattern, unmatched(policy));
  const fallback = unmatched(elsewhere);

  function search(method: string, path: string): MatchedRoute {
    const [[first] = []] = router.match(method, path);
    return first?.[0] ?? fallback;
  }
  // Most requests are for paths without parameters.
  const fixed = new Map(
    rows
      .filter(({ path }) => !/[:*]/.test(path))
      .map(({ method, path }) => [`${method} ${path}`, search(method, path)]),
  );

  return (method, path) => {
    const asked = method === 'HEAD' ? 'GET' : method;
    return fixed.get(`${asked} ${path}`) ?? search(asked, path);
  };
}

export function splitRouteName(name: string): { readonly method: string; readonly path: string } {
  const [method = '', path = ''] = name.split(' ');
  return { method, path };
}
