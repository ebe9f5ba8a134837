/**
 * The table of routes: the kind of each, the work that it causes, its access and its limits. Nothing
 * else may classify a request; the handlers are in the other files of this folder.
 */
import type { Handler } from 'hono';
import type { ProxyEnv } from '../http/env.js';
import type { RequestLimit, RouteName, RoutePolicy, RouteTable } from '../http/route-policy.js';

/** Who may call a route. */
export type Access =
  | 'public'
  /** holders of a key that signs the request; sets `c.var.thumbprint` */
  | 'proof'
  /** shoppers with a session; sets `c.var.shopper` */
  | 'session'
  /** shoppers by id (query) and token (header, or query); the handler checks them */
  | 'credentials'
  /** upstreams that know a secret of the path or the body; the handler compares it */
  | 'secret'
  /** clients that do not come through a web server */
  | 'direct'
  /** clients on this machine that do not come through a web server */
  | 'local';

export interface RouteRow extends RoutePolicy {
  readonly access: Access;
}

// Many phones share one address of their network, so the limits of an address are wide.

/** Each attempt costs requests of the shop's daily quota, and needs no credentials. */
const sessions: RequestLimit = { perMinute: 30 };
const catalog: RequestLimit = { perMinute: 600 };
const openApi: RequestLimit = { perMinute: 300 };
const purchases: RequestLimit = { perMinute: 1_200 };
const callbacks: RequestLimit = { perMinute: 600 };
/** A first visit loads up to two dozen, later ones none. */
const files: RequestLimit = { perMinute: 6_000 };

/** All requests of one shopper that need a session. */
export const SESSION_REQUESTS: RequestLimit = { perMinute: 600 };

const catalogRoute = {
  kind: 'browsing',
  work: 'upstream',
  access: 'public',
  perAddress: catalog,
} as const;
const listRoute = {
  kind: 'browsing',
  work: 'upstream',
  access: 'public',
  perAddress: openApi,
} as const;
const recordRoute = { ...listRoute, access: 'credentials' } as const;
const orderRoute = {
  kind: 'checkout',
  work: 'local',
  access: 'session',
  perAddress: purchases,
} as const;
const callbackRoute = {
  kind: 'callback',
  work: 'local',
  access: 'secret',
  perAddress: callbacks,
} as const;
/** A page cannot order without its files, and does not ask for them again; they cost next to nothing. */
const fileRoute = {
  kind: 'checkout',
  work: 'local',
  access: 'public',
  perAddress: files,
  isForAllOrigins: true,
} as const;
const operatorRoute = { kind: 'operator', work: 'local' } as const;

export const ROUTES = {
  'POST /v1/sessions': {
    kind: 'checkout',
    work: 'upstream',
    access: 'proof',
    perAddress: sessions,
  },
  'GET /v1/catalog': catalogRoute,
  'GET /v1/catalog/:provider/:product': catalogRoute,
  'GET /v1/shelf': catalogRoute,
  'GET /v1/shelf/:id': catalogRoute,
  'GET /v1/shop-products/:id': catalogRoute,
  'POST /v1/quotes': { ...orderRoute, perShopper: { perMinute: 120 } },
  'POST /v1/nicknames': { ...orderRoute, work: 'upstream', perShopper: { perMinute: 30 } },
  'GET /v1/orders': orderRoute,
  'POST /v1/orders': { ...orderRoute, kind: 'ordering', perShopper: { perMinute: 120 } },
  'GET /v1/orders/:id': orderRoute,
  'GET /open/app/produk': listRoute,
  'GET /open/app/produk/:id': listRoute,
  'GET /open/app/kategori': listRoute,
  'GET /open/app/kostumpage': listRoute,
  'GET /open/app/slide': listRoute,
  'GET /open/user/info': recordRoute,
  'GET /open/user/catatan': recordRoute,
  'GET /open/user/transaksi': recordRoute,
  'POST /callbacks/lapakgaming/:secret': callbackRoute,
  'POST /callbacks/snapcart/:secret': callbackRoute,
  'POST /callbacks/bukaolshop': callbackRoute,
  'GET /etalase/latest.js': fileRoute,
  'GET /etalase/workshop': fileRoute,
  'GET /etalase/:version/:file': fileRoute,
  'GET /etalase/:version/chunks/:file': fileRoute,
  'GET /etalase/:version/workshop/:file': fileRoute,
  'GET /images/:file': fileRoute,
  'GET /healthz': { ...operatorRoute, access: 'public' },
  'GET /readyz': { ...operatorRoute, access: 'direct' },
  'GET /metrics': { ...operatorRoute, access: 'local' },
} as const satisfies Readonly<Record<RouteName, RouteRow>>;

export const ROUTE_TABLE: RouteTable = {
  routes: ROUTES,
  // Requests that no route answers count like their neighbours, so that probing costs something.
  areas: {
    '/v1/catalog/*': catalogRoute,
    '/v1/shelf/*': catalogRoute,
    '/v1/shop-products/*': catalogRoute,
    '/v1/orders/*': orderRoute,
    '/v1/*': { kind: 'checkout', work: 'local' },
    '/open/*': listRoute,
    '/callbacks/*': callbackRoute,
    '/etalase/*': fileRoute,
    '/images/*': fileRoute,
  },
  elsewhere: { kind: 'browsing', work: 'upstream' },
};

type PathOf<Name> = Name extends `${string} ${infer Path}` ? Path : never;

/** One handler for each row of the table. */
export type RouteHandlers = {
  readonly [Name in keyof typeof ROUTES]: Handler<ProxyEnv, PathOf<Name>>;
};
