/** A shopper's side of the proxy, with a knob to spoil every part of what it sends. */
import { createHash, randomUUID } from 'node:crypto';
import { exportJWK, generateKeyPair, SignJWT, type JWTHeaderParameters } from 'jose';
import { session, type Session } from '../../../src/proxy/contract.js';

export type Send = (request: Request) => Response | Promise<Response>;

export interface KeyPair {
  readonly alg: string;
  readonly publicKey: CryptoKey;
  readonly privateKey: CryptoKey;
}

/** What is different from an honest request. */
export interface Spoilt {
  /** claims of the proof that replace the honest ones; `undefined` leaves one out */
  readonly claims?: Readonly<Record<string, unknown>>;
  /** members of the proof's header that do */
  readonly header?: Readonly<Record<string, unknown>>;
  /** the proof itself; `null` sends none */
  readonly proof?: string | null;
  /** whose key signs the proof */
  readonly key?: KeyPair;
  /** the session token; `null` sends none */
  readonly token?: string | null;
  /** sent instead of the body that the proof is about */
  readonly sent?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface ShopperOptions {
  readonly origin: string;
  readonly send: Send;
  readonly pair: { readonly id_user: string; readonly token_user: string };
  /** ms since 1970 */
  readonly now?: () => number;
  readonly key?: KeyPair;
}

export interface TestShopper {
  readonly key: KeyPair;
  /** Begins a session, and uses it from then on. */
  session(this: void): Promise<Session>;
  get(this: void, path: string, spoilt?: Spoilt): Promise<Response>;
  /** A text is sent as it is, anything else as JSON. */
  post(this: void, path: string, body: unknown, spoilt?: Spoilt): Promise<Response>;
  proof(this: void, method: string, path: string, body: string, spoilt?: Spoilt): Promise<string>;
}

export const digest = (data: string | Uint8Array): string =>
  createHash('sha256').update(data).digest('base64url');

export async function createKey(alg = 'ES256'): Promise<KeyPair> {
  return { alg, ...(await generateKeyPair(alg, { extractable: true })) };
}

export async function createShopper({
  origin,
  send,
  pair,
  now = Date.now,
  key,
}: ShopperOptions): Promise<TestShopper> {
  const own = key ?? (await createKey());
  let token: string | null = null;

  const tokenOf = (spoilt: Spoilt) => (spoilt.token === undefined ? token : spoilt.token);

  async function proof(
    method: string,
    path: string,
    body: string,
    spoilt: Spoilt = {},
  ): Promise<string> {
    const pairOfKeys = spoilt.key ?? own;
    const shown = tokenOf(spoilt);
    const header: JWTHeaderParameters = {
      typ: 'dpop+jwt',
      alg: pairOfKeys.alg,
      jwk: await exportJWK(pairOfKeys.publicKey),
      ...spoilt.header,
    };
    const claims = {
      jti: randomUUID(),
      htm: method,
      htu: `${origin}${path.split('?')[0] ?? ''}`,
      iat: Math.floor(now() / 1000),
      ...(shown !== null && { ath: digest(shown) }),
      ...(body !== '' && { body_sha256: digest(body) }),
      ...spoilt.claims,
    };
    return new SignJWT(claims).setProtectedHeader(header).sign(pairOfKeys.privateKey);
  }

  async function ask(method: string, path: string, body: string, spoilt: Spoilt) {
    const shown = tokenOf(spoilt);
    const made =
      spoilt.proof === undefined ? await proof(method, path, body, spoilt) : spoilt.proof;
    const sent = spoilt.sent ?? body;
    return send(
      new Request(`${origin}${path}`, {
        method,
        headers: {
          ...(sent !== '' && { 'Content-Type': 'application/json' }),
          ...(shown !== null && { Authorization: `DPoP ${shown}` }),
          ...(made !== null && { DPoP: made }),
          ...spoilt.headers,
        },
        ...(sent !== '' && { body: sent }),
      }),
    );
  }

  const post = (path: string, body: unknown, spoilt: Spoilt = {}) =>
    ask('POST', path, typeof body === 'string' ? body : JSON.stringify(body), spoilt);

  return {
    key: own,
    proof,
    post,
    get: (path, spoilt = {}) => ask('GET', path, '', spoilt),
    session: async () => {
      const answer = await post('/v1/sessions', pair, { token: null });
      if (answer.status !== 201) throw new Error(`No session: ${await answer.text()}`);
      const begun = session.parse(await answer.json());
      token = begun.access_token;
      return begun;
    },
  };
}
