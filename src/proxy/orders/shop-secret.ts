/**
 * The unguessable part of the callback addresses that are the same for all orders. Made at the first
 * start and kept, encrypted: what was entered at a provider stays valid.
 */
import type { Platform } from '../outside.js';
import type { Keys } from '../session/keys.js';
import type { Settings } from '../settings.js';
import type { Database } from '../store/database.js';

const NAME = 'callback_secret';

export function createShopSecret(
  { db }: Database,
  keys: Pick<Keys, 'encrypt' | 'decrypt'>,
  { now, randomBytes }: Pick<Platform, 'now' | 'randomBytes'>,
): () => Promise<string> {
  const stored = async () => {
    const row = await db
      .selectFrom('facts')
      .select('value')
      .where('name', '=', NAME)
      .executeTakeFirst();
    return row ? keys.decrypt(row.value) : null;
  };
  let known: string | undefined;
  return async () => {
    known ??= (await stored()) ?? undefined;
    if (known !== undefined) return known;
    const value = await keys.encrypt(Buffer.from(randomBytes(24)).toString('base64url'));
    // Two nodes may start at once; and a secret whose key has left the ring is replaced.
    const isLost = (await stored()) === null;
    await db
      .insertInto('facts')
      .values({ name: NAME, value, at: now() })
      .onConflict((conflict) =>
        isLost ? conflict.column('name').doUpdateSet({ value, at: now() }) : conflict.doNothing(),
      )
      .execute();
    known = (await stored()) ?? undefined;
    if (known === undefined) throw new Error('The callback secret cannot be kept.');
    return known;
  };
}

/** Where to have callbacks sent; Lapakgaming's order callbacks are named with each order. */
export const callbackAddresses = ({ publicUrl }: Pick<Settings, 'publicUrl'>, secret: string) => ({
  lapakgaming: `${publicUrl}/callbacks/lapakgaming/${secret}`,
  snapcart: `${publicUrl}/callbacks/snapcart/${secret}`,
  bukaolshop: `${publicUrl}/callbacks/bukaolshop`,
});
