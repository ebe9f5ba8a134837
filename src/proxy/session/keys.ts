/**
 * The proxy's own keys. Each signing key of the settings is the root of one key per purpose (HKDF,
 * RFC 5869), so that nothing made for one purpose is ever good for another. The first key of the
 * ring makes, every key of it reads: a new key goes to the front, an old one leaves when nothing
 * made with it is needed any more.
 */
import { createHmac, hkdfSync, webcrypto } from 'node:crypto';
import {
  CompactEncrypt,
  compactDecrypt,
  errors,
  jwtVerify,
  SignJWT,
  type CryptoKey,
  type JWTPayload,
} from 'jose';
import type { Settings } from '../settings.js';

/** What is signed: a session, or a quote. */
export type Statement = 'session' | 'quote';

export type Verified =
  | { readonly kind: 'valid'; readonly claims: JWTPayload }
  | { readonly kind: 'expired' }
  | { readonly kind: 'invalid' };

export interface Keys {
  /** A JWT of these claims that says when it was made and ends after `lifetime` seconds. */
  sign(statement: Statement, claims: JWTPayload, lifetime: number): Promise<string>;
  /** Reads back what `sign` made; a claim's shape is the caller's to check. Never throws. */
  verify(statement: Statement, token: string): Promise<Verified>;
  /** For columns and tokens: a compact JWE, another one each time. */
  encrypt(text: string): Promise<string>;
  /** `null` when it was changed, or encrypted with a key that has left the ring. */
  decrypt(sealed: string): Promise<string | null>;
  /**
   * HMAC-SHA256, base64url, by the first key of the ring. It changes with a rotation: keep what it
   * gave, do not compute it again to compare.
   */
  mac(purpose: string, text: string): string;
}

interface Derived {
  readonly kid: string;
  readonly secret: Uint8Array;
  /** Imported once: it costs more than to sign with one. */
  readonly keys: Readonly<Record<Statement | 'encryption', Promise<CryptoKey>>>;
}

const ALGORITHM = 'HS256';
const ENCRYPTION = { alg: 'dir', enc: 'A256GCM' } as const;

/** @param now ms since 1970 */
export function createKeys(
  { signingKeys, publicUrl }: Pick<Settings, 'signingKeys' | 'publicUrl'>,
  now: () => number,
): Keys {
  const [head, ...older] = signingKeys;
  const first = derive(head);
  const ring = new Map([first, ...older.map(derive)].map((key) => [key.kid, key]));
  const typeOf = (statement: Statement) => `etalase-${statement}+jwt`;

  /** The key that a header names. Without one there is nothing to verify with. */
  function named(kid: string | undefined): Derived {
    const key = ring.get(kid ?? '');
    if (!key) throw new errors.JWSSignatureVerificationFailed();
    return key;
  }

  return {
    sign: async (statement, claims, lifetime) => {
      const seconds = Math.floor(now() / 1000);
      return new SignJWT({ ...claims, iat: seconds, exp: seconds + lifetime })
        .setProtectedHeader({ alg: ALGORITHM, kid: first.kid, typ: typeOf(statement) })
        .setIssuer(publicUrl)
        .setAudience(publicUrl)
        .sign(await first.keys[statement]);
    },

    verify: async (statement, token) => {
      try {
        const { payload } = await jwtVerify(token, ({ kid }) => named(kid).keys[statement], {
          algorithms: [ALGORITHM],
          typ: typeOf(statement),
          issuer: publicUrl,
          audience: publicUrl,
          requiredClaims: ['exp', 'iat', 'sub', 'jti'],
          currentDate: new Date(now()),
        });
        return { kind: 'valid', claims: payload };
      } catch (error) {
        return { kind: error instanceof errors.JWTExpired ? 'expired' : 'invalid' };
      }
    },

    encrypt: async (text) =>
      new CompactEncrypt(new TextEncoder().encode(text))
        .setProtectedHeader({ ...ENCRYPTION, kid: first.kid })
        .encrypt(await first.keys.encryption),

    decrypt: async (sealed) => {
      try {
        const { plaintext } = await compactDecrypt(
          sealed,
          ({ kid }) => named(kid).keys.encryption,
          {
            keyManagementAlgorithms: [ENCRYPTION.alg],
            contentEncryptionAlgorithms: [ENCRYPTION.enc],
          },
        );
        return new TextDecoder().decode(plaintext);
      } catch {
        return null;
      }
    },

    mac: (purpose, text) =>
      createHmac('sha256', subkey(first.secret, `mac/${purpose}`))
        .update(text)
        .digest('base64url'),
  };
}

function derive({ kid, secret }: Settings['signingKeys'][number]): Derived {
  return {
    kid,
    secret,
    keys: {
      session: imported(subkey(secret, 'session'), MAC),
      quote: imported(subkey(secret, 'quote'), MAC),
      encryption: imported(subkey(secret, 'encryption'), CIPHER),
    },
  };
}

const MAC = { algorithm: { name: 'HMAC', hash: 'SHA-256' }, usages: ['sign', 'verify'] } as const;
const CIPHER = { algorithm: { name: 'AES-GCM' }, usages: ['encrypt', 'decrypt'] } as const;

const imported = (
  key: Uint8Array,
  { algorithm, usages }: typeof MAC | typeof CIPHER,
): Promise<CryptoKey> => webcrypto.subtle.importKey('raw', key, algorithm, false, [...usages]);

function subkey(secret: Uint8Array, purpose: string): Uint8Array {
  return new Uint8Array(hkdfSync('sha256', secret, '', `etalase/1/${purpose}`, 32));
}
