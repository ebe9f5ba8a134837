/**
 * The shopper's session at the proxy: one for all that a page does, and for the next pages, since
 * opening one costs the shop requests of its daily quota. The token is of no use without the key.
 */
import type { Shopper } from '../../open-api/endpoint.js';
import { createCache, personalKey } from '../../stores/cache.js';
import { platform } from '../../stores/platform.js';
import { sha256Base64url } from './base64url.js';
import type { Outcome } from '../purchase-client.js';
import { sessionSchema as sessionSchema } from '../http/session-schemas.js';
import type { SendSigned } from './send-signed.js';

/** A session is renewed when it has less than this to live, ms. */
const RENEWAL_MARGIN_MS = 60_000;

export interface SessionManager {
  /** The access token, of a new session where there is none. */
  open(): Promise<Outcome<string>>;
  /** The proxy does not take this token any more. */
  invalidate(accessToken: string): void;
  /** Whole rupiah, as a session that was opened by this page told; else `null`. */
  balance(): number | null;
}

interface Session {
  readonly accessToken: string;
  /** ms since the epoch */
  readonly expiresAt: number;
}

export function createSessionManager(
  sendSigned: SendSigned,
  proxy: string,
  shopper: Shopper | null,
): SessionManager {
  const cache = createCache(platform().storage, proxy);
  let session: Session | null = null;
  let balance: number | null = null;
  let opening: Promise<Outcome<string>> | null = null;

  const isFresh = ({ expiresAt }: Session) => expiresAt - platform().now() > RENEWAL_MARGIN_MS;

  /** A shopper who logged in again has another token, and so another session. */
  const cacheNameFor = async ({ id, token }: Shopper) =>
    personalKey(id, `session:${await sha256Base64url(token)}`);

  const restore = (name: string): Session | null => {
    const cached = cache.read(name);
    return cached && typeof cached.rows === 'string'
      ? { accessToken: cached.rows, expiresAt: cached.at }
      : null;
  };

  const open = async (owner: Shopper): Promise<Outcome<string>> => {
    const name = await cacheNameFor(owner);
    const cached = session ? null : restore(name);
    if (cached && isFresh(cached)) {
      session = cached;
      return { ok: true, value: cached.accessToken };
    }
    const body = JSON.stringify({ id_user: owner.id, token_user: owner.token });
    // Whoever asked may leave; the session is for all.
    const { signal } = new AbortController();
    const request = { method: 'POST', path: '/v1/sessions', body } as const;
    const result = await sendSigned(request, null, signal);
    if (!result.ok) return result;
    const { data } = sessionSchema.safeParse(result.value);
    if (!data) return { ok: false, code: 'malformed' };
    session = {
      accessToken: data.access_token,
      expiresAt: platform().now() + data.expires_in * 1000,
    };
    balance = data.shopper.jumlah_saldo;
    cache.write(name, { at: session.expiresAt, rows: session.accessToken, pages: 0, done: true });
    return { ok: true, value: session.accessToken };
  };

  return {
    open: async () => {
      if (!shopper) return { ok: false, code: 'guest' };
      if (session && isFresh(session)) return { ok: true, value: session.accessToken };
      opening ??= open(shopper).finally(() => {
        opening = null;
      });
      return opening;
    },
    invalidate: (accessToken) => {
      // Several requests may learn it; only the first of them ends the session.
      if (session?.accessToken === accessToken) session = { ...session, expiresAt: 0 };
    },
    balance: () => balance,
  };
}
