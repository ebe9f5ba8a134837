/** A shopper's client that can tamper with every part of a request. */
import { createHash, randomUUID } from 'node:crypto';
import { exportJWK, generateKeyPair, SignJWT, type JWTHeaderParameters } from 'jose';
import { session, type Session } from '../../../../src/proxy/contract.js';

export type Send = (request: Request) => Response | Promise<Response>;

export interface KeyPair {
  readonly alg: string;
  readonly publicKey: CryptoKey;
  readonly privateKey: CryptoKey;
}

/** Differences from an honest request. */
export interface Tampering {
  /** claims of the proof that replace the honest ones; `undefined` leaves one out */
  readonly claims?: Readonly<Record<string, unknown>>;
  /** the same for parameters of the proof's header */
  readonly header?: Readonly<Record<string, unknown>>;
  /** the proof itself; `null` sends none */
  readonly proof?: string | null;
  /** the key that signs the proof */
  readonly key?: KeyPair;
  /** the session token; `null` sends none */
  readonly token?: string | null;
  /** sent instead of the body that the proof covers */
  readonly sentBody?: string;
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
  /** Starts a session, and uses it in later requests. */
  session(this: void): Promise<Session>;
  get(this: void, path: string, tampering?: Tampering): Promise<Response>;
  /** Sends a string as it is, and anything else as JSON. */
  post(this: void, path: string, body: unknown, tampering?: Tampering): Promise<Response>;
  proof(
    this: void,
    method: string,
    path: string,
    body: string,
    tampering?: Tampering,
  ): Promise<string>;
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
  const ownKey = key ?? (await createKey());
  let token: string | null = null;

  const tokenOf = (tampering: Tampering) =>
    tampering.token === undefined ? token : tampering.token;

  async function proof(
    method: string,
    path: string,
    body: string,
    tampering: Tampering = {},
  ): Promise<string> {
    const signingKey = tampering.key ?? ownKey;
    const sentToken = tokenOf(tampering);
    const header: JWTHeaderParameters = {
      typ: 'dpop+jwt',
      alg: signingKey.alg,
      jwk: await exportJWK(signingKey.publicKey),
      ...tampering.header,
    };
    const claims = {
      jti: randomUUID(),
      htm: method,
      htu: `${origin}${path.split('?')[0] ?? ''}`,
      iat: Math.floor(now() / 1000),
      ...(sentToken !== null && { ath: digest(sentToken) }),
      ...(body !== '' && { body_sha256: digest(body) }),
      ...tampering.claims,
    };
    return new SignJWT(claims).setProtectedHeader(header).sign(signingKey.privateKey);
  }

  async function sendRequest(method: string, path: string, body: string, tampering: Tampering) {
    const sentToken = tokenOf(tampering);
    const sentProof =
      tampering.proof === undefined ? await proof(method, path, body, tampering) : tampering.proof;
    const sentBody = tampering.sentBody ?? body;
    return send(
      new Request(`${origin}${path}`, {
        method,
        headers: {
          ...(sentBody !== '' && { 'Content-Type': 'application/json' }),
          ...(sentToken !== null && { Authorization: `DPoP ${sentToken}` }),
          ...(sentProof !== null && { DPoP: sentProof }),
          ...tampering.headers,
        },
        ...(sentBody !== '' && { body: sentBody }),
      }),
    );
  }

  const post = (path: string, body: unknown, tampering: Tampering = {}) =>
    sendRequest('POST', path, typeof body === 'string' ? body : JSON.stringify(body), tampering);

  return {
    key: ownKey,
    proof,
    post,
    get: (path, tampering = {}) => sendRequest('GET', path, '', tampering),
    session: async () => {
      const answer = await post('/v1/sessions', pair, { token: null });
      if (answer.status !== 201) throw new Error(`No session: ${await answer.text()}`);
      const newSession = session.parse(await answer.json());
      token = newSession.access_token;
      return newSession;
    },
  };
}
