import type { EnvironmentVariables } from '../../../../src/proxy/config/environment.js';
import { readSettings } from '../../../../src/proxy/config/settings.js';
import { createKeys } from '../../../../src/proxy/crypto/keys.js';
import { createCallbackSecret } from '../../../../src/proxy/ledger/callback-secret.js';
import { nodePlatform } from '../../../../src/proxy/platform.js';
import { openDatabase } from '../../../../src/proxy/store/database.js';

/** The secret in the callback URLs of the shop, as `etalase check` shows it. */
export async function readCallbackSecret(env: EnvironmentVariables): Promise<string> {
  const settings = readSettings(env);
  const database = await openDatabase(settings.database);
  const keys = createKeys(settings, Date.now);
  const secret = await createCallbackSecret(database, keys, nodePlatform)();
  await database.db.destroy();
  return secret;
}
