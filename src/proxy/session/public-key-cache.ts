/**
 * Caches shoppers' public keys in imported form: importing a key costs more than verifying with it,
 * and a shopper sends many requests with one key.
 */
import { calculateJwkThumbprint, importJWK, type CryptoKey } from 'jose';
import { LruMap } from '../cache/lru-map.js';

export interface PublicKey {
  readonly kty: 'EC';
  readonly crv: 'P-256';
  readonly x: string;
  readonly y: string;
}

export interface ImportedKey {
  readonly key: CryptoKey;
  /** RFC 7638, SHA-256, base64url */
  readonly thumbprint: string;
}

/** `null` where the coordinates are not a point of the curve. */
export type PublicKeyCache = (jwk: PublicKey) => Promise<ImportedKey | null>;

/** keys remembered */
const MAX_KEYS = 1_000;

export function createPublicKeyCache(): PublicKeyCache {
  const cache = new LruMap<string, ImportedKey>(MAX_KEYS);
  return async (jwk) => {
    const name = `${jwk.x}.${jwk.y}`;
    const found = cache.get(name) ?? (await importKey(jwk));
    if (found) cache.set(name, found);
    return found;
  };
}

async function importKey(jwk: PublicKey): Promise<ImportedKey | null> {
  const key = await importJWK({ ...jwk }, 'ES256').catch(() => null);
  if (key === null || key instanceof Uint8Array) return null;
  return { key, thumbprint: await calculateJwkThumbprint(jwk) };
}
