/**
 * The unguessable part of the callback addresses that are the same for all orders. Made at the first
 * start and kept, encrypted: what was entered at a provider stays valid.
 */
import type { Platform } from '../platform.js';
import type { Keys } from '../session/keys.js';
import type { Settings } from '../config/settings.js';
import type { Database } from '../store/database.js';

const FACT_NAME = 'callback_secret';

export function createCallbackSecret(
  { db }: Database,
  keys: Pick<Keys, 'encrypt' | 'decrypt'>,
  { now, randomBytes }: Pick<Platform, 'now' | 'randomBytes'>,
): () => Promise<string> {
  const readStored = async () => {
    const row = await db
      .selectFrom('shop_facts')
      .select('value')
      .where('name', '=', FACT_NAME)
      .executeTakeFirst();
    return row ? keys.decrypt(row.value) : null;
  };
  let cachedSecret: string | undefined;
  return async () => {
    cachedSecret ??= (await readStored()) ?? undefined;
    if (cachedSecret !== undefined) return cachedSecret;
    const value = await keys.encrypt(Buffer.from(randomBytes(24)).toString('base64url'));
    // Two nodes may start at once; and a secret whose key has left the ring is replaced.
    const isUnreadable = (await readStored()) === null;
    await db
      .insertInto('shop_facts')
      .values({ name: FACT_NAME, value, at: now() })
      .onConflict((conflict) =>
        isUnreadable
          ? conflict.column('name').doUpdateSet({ value, at: now() })
          : conflict.doNothing(),
      )
      .execute();
    cachedSecret = (await readStored()) ?? undefined;
    if (cachedSecret === undefined) throw new Error('The callback secret cannot be kept.');
    return cachedSecret;
  };
}

/** Where to have callbacks sent; Lapakgaming's order callbacks are named with each order. */
export const callbackUrls = ({ publicUrl }: Pick<Settings, 'publicUrl'>, secret: string) => ({
  lapakgaming: `${publicUrl}/callbacks/lapakgaming/${secret}`,
  snapcart: `${publicUrl}/callbacks/snapcart/${secret}`,
  bukaolshop: `${publicUrl}/callbacks/bukaolshop`,
});
