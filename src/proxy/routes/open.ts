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
import { LIST_NAMES, recordPath, RECORD_NAMES, type RecordName } from '../mirror/questions.js';
import type { Platform } from '../outside.js';
import { ProblemError } from '../problem.js';
import type { CredentialChecks, CredentialVerdict } from '../session/pairs.js';

export interface OpenParts {
  readonly mirror: Mirror;
  readonly credentialChecks: CredentialChecks;
  readonly addresses: Pick<ClientAddresses, 'countedAs'>;
  readonly platform: Pick<Platform, 'now'>;
}

export function openRoutes({
  mirror,
  credentialChecks,
  addresses,
  platform,
}: OpenParts): Hono<ProxyEnv> {
  const { now } = platform;
  const app = new Hono<ProxyEnv>();
  for (const list of LIST_NAMES) {
    app.get(`/open/app/${list}`, async (c) => {
      const read = await mirror.list(list, c.req.query());
      if (read.kind !== 'read') throw problemOf(read, 'upstream_refused');
      const headers = headersOf(read.value, LIST_TTL_MS[list], now());
      return matchesEtag(c.req.header('If-None-Match'), read.value.etag)
        ? new Response(null, { status: 304, headers })
        : json(read.value.body, headers);
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
        verdictOf(record),
      );
      if (read.kind !== 'read') throw problemOf(read, 'unknown_shopper');
      return json(read.value, { 'Cache-Control': 'no-store' });
    });
  }
  return app;
}

const json = (body: string, headers: Record<string, string>): Response =>
  new Response(body, { headers: { 'Content-Type': 'application/json', ...headers } });

/** With an `Age` above `max-age`, an old list is asked about again, and costs a 304 at most. */
function headersOf(
  { etag, requestedAt }: ListResponse,
  life: number,
  now: number,
): Record<string, string> {
  const seconds = (ms: number) => String(Math.max(0, Math.floor(ms / 1000)));
  return {
    ETag: etag,
    'Cache-Control': `public, max-age=${seconds(life)}, stale-while-revalidate=${seconds(life)}`,
    Age: seconds(now - requestedAt),
  };
}

const CODES = {
  'not-found': 'not_found',
  unavailable: 'upstream_unavailable',
  malformed: 'upstream_malformed',
  quota: 'upstream_quota',
} as const satisfies Record<string, ProblemCode>;

/** Lists of a shopper may be “not found” because they are empty; who is nobody has no `info` either. */
const verdictOf =
  (record: RecordName) =>
  (read: Awaited<ReturnType<Mirror['record']>>): CredentialVerdict => {
    if (read.kind === 'read') return 'taken';
    if (read.kind === 'bad-request') return 'nothing';
    const isNobody = read.code === 'refused' || (record === 'info' && read.code === 'not-found');
    return isNobody ? 'wrong' : 'nothing';
  };

/** @param refused what a 4xx of bukaOlshop means here: about the shop's token, or the shopper's */
function problemOf(failure: MirrorFailure, refused: ProblemCode): ProblemError {
  if (failure.kind === 'bad-request') return new ProblemError('bad_request');
  const code = failure.code === 'refused' ? refused : CODES[failure.code];
  return new ProblemError(
    code,
    'retryAfter' in failure ? { retryAfterMs: failure.retryAfterMs } : {},
  );
}
