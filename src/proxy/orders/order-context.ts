/** The order context, and the type of a step. Types only. */
import type { ProviderName } from '../contract.js';
import type { OrderLedger } from '../ledger/order-ledger.js';
import type { OrderAlarm } from '../ledger/order-changes.js';
import type { ShopFacts } from '../ledger/shop-facts.js';
import type { Platform } from '../platform.js';
import type { Provider, ProviderProductDetail } from '../providers/provider.js';
import type { ReadResult } from '../upstream/read-result.js';
import type { SaldoClient } from '../saldo/saldo-client.js';
import type { Supply } from '../supply/supply.js';
import type { ClosedQuota } from '../quota/closed-quota.js';
import type { OrderState } from '../store/order-state.js';
import type { OrderRow } from '../store/tables.js';
import type { Alarm } from './alarms.js';
import type { PinLock } from './pin-lock.js';
import type { PinStore } from './pin-store.js';
import type { OrderSide } from '../transactions/order-side.js';
import type { Timeouts } from './timeouts.js';

export interface OrderContext extends OrderSide {
  readonly ledger: OrderLedger;
  readonly saldo: SaldoClient;
  readonly providers: ReadonlyMap<ProviderName, Provider>;
  /** Reads a product from the provider; the answer may be `maxAgeMs` ms old. */
  readonly getFreshProduct: (
    provider: ProviderName,
    code: string,
    maxAgeMs: number,
  ) => Promise<ReadResult<ProviderProductDetail>>;
  readonly closedQuota: Pick<ClosedQuota, 'allowsDebit'>;
  readonly supply: Pick<Supply, 'debitRefusal' | 'limitsOf' | 'recordStop'>;
  readonly shopFacts: ShopFacts;
  /** what the supplier may charge above the price of the shop's own checkout, whole rupiah */
  readonly maxLoss: number;
  readonly timeouts: Timeouts;
  readonly now: Platform['now'];
  readonly setTimer: Platform['setTimer'];
  readonly pins: PinStore;
  readonly pinLock: PinLock;
  readonly encrypt: (text: string) => Promise<string>;
  /** `null` where no key of the ring can decrypt it */
  readonly decrypt: (encrypted: string) => Promise<string | null>;
  /** where providers reach the proxy, without a slash at its end */
  readonly publicUrl: string;
  /** Alarms without a change of the order; a change brings its own alarm. */
  readonly alarm: (kind: Exclude<Alarm, OrderAlarm>, order: OrderRow) => void;
}

/**
 * Works on an order in one state.
 *
 * @returns the changed order, whose next step runs at once; `null` when there is nothing to do now
 */
export type Step = (context: OrderContext, order: OrderRow) => Promise<OrderRow | null>;

/** The step for each state that needs work. */
export type Steps = Readonly<Partial<Record<OrderState, Step>>>;
