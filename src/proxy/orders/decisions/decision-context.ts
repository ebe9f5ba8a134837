/** What a decision needs: the ledger, and the upstreams to ask. A process beside the proxy creates it. */
import { createOrderSide } from '../../transactions/order-side.js';
import type { UpstreamSettings } from '../../config/settings.js';
import { createKeys } from '../../crypto/keys.js';
import { OrderLedger } from '../../ledger/order-ledger.js';
import { ShopFacts } from '../../ledger/shop-facts.js';
import type { Platform } from '../../platform.js';
import { createProviders } from '../../providers/create-providers.js';
import { createSaldoClient } from '../../saldo/saldo-client.js';
import type { Database } from '../../store/database.js';
import type { OrderContext } from '../order-context.js';
import { createTimeouts } from '../timeouts.js';

export interface DecisionContext extends Pick<
  OrderContext,
  | 'ledger'
  | 'saldo'
  | 'providers'
  | 'shopFacts'
  | 'timeouts'
  | 'now'
  | 'encrypt'
  | 'decrypt'
  | 'transactions'
  | 'findCheckout'
  | 'findPaidBack'
> {
  readonly database: Database;
}

export function createDecisionContext(
  settings: UpstreamSettings,
  database: Database,
  platform: Platform,
): DecisionContext {
  const { now, randomBytes } = platform;
  const keys = createKeys(settings, now);
  const timeouts = createTimeouts(settings);
  const { callTimeoutMs, quotaRetryMs, leaseMs } = timeouts;
  return {
    database,
    ledger: new OrderLedger({
      database,
      now,
      node: `operator-${Buffer.from(randomBytes(8)).toString('hex')}`,
      leaseMs,
      onChange: () => undefined,
    }),
    saldo: createSaldoClient(settings.bukaolshop, platform, {
      timeoutMs: callTimeoutMs,
      quotaRetryMs,
    }),
    providers: createProviders(settings, platform, callTimeoutMs),
    shopFacts: new ShopFacts(database, now),
    timeouts,
    now,
    ...createOrderSide({ settings, database, platform, keys, timeoutMs: callTimeoutMs }),
    encrypt: (text) => keys.encrypt(text),
    decrypt: (encrypted) => keys.decrypt(encrypted),
  };
}
