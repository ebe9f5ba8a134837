/** `etalase move`: copies the ledger to an empty PostgreSQL database, while the proxy is stopped. */
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { MESSAGES } from '../config/messages.js';
import { readLedgerSettings } from '../config/settings.js';
import { createVariableSchemas } from '../config/variable-schemas.js';
import { summarizeStore } from '../store/copy-store.js';
import { openCurrentDatabase, openDatabase } from '../store/database.js';
import { loadEnvironment, type CommandContext } from './command-context.js';
import { copyIntoEmpty, refuseWhileRunning } from './restore-command.js';
import { UsageError } from './usage-error.js';

export async function runMove(args: string[], { env, print }: CommandContext): Promise<void> {
  const options = { env: { type: 'string' }, to: { type: 'string' } } as const;
  const { values } = parseArgs({ args, options });
  const settings = readLedgerSettings(loadEnvironment(env, values.env));
  const { database: address } = createVariableSchemas(MESSAGES[settings.language]);
  const to = z.safeParse(address, values.to);
  if (!to.success || to.data.kind !== 'postgres') throw new UsageError('--to postgres://…');
  for (const database of [settings.database, to.data]) await refuseWhileRunning(database);
  const source = await openCurrentDatabase(settings.database, settings.language);
  try {
    const target = await openDatabase(to.data, settings.language);
    try {
      await copyIntoEmpty(source, target);
      const { orders = 0, order_events: events = 0 } = await summarizeStore(target.db);
      print(
        [
          `Disalin dan dicocokkan: ${String(orders)} pesanan, ${String(events)} kejadian. / Copied and compared: ${String(orders)} orders, ${String(events)} events.`,
          'Sebelum proksi dijalankan lagi, isi DATABASE_URL dengan alamat yang baru, dan simpan berkas lama sebagai cadangan saja. / Before the proxy starts again, set DATABASE_URL to the new address, and keep the old store as a backup only.',
        ].join('\n'),
      );
    } finally {
      await target.db.destroy();
    }
  } finally {
    await source.db.destroy();
  }
}
