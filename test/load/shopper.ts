/** Shoppers with sessions, whose proofs can be made before they are needed. */
import { createHash, generateKeyPairSync, randomUUID, sign } from 'node:crypto';
import { session } from '../../src/proxy/contract.js';
import { send, type Answered, type Asked } from './client.js';

const digest = (data: string): string => createHash('sha256').update(data).digest('base64url');
const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');

export interface Shopper {
  readonly id: string;
  /** A signed request, good for two minutes. */
  sign(
    this: void,
    method: Asked['method'],
    path: string,
    body?: unknown,
    headers?: Readonly<Record<string, string>>,
  ): Asked;
}

export interface Pair {
  readonly id_user: string;
  readonly token_user: string;
}

/** Begins a session. */
export async function openShopper(origin: string, pair: Pair): Promise<Shopper> {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const { x, y } = publicKey.export({ format: 'jwk' });
  const jwk = { kty: 'EC', crv: 'P-256', x, y };
  const header = part({ typ: 'dpop+jwt', alg: 'ES256', jwk });
  let token: string | null = null;

  const signed: Shopper['sign'] = (method, path, body, headers = {}) => {
    const text = body === undefined ? '' : JSON.stringify(body);
    const spoken = `${header}.${part({
      jti: randomUUID(),
      htm: method,
      htu: `${origin}${path.split('?')[0] ?? ''}`,
      iat: Math.floor(Date.now() / 1_000),
      ...(token !== null && { ath: digest(token) }),
      ...(text !== '' && { body_sha256: digest(text) }),
    })}`;
    const key = { key: privateKey, dsaEncoding: 'ieee-p1363' } as const;
    const signature = sign('sha256', Buffer.from(spoken), key).toString('base64url');
    return {
      method,
      url: `${origin}${path}`,
      headers: {
        DPoP: `${spoken}.${signature}`,
        ...(token !== null && { Authorization: `DPoP ${token}` }),
        ...(text !== '' && { 'Content-Type': 'application/json' }),
        ...headers,
      },
      ...(text !== '' && { body: text }),
    };
  };

  const answer: Answered = await send(signed('POST', '/v1/sessions', pair));
  if (answer.status !== 201) throw new Error(`No session: ${answer.body}`);
  token = session.parse(JSON.parse(answer.body)).access_token;
  return { id: pair.id_user, sign: signed };
}
