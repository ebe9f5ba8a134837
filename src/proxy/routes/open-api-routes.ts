/**
 * `/open`: bukaOlshop's Open API as the shop's pages see it, without the shop's token. A page whose
 * `api` names it shows the whole storefront, so the shopper's own records pass here too, uncached:
 * otherwise the balance would need the token that the page no longer has.
 */
import { Hono } from 'hono';
import type { ClientAddresses } from '../http/address.js';
import type { ProblemCode } from '../contract.js';
import type { ProxyEnv } from '../http/env.js';
import { matchesEtag } from '../http/etag.js';
import {
  LIST_TTL_MS,
  type ListResponse,
  type Mirror,
  type MirrorFailure,
} from '../mirror/mirror.js';
import { LIST_NAMES, recordPath, RECORD_NAMES, type RecordName } from '../mirror/request-paths.js';
import type { Platform } from '../platform.js';
import { ProblemError } from '../problem.js';
import type { CredentialChecks, CredentialVerdict } from '../session/credential-checks.js';

export interface OpenApiParts {
  readonly mirror: Mirror;
  readonly credentialChecks: CredentialChecks;
  readonly addresses: Pick<ClientAddresses, 'limiterKey'>;
  readonly platform: Pick<Platform, 'now'>;
}

export function openApiRoutes({
  mirror,
  credentialChecks,
  addresses,
  platform,
}: OpenApiParts): Hono<ProxyEnv> {
  const { now } = platform;
  const app = new Hono<ProxyEnv>();
  for (const list of LIST_NAMES) {
    app.get(`/open/app/${list}`, async (c) => {
      const read = await mirror.list(list, c.req.query());
      if (read.kind !== 'read') throw problemFor(read, 'upstream_refused');
      const headers = cacheHeaders(read.value, LIST_TTL_MS[list], now());
      return matchesEtag(c.req.header('If-None-Match'), read.value.etag)
        ? new Response(null, { status: 304, headers })
        : jsonResponse(read.value.body, headers);
    });
  }
  for (const record of RECORD_NAMES) {
    app.get(`/open/user/${record}`, async (c) => {
      const query = c.req.query();
      if (recordPath(record, query) === null) throw new ProblemError('bad_request');
      const { id_user: idUser = '', token_user: tokenUser = '' } = query;
      // Who could try any pair here would need no session to guess.
      const read = await credentialChecks.check(
        { idUser, tokenUser, address: addresses.limiterKey(c) },
        () => mirror.record(record, query),
        credentialVerdictOf(record),
      );
      if (read.kind !== 'read') throw problemFor(read, 'unknown_shopper');
      return jsonResponse(read.value, { 'Cache-Control': 'no-store' });
    });
  }
  return app;
}

const jsonResponse = (body: string, headers: Record<string, string>): Response =>
  new Response(body, { headers: { 'Content-Type': 'application/json', ...headers } });

/** With an `Age` above `max-age`, an old list is asked about again, and costs a 304 at most. */
function cacheHeaders(
  { etag, requestedAt }: ListResponse,
  ttlMs: number,
  now: number,
): Record<string, string> {
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

/** Lists of a shopper may be “not found” because they are empty; who is nobody has no `info` either. */
const credentialVerdictOf =
  (record: RecordName) =>
  (read: Awaited<ReturnType<Mirror['record']>>): CredentialVerdict => {
    if (read.kind === 'read') return 'taken';
    if (read.kind === 'bad-request') return 'nothing';
    const isUnknownShopper =
      read.code === 'refused' || (record === 'info' && read.code === 'not-found');
    return isUnknownShopper ? 'wrong' : 'nothing';
  };

/** @param refusedCode what a 4xx of bukaOlshop means here: about the shop's token, or the shopper's */
function problemFor(failure: MirrorFailure, refusedCode: ProblemCode): ProblemError {
  if (failure.kind === 'bad-request') return new ProblemError('bad_request');
  const code = failure.code === 'refused' ? refusedCode : PROBLEM_OF_FAILURE[failure.code];
  return new ProblemError(
    code,
    'retryAfterMs' in failure ? { retryAfterMs: failure.retryAfterMs } : {},
  );
}
