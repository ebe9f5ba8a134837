/**
 * Shoppers' public keys, as the library wants them. A shopper asks many times with one key, and to
 * read a key costs more than to verify with it.
 */
import { calculateJwkThumbprint, importJWK, type CryptoKey } from 'jose';
import { LruMap } from '../recent.js';

export interface PublicKey {
  readonly kty: 'EC';
  readonly crv: 'P-256';
  readonly x: string;
  readonly y: string;
}

export interface KnownKey {
  readonly key: CryptoKey;
  /** RFC 7638, SHA-256, base64url */
  readonly thumbprint: string;
}

/** `null` for what is no point of the curve. */
export type KnownKeys = (jwk: PublicKey) => Promise<KnownKey | null>;

/** keys remembered */
const MOST = 1_000;

export function createKnownKeys(): KnownKeys {
  const known = new LruMap<string, KnownKey>(MOST);
  return async (jwk) => {
    const name = `${jwk.x}.${jwk.y}`;
    const found = known.get(name) ?? (await readKey(jwk));
    if (found) known.set(name, found);
    return found;
  };
}

async function readKey(jwk: PublicKey): Promise<KnownKey | null> {
  const key = await importJWK({ ...jwk }, 'ES256').catch(() => null);
  if (key === null || key instanceof Uint8Array) return null;
  return { key, thumbprint: await calculateJwkThumbprint(jwk) };
}
