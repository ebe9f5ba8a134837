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
import type { Settings } from '../config/settings.js';

/** What is signed: a session, or a quote. */
export type TokenType = 'session' | 'quote';

export type TokenVerification =
  | { readonly kind: 'valid'; readonly claims: JWTPayload }
  | { readonly kind: 'expired' }
  | { readonly kind: 'invalid' };

export interface Keys {
  /** A JWT of these claims that says when it was made and ends after `lifetimeSeconds` seconds. */
  sign(tokenType: TokenType, claims: JWTPayload, lifetimeSeconds: number): Promise<string>;
  /** Reads back what `sign` made; a claim's shape is the caller's to check. Never throws. */
  verify(tokenType: TokenType, token: string): Promise<TokenVerification>;
  /** For columns and tokens: a compact JWE, another one each time. */
  encrypt(text: string): Promise<string>;
  /** `null` when it was changed, or encrypted with a key that has left the ring. */
  decrypt(jwe: string): Promise<string | null>;
  /**
   * HMAC-SHA256, base64url, by the first key of the ring. It changes with a rotation: keep what it
   * gave, do not compute it again to compare.
   */
  mac(purpose: string, text: string): string;
}

interface DerivedKeys {
  readonly kid: string;
  readonly secret: Uint8Array;
  /** Imported once: it costs more than to sign with one. */
  readonly keys: Readonly<Record<TokenType | 'encryption', Promise<CryptoKey>>>;
}

const ALGORITHM = 'HS256';
const ENCRYPTION = { alg: 'dir', enc: 'A256GCM' } as const;

/** @param now ms since 1970 */
export function createKeys(
  { signingKeys, publicUrl }: Pick<Settings, 'signingKeys' | 'publicUrl'>,
  now: () => number,
): Keys {
  const [firstKey, ...older] = signingKeys;
  const first = derive(firstKey);
  const ring = new Map([first, ...older.map(derive)].map((key) => [key.kid, key]));
  const jwtTypeOf = (tokenType: TokenType) => `etalase-${tokenType}+jwt`;

  /** The key that a header names. Without one there is nothing to verify with. */
  function keyById(kid: string | undefined): DerivedKeys {
    const key = ring.get(kid ?? '');
    if (!key) throw new errors.JWSSignatureVerificationFailed();
    return key;
  }

  return {
    sign: async (tokenType, claims, lifetimeSeconds) => {
      const seconds = Math.floor(now() / 1000);
      return new SignJWT({ ...claims, iat: seconds, exp: seconds + lifetimeSeconds })
        .setProtectedHeader({ alg: ALGORITHM, kid: first.kid, typ: jwtTypeOf(tokenType) })
        .setIssuer(publicUrl)
        .setAudience(publicUrl)
        .sign(await first.keys[tokenType]);
    },

    verify: async (tokenType, token) => {
      try {
        const { payload } = await jwtVerify(token, ({ kid }) => keyById(kid).keys[tokenType], {
          algorithms: [ALGORITHM],
          typ: jwtTypeOf(tokenType),
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

    decrypt: async (jwe) => {
      try {
        const { plaintext } = await compactDecrypt(jwe, ({ kid }) => keyById(kid).keys.encryption, {
          keyManagementAlgorithms: [ENCRYPTION.alg],
          contentEncryptionAlgorithms: [ENCRYPTION.enc],
        });
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

function derive({ kid, secret }: Settings['signingKeys'][number]): DerivedKeys {
  return {
    kid,
    secret,
    keys: {
      session: importKey(subkey(secret, 'session'), MAC),
      quote: importKey(subkey(secret, 'quote'), MAC),
      encryption: importKey(subkey(secret, 'encryption'), CIPHER),
    },
  };
}

const MAC = { algorithm: { name: 'HMAC', hash: 'SHA-256' }, usages: ['sign', 'verify'] } as const;
const CIPHER = { algorithm: { name: 'AES-GCM' }, usages: ['encrypt', 'decrypt'] } as const;

const importKey = (
  key: Uint8Array,
  { algorithm, usages }: typeof MAC | typeof CIPHER,
): Promise<CryptoKey> => webcrypto.subtle.importKey('raw', key, algorithm, false, [...usages]);

function subkey(secret: Uint8Array, purpose: string): Uint8Array {
  return new Uint8Array(hkdfSync('sha256', secret, '', `etalase/1/${purpose}`, 32));
}
