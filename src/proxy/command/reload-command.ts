/**
 * `etalase reload`: asks all running proxies to read the files of margin and catalogue again. It reads
 * them first, so that a mistake is named here and nothing is asked for.
 */
import { parseArgs } from 'node:util';
import { readSettings } from '../config/settings.js';
import { requestReload } from '../reload.js';
import { openCurrentDatabase } from '../store/database.js';
import { loadEnvironment, type CommandContext } from './command-context.js';

/** @throws SettingsError that names the mistake in the file */
export async function runReload(
  args: string[],
  { env, platform, print }: CommandContext,
): Promise<void> {
  const { values } = parseArgs({ args, options: { env: { type: 'string' } } });
  const settings = readSettings(loadEnvironment(env, values.env));
  const database = await openCurrentDatabase(settings.database, settings.language);
  try {
    await requestReload(database, platform.now());
    print('Berlaku dalam semenit. / It takes effect within a minute.');
  } finally {
    await database.db.destroy();
  }
}
