/**
 * The proxy's own keys. One key per purpose is derived (HKDF, RFC 5869) from each signing key of the
 * settings, so that a value made for one purpose is never valid for another. The first key of the ring
 * signs and encrypts, every key verifies and decrypts: rotation puts a new key in front.
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

export type TokenType = 'session' | 'quote';

export type TokenVerification =
  | { readonly kind: 'valid'; readonly claims: JWTPayload }
  | { readonly kind: 'expired' }
  | { readonly kind: 'invalid' };

export interface Keys {
  /** Signs a JWT with `iat` and `exp`. */
  sign(tokenType: TokenType, claims: JWTPayload, lifetimeSeconds: number): Promise<string>;
  /** Verifies a JWT of `sign`. The caller must check the shape of the claims. Never throws. */
  verify(tokenType: TokenType, token: string): Promise<TokenVerification>;
  /** A compact JWE, for columns and tokens; different at each call. */
  encrypt(text: string): Promise<string>;
  /** `null` where it was changed, or its key has left the ring. */
  decrypt(jwe: string): Promise<string | null>;
  /**
   * HMAC-SHA256, base64url, with the first key of the ring. A rotation changes it, so store the value
   * instead of computing it again.
   */
  mac(purpose: string, text: string): string;
}

interface DerivedKeys {
  readonly kid: string;
  readonly secret: Uint8Array;
  /** imported once: importing costs more than signing */
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

  /** @throws where the header names no key of the ring */
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
