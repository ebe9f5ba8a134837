/** Shoppers whose requests can be signed ahead of time. */
import { createHash, generateKeyPairSync, randomUUID, sign } from 'node:crypto';
import { session } from '../../src/proxy/contract.js';
import { send, type LoadResponse, type LoadRequest } from './http-client.js';

const digest = (data: string): string => createHash('sha256').update(data).digest('base64url');
const base64urlJson = (value: unknown): string =>
  Buffer.from(JSON.stringify(value)).toString('base64url');

export interface SigningShopper {
  readonly id: string;
  /** A signed request, valid for two minutes. */
  sign(
    this: void,
    method: LoadRequest['method'],
    path: string,
    body?: unknown,
    headers?: Readonly<Record<string, string>>,
  ): LoadRequest;
}

export interface MemberCredentials {
  readonly id_user: string;
  readonly token_user: string;
}

/** Opens a session. */
export async function createSigningShopper(
  origin: string,
  credentials: MemberCredentials,
): Promise<SigningShopper> {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const { x, y } = publicKey.export({ format: 'jwk' });
  const jwk = { kty: 'EC', crv: 'P-256', x, y };
  const header = base64urlJson({ typ: 'dpop+jwt', alg: 'ES256', jwk });
  let token: string | null = null;

  const signRequest: SigningShopper['sign'] = (method, path, body, headers = {}) => {
    const text = body === undefined ? '' : JSON.stringify(body);
    const signingInput = `${header}.${base64urlJson({
      jti: randomUUID(),
      htm: method,
      htu: `${origin}${path.split('?')[0] ?? ''}`,
      iat: Math.floor(Date.now() / 1_000),
      ...(token !== null && { ath: digest(token) }),
      ...(text !== '' && { body_sha256: digest(text) }),
    })}`;
    const key = { key: privateKey, dsaEncoding: 'ieee-p1363' } as const;
    const signature = sign('sha256', Buffer.from(signingInput), key).toString('base64url');
    return {
      method,
      url: `${origin}${path}`,
      headers: {
        DPoP: `${signingInput}.${signature}`,
        ...(token !== null && { Authorization: `DPoP ${token}` }),
        ...(text !== '' && { 'Content-Type': 'application/json' }),
        ...headers,
      },
      ...(text !== '' && { body: text }),
    };
  };

  const response: LoadResponse = await send(signRequest('POST', '/v1/sessions', credentials));
  if (response.status !== 201) throw new Error(`No session: ${response.body}`);
  token = session.parse(JSON.parse(response.body)).access_token;
  return { id: credentials.id_user, sign: signRequest };
}
