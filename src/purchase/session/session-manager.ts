/**
 * Opens and caches the shopper's session at the proxy: one for the page and the next pages, since
 * each costs the shop requests of its daily quota. Storing the token is safe: it is bound to a key
 * that cannot leave the browser.
 */
import * as z from 'zod/mini';
import type { Shopper } from '../../open-api/endpoint.js';
import { personalKey } from '../../stores/cache.js';
import { writeEntry } from '../../stores/cache-writer.js';
import { isFresh, platform } from '../../stores/platform.js';
import { sha256Base64url } from './base64url.js';
import type { Outcome } from '../purchase-client.js';
import { integerSchema, textSchema } from '../http/schemas.js';
import { sessionSchema } from '../http/session-schemas.js';
import { openProxyCache } from '../proxy-cache.js';
import type { SendSigned } from './send-signed.js';

/** A session is renewed this long before it expires, ms. */
const RENEWAL_MARGIN_MS = 60_000;

export interface SessionManager {
  /** The access token; opens a session when there is none. */
  open(): Promise<Outcome<string>>;
  /** Marks the session of this token as ended: the proxy has refused it. */
  invalidate(accessToken: string): void;
  /** The saldo when this page opened the session, whole rupiah; `null` if it opened none. */
  balance(): number | null;
}

interface Session {
  readonly accessToken: string;
  /** ms since the epoch */
  readonly openedAt: number;
  readonly lifetimeMs: number;
}

/** What is stored beside the time when the session was opened. */
const storedSessionSchema = z.object({ token: textSchema, seconds: integerSchema });

export function createSessionManager(
  sendSigned: SendSigned,
  proxy: string,
  shopper: Shopper | null,
): SessionManager {
  const cache = openProxyCache(proxy);
  let session: Session | null = null;
  let balance: number | null = null;
  let opening: Promise<Outcome<string>> | null = null;

  const isUsable = ({ openedAt, lifetimeMs }: Session) =>
    isFresh(openedAt, lifetimeMs - RENEWAL_MARGIN_MS);

  /** Logging in again changes the shopper's token, and so opens another session. */
  const cacheNameFor = async ({ id, token }: Shopper) =>
    personalKey(id, `session:${await sha256Base64url(token)}`);

  const restore = (name: string): Session | null => {
    const cached = cache.read(name, storedSessionSchema);
    if (!cached) return null;
    const { token, seconds } = cached.value;
    return { accessToken: token, openedAt: cached.at, lifetimeMs: seconds * 1000 };
  };

  const open = async (owner: Shopper): Promise<Outcome<string>> => {
    const name = await cacheNameFor(owner);
    const cached = session ? null : restore(name);
    if (cached && isUsable(cached)) {
      session = cached;
      return { ok: true, value: cached.accessToken };
    }
    const body = JSON.stringify({ id_user: owner.id, token_user: owner.token });
    // Never aborted: other requests share this session.
    const { signal } = new AbortController();
    const request = { method: 'POST', path: '/v1/sessions', body } as const;
    const result = await sendSigned(request, null, signal);
    if (!result.ok) return result;
    const { data } = sessionSchema.safeParse(result.value);
    if (!data) return { ok: false, code: 'malformed' };
    const { access_token: token, expires_in: seconds } = data;
    session = { accessToken: token, openedAt: platform().now(), lifetimeMs: seconds * 1000 };
    balance = data.shopper.jumlah_saldo;
    writeEntry(cache, name, { at: session.openedAt, value: { token, seconds } });
    return { ok: true, value: session.accessToken };
  };

  return {
    open: async () => {
      if (!shopper) return { ok: false, code: 'guest' };
      if (session && isUsable(session)) return { ok: true, value: session.accessToken };
      opening ??= open(shopper).finally(() => {
        opening = null;
      });
      return opening;
    },
    invalidate: (accessToken) => {
      // Several requests may be refused for one token; a newer session must survive the later ones.
      if (session?.accessToken === accessToken) session = { ...session, lifetimeMs: 0 };
    },
    balance: () => balance,
  };
}
