/** Ends a scene: waits until all orders have ended, stops the proxies, audits the ledger. */
import { setTimeout as pause } from 'node:timers/promises';
import {
  auditLedger,
  figuresOf,
  readLedger,
  SETTLED_STATES,
  type Figures,
} from './ledger-audit.js';
import type { ProxyProcess } from './proxy-process.js';
import type { CrashShop } from './crash-shop.js';
import type { ShopperLoad } from './shopper-load.js';

export interface AuditResult {
  /** One sentence per violation. */
  readonly violations: readonly string[];
  readonly figures: Figures;
}

export interface RunningScene {
  readonly shop: CrashShop;
  readonly load: ShopperLoad;
  /** The proxies that still run. */
  readonly proxies: readonly ProxyProcess[];
}

/** Time in which every order must have ended or be in review. */
const MAX_DRAIN_MS = 180_000;

export async function finishAndAudit({ shop, load, proxies }: RunningScene): Promise<AuditResult> {
  await load.stop();
  const database = await shop.openLedger();
  try {
    await waitUntilSettled(shop, database);
    const ends = await Promise.all(proxies.map((proxy) => proxy.stop('SIGTERM')));
    const auditInput = {
      ...(await readLedger(database)),
      books: await shop.books(),
      acknowledged: load.acknowledged,
    };
    const failedExits = ends.filter(({ code }) => code !== 0);
    return {
      figures: figuresOf(auditInput),
      violations: [
        ...auditLedger(auditInput),
        ...load.complaints,
        ...failedExits.map(({ code, signal }) => `a proxy ended with ${String(code ?? signal)}`),
        ...proxies.flatMap((proxy) => leakedSecrets(shop, proxy)),
      ],
    };
  } finally {
    await database.db.destroy();
  }
}

/** Waits until every order has ended or is in review; gives up silently, the audit reports the rest. */
async function waitUntilSettled(
  shop: CrashShop,
  { db }: Awaited<ReturnType<CrashShop['openLedger']>>,
): Promise<void> {
  const deadline = performance.now() + MAX_DRAIN_MS;
  while (performance.now() < deadline) {
    await shop.payInvoices();
    const open = await db
      .selectFrom('orders')
      .select('id')
      .where('state', 'not in', SETTLED_STATES)
      .executeTakeFirst();
    if (!open) return;
    await pause(200);
  }
}

/** A violation if a process wrote a secret to its output. */
export const leakedSecrets = ({ secrets }: CrashShop, { output }: ProxyProcess): string[] =>
  secrets.some((secret) => output().includes(secret)) ? ['a secret is in the log'] : [];
