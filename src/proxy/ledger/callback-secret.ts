/**
 * The unguessable part of the callback URLs that are the same for all orders. It is made once and
 * stored encrypted, so that a URL entered at a provider stays valid.
 */
import type { Platform } from '../platform.js';
import type { Database } from '../store/database.js';
import { getShopFact, setShopFact } from './shop-facts.js';

const FACT_NAME = 'callback_secret';

/** @property decrypt gives `null` where no key of the ring can decrypt it */
export interface SecretCipher {
  encrypt(text: string): Promise<string>;
  decrypt(encrypted: string): Promise<string | null>;
}

export function createCallbackSecret(
  { db }: Database,
  cipher: SecretCipher,
  { now, randomBytes }: Pick<Platform, 'now' | 'randomBytes'>,
): () => Promise<string> {
  const readStored = async () => {
    const fact = await getShopFact(db, FACT_NAME);
    return fact ? cipher.decrypt(fact.value) : null;
  };
  let cachedSecret: string | undefined;
  return async () => {
    cachedSecret ??= (await readStored()) ?? undefined;
    if (cachedSecret !== undefined) return cachedSecret;
    const value = await cipher.encrypt(Buffer.from(randomBytes(24)).toString('base64url'));
    // Another node may have stored a secret meanwhile. One whose key has left the ring is replaced.
    const isUnreadable = (await readStored()) === null;
    await setShopFact(db, { name: FACT_NAME, value, at: now() }, { replace: isUnreadable });
    cachedSecret = (await readStored()) ?? undefined;
    if (cachedSecret === undefined) throw new Error('The callback secret cannot be stored.');
    return cachedSecret;
  };
}
