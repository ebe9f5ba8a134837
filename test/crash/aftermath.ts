/** After the crash: everything comes to its end, the proxies stop, and the books are compared. */
import { setTimeout as pause } from 'node:timers/promises';
import { audit, figuresOf, readLedger, RESTING, type Figures } from './audit.js';
import type { ProxyProcess } from './proxy-process.js';
import type { CrashShop } from './shop.js';
import type { ShopperLoad } from './shoppers.js';

export interface Aftermath {
  /** Everything that is wrong, one sentence each. */
  readonly wrong: readonly string[];
  readonly figures: Figures;
}

export interface Survivors {
  readonly shop: CrashShop;
  readonly rush: ShopperLoad;
  /** those that still run */
  readonly proxies: readonly ProxyProcess[];
}

/** ms until every order must have ended or be in review */
const LONGEST = 180_000;

export async function settle({ shop, rush, proxies }: Survivors): Promise<Aftermath> {
  await rush.stop();
  const database = await shop.openLedger();
  try {
    await rest(shop, database);
    const ends = await Promise.all(proxies.map((proxy) => proxy.end('SIGTERM')));
    const account = {
      ...(await readLedger(database)),
      books: await shop.books(),
      promises: rush.acknowledged,
    };
    const refused = ends.filter(({ code }) => code !== 0);
    return {
      figures: figuresOf(account),
      wrong: [
        ...audit(account),
        ...rush.complaints,
        ...refused.map(({ code, signal }) => `a proxy ended with ${String(code ?? signal)}`),
        ...proxies.flatMap((proxy) => leaks(shop, proxy)),
      ],
    };
  } finally {
    await database.db.destroy();
  }
}

/** Waits until no order is under way. */
async function rest(
  shop: CrashShop,
  { db }: Awaited<ReturnType<CrashShop['openLedger']>>,
): Promise<void> {
  const deadline = performance.now() + LONGEST;
  while (performance.now() < deadline) {
    await shop.payInvoices();
    const open = await db
      .selectFrom('orders')
      .select('id')
      .where('state', 'not in', RESTING)
      .executeTakeFirst();
    if (!open) return;
    await pause(200);
  }
}

/** Secrets that a process wrote to its outputs. */
export const leaks = ({ secrets }: CrashShop, { output }: ProxyProcess): string[] =>
  secrets.some((secret) => output().includes(secret)) ? ['a secret is in the log'] : [];
