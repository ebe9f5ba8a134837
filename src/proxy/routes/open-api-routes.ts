/**
 * `/open`: the mirror of bukaOlshop's Open API, so that the shop's pages need no token of the shop. A
 * shopper's own records must never be cached.
 */
import type { Context, Handler } from 'hono';
import type { ClientAddresses } from '../http/address.js';
import type { ProblemCode } from '../contract.js';
import type { ProxyEnv } from '../http/env.js';
import { jsonResponse, notModified } from '../http/etag.js';
import {
  LIST_TTL_MS,
  type ListResponse,
  type Mirror,
  type MirrorFailure,
} from '../mirror/mirror.js';
import {
  recordPath,
  type ListName,
  type QueryParameters,
  type RecordName,
} from '../mirror/request-paths.js';
import type { Platform } from '../platform.js';
import { DETAIL_TTL_MS, type ProductDetails } from '../product-details/product-details.js';
import { ProblemError } from '../problem.js';
import type { CredentialChecks, CredentialVerdict } from '../session/credential-checks.js';
import type { RouteHandlers } from './routes.js';

const PRODUCT_ID = /^\d{1,12}$/;

export interface OpenApiParts {
  readonly mirror: Mirror;
  readonly productDetails: ProductDetails;
  readonly credentialChecks: CredentialChecks;
  readonly addresses: Pick<ClientAddresses, 'limiterKey'>;
  readonly platform: Pick<Platform, 'now'>;
}

export function openApiRoutes({
  mirror,
  productDetails,
  credentialChecks,
  addresses,
  platform,
}: OpenApiParts) {
  const respondWithList = (c: Context<ProxyEnv>, value: ListResponse, ttlMs: number): Response => {
    const headers = cacheHeaders(value, ttlMs, platform.now());
    return notModified(c, headers) ?? jsonResponse(value.body, headers);
  };

  const listHandler =
    (list: ListName): Handler<ProxyEnv> =>
    async (c) => {
      const read = await mirror.list(list, c.req.query());
      if (read.kind !== 'read') throw problemFor(read, 'upstream_refused');
      return respondWithList(c, read.value, LIST_TTL_MS[list]);
    };

  const recordHandler =
    (record: RecordName): Handler<ProxyEnv> =>
    async (c) => {
      const query = withBearerToken(c.req.query(), c.req.header('Authorization'));
      if (recordPath(record, query) === null) throw new ProblemError('bad_request');
      const { id_user: idUser = '', token_user: tokenUser = '' } = query;
      // Wrong pairs count here too; otherwise an attacker guesses here instead of at the sessions.
      const read = await credentialChecks.check(
        { idUser, tokenUser, address: addresses.limiterKey(c) },
        () => mirror.record(record, query),
        credentialVerdictOf(record),
      );
      if (read.kind !== 'read') throw problemFor(read, 'unknown_shopper');
      return jsonResponse(read.value, { 'Cache-Control': 'no-store' });
    };

  return {
    'GET /open/app/produk/:id': async (c) => {
      const id = c.req.param('id');
      if (!PRODUCT_ID.test(id)) throw new ProblemError('not_found');
      const read = await productDetails.get(id);
      if (read.kind !== 'read') throw problemFor(read, 'upstream_refused');
      return respondWithList(c, read.value, DETAIL_TTL_MS);
    },
    'GET /open/app/produk': listHandler('produk'),
    'GET /open/app/kategori': listHandler('kategori'),
    'GET /open/app/kostumpage': listHandler('kostumpage'),
    'GET /open/app/slide': listHandler('slide'),
    'GET /open/user/info': recordHandler('info'),
    'GET /open/user/catatan': recordHandler('catatan'),
    'GET /open/user/transaksi': recordHandler('transaksi'),
  } satisfies Partial<RouteHandlers>;
}

/**
 * The shopper's token comes in a header, because web servers in front log addresses. Pages of an earlier
 * version send it as a parameter, like the Open API itself.
 */
function withBearerToken(query: QueryParameters, authorization = ''): QueryParameters {
  const [, token] = /^Bearer +(.+)$/i.exec(authorization) ?? [];
  return token === undefined ? query : { ...query, token_user: token };
}

/** `Age` above `max-age` makes browsers revalidate an old list, at the cost of a 304. */
function cacheHeaders({ etag, requestedAt }: ListResponse, ttlMs: number, now: number) {
  const seconds = (ms: number) => String(Math.max(0, Math.floor(ms / 1000)));
  return {
    ETag: etag,
    'Cache-Control': `public, max-age=${seconds(ttlMs)}, stale-while-revalidate=${seconds(ttlMs)}`,
    Age: seconds(now - requestedAt),
  };
}

const PROBLEM_OF_FAILURE = {
  'not-found': 'not_found',
  unavailable: 'upstream_unavailable',
  malformed: 'upstream_malformed',
  quota: 'upstream_quota',
} as const satisfies Record<string, ProblemCode>;

/** A shopper's list may be "not found" because it is empty; a missing `info` means no such shopper. */
const credentialVerdictOf =
  (record: RecordName) =>
  (read: Awaited<ReturnType<Mirror['record']>>): CredentialVerdict => {
    if (read.kind === 'read') return 'accepted';
    if (read.kind === 'bad-request') return 'inconclusive';
    const isUnknownShopper =
      read.code === 'refused' || (record === 'info' && read.code === 'not-found');
    return isUnknownShopper ? 'wrong' : 'inconclusive';
  };

/** @param refusedCode the meaning of a 4xx of bukaOlshop here: the shop's token, or the shopper's */
function problemFor(failure: MirrorFailure, refusedCode: ProblemCode): ProblemError {
  if (failure.kind === 'bad-request') return new ProblemError('bad_request');
  const code = failure.code === 'refused' ? refusedCode : PROBLEM_OF_FAILURE[failure.code];
  return new ProblemError(
    code,
    'retryAfterMs' in failure ? { retryAfterMs: failure.retryAfterMs } : {},
  );
}
