/**
 * What may be sold now: less than the catalog lists while a deposit is too small, a supplier refuses the
 * shop, or the operator has switched something off. It only filters before money moves, and proves nothing: a
 * deposit that cannot be read limits nothing.
 *
 * Lapakgaming's `GET /api/balance` was seen in several public clients, and counts against its 500 calls in
 * 10 s. How Snapcart's deposit is read is not documented.
 */
import type { ProviderName } from '../contract.js';
import type { Platform } from '../platform.js';
import type { Provider } from '../providers/provider.js';
import type { Database } from '../store/database.js';
import type { SupplierStop } from '../store/supplier-stop.js';
import type { OrderRow, SupplierRow, SwitchRow } from '../store/tables.js';
import { MINUTE_MS, SECOND_MS } from '../time.js';
import { createDepositReader } from './deposit-reader.js';
import { reservedCost } from './reserved-cost.js';
import * as store from './supply-store.js';
import { switchesFor } from './switches.js';

/** What is sold of a product. */
export interface SaleLimits {
  /** the highest cost that can be sold; below zero while nothing is */
  readonly maxCost: number;
  /** the operator's words for shoppers about what is switched off */
  readonly notice: string | null;
}

export const CLOSED_COST = -1;

/** @param cost `null` where only the order names it, which no deposit pays for */
export const isSold = ({ maxCost }: SaleLimits, cost: number | null): boolean =>
  (cost ?? 0) <= maxCost;

/** Why an order must not be debited now. */
export type DebitRefusal = 'supplier off' | 'deposit too small';

export interface Supply {
  /** What is sold of a product, as far as is known; waits a moment where nothing is. */
  limitsOf(this: void, provider: Provider, product: string): Promise<SaleLimits>;
  /** Alarms where a cost is refused for the deposit. @param cost the smallest that was refused */
  reportShort(this: void, provider: ProviderName, cost: number): Promise<void>;
  /** Looks again before a debit; open orders do not mind switches. */
  debitRefusal(this: void, order: OrderRow): Promise<DebitRefusal | null>;
  /** Stops sales from a supplier on all nodes, until a read shows that it is back. */
  recordStop(this: void, provider: ProviderName, stop: SupplierStop): Promise<void>;
  /** Reads whether stopped suppliers are back. */
  recheckStopped(this: void): Promise<void>;
}

export interface SupplyParts {
  readonly database: Database;
  readonly providers: ReadonlyMap<ProviderName, Provider>;
  readonly platform: Pick<Platform, 'now' | 'setTimer'>;
  readonly alarm: (kind: 'deposit-short' | 'supplier-refused', provider: ProviderName) => void;
  readonly onError: (error: unknown) => void;
  /** The catalogue file's id of what a product is sold as; `null` without one. */
  readonly shelfIdOf?: (provider: ProviderName, product: string) => string | null;
}

/** ms after which a deposit is read again, while something is sold */
const READING_FRESH_MS = MINUTE_MS;
/** ms after which a reading means nothing: then the supplier sells as if its deposit could not be read */
const READING_VALID_MS = 3 * MINUTE_MS;
/** A deposit of fewer times what open orders and this one need is read again before the debit. */
const NEAR_FACTOR = 5;
/** ms that a page waits for a first reading */
const MAX_PAGE_WAIT_MS = 2 * SECOND_MS;
/** ms that pages are served from one look at the store */
const SNAPSHOT_TTL_MS = SECOND_MS;

interface Snapshot {
  readonly suppliers: ReadonlyMap<ProviderName, SupplierRow>;
  readonly switches: readonly SwitchRow[];
  /** what the deposit of each supplier can still pay; missing where it is not known */
  readonly free: ReadonlyMap<ProviderName, number>;
}
/** @param free what the deposit can still pay, rupiah; `null` where it is not known */
function isPlenty(row: SupplierRow | undefined, free: number | null, cost: number): boolean {
  const deposit = row?.deposit ?? 0;
  return free !== null && deposit >= NEAR_FACTOR * (deposit - free + cost);
}

const isStopped = (row: SupplierRow | undefined): boolean => (row?.stop ?? null) !== null;

const NOTHING_KNOWN: Snapshot = { suppliers: new Map(), switches: [], free: new Map() };

export function createSupply({
  database: { db },
  providers,
  platform,
  alarm,
  onError,
  shelfIdOf = () => null,
}: SupplyParts): Supply {
  const { now, setTimer } = platform;
  let snapshot = { at: -Infinity, value: Promise.resolve(NOTHING_KNOWN) };

  /** ms; absolute, because a clock that was set back must not make a reading fresh */
  const ageOf = (row: SupplierRow | undefined): number =>
    Math.abs(now() - (row?.deposit_read_at ?? -Infinity));

  /** @param before see `reservedCost` */
  async function freeDeposit(row: SupplierRow | undefined, before?: OrderRow) {
    const { deposit = null, deposit_read_at: readAt = null } = row ?? {};
    if (!row || deposit === null || readAt === null || ageOf(row) >= READING_VALID_MS) return null;
    return deposit - (await reservedCost(db, row.provider, readAt, before));
  }

  async function loadSnapshot(): Promise<Snapshot> {
    const [rows, switches] = await Promise.all([store.listSuppliers(db), store.listSwitches(db)]);
    const free = new Map<ProviderName, number>();
    for (const row of rows) {
      const rupiah = await freeDeposit(row);
      if (rupiah !== null) free.set(row.provider, rupiah);
    }
    return { suppliers: new Map(rows.map((row) => [row.provider, row])), switches, free };
  }

  function recentSnapshot(): Promise<Snapshot> {
    if (Math.abs(now() - snapshot.at) >= SNAPSHOT_TTL_MS) {
      const previous = snapshot.value;
      // Pages are served while the store is out of reach.
      const value = loadSnapshot().catch(() => previous);
      snapshot = { at: now(), value };
    }
    return snapshot.value;
  }

  const forgetSnapshot = (): void => {
    snapshot = { ...snapshot, at: -Infinity };
  };

  async function recordStop(provider: ProviderName, stop: SupplierStop): Promise<void> {
    const isNew = await store.recordStop(db, provider, stop, now());
    forgetSnapshot();
    if (isNew) alarm(stop === 'deposit_empty' ? 'deposit-short' : 'supplier-refused', provider);
  }

  const readDeposit = createDepositReader({
    now,
    recordReading: async (reading) => {
      await store.recordReading(db, reading);
      forgetSnapshot();
    },
    recordRefusal: (provider) => recordStop(provider, 'access_refused'),
    onError,
  });

  /** Waits for a task, but not for long. */
  const waitAtMost = (ms: number, task: Promise<void>): Promise<void> =>
    new Promise((resolve) => {
      const cancel = setTimer(ms, resolve);
      void task.then(() => {
        cancel();
        resolve();
      });
    });

  /** Begins to read a deposit that is not fresh. @returns whether something new may be known now */
  async function refresh(provider: Provider, known: Snapshot): Promise<boolean> {
    const age = ageOf(known.suppliers.get(provider.name));
    if (!provider.facts.canReadDeposit || age < READING_FRESH_MS) return false;
    const reading = readDeposit(provider);
    if (age < READING_VALID_MS) return false;
    await waitAtMost(MAX_PAGE_WAIT_MS, reading);
    return true;
  }

  async function reportShort(provider: ProviderName, cost: number): Promise<void> {
    const known = (await recentSnapshot()).suppliers.get(provider);
    const { short_cost: shortCost = null } = known ?? {};
    if (shortCost !== null && shortCost <= cost) return;
    if (await store.recordShortCost(db, provider, cost)) alarm('deposit-short', provider);
    forgetSnapshot();
  }

  return {
    recordStop,
    reportShort: (provider, cost) => reportShort(provider, cost).catch(onError),

    async limitsOf(provider, product) {
      let known = await recentSnapshot();
      if (await refresh(provider, known)) known = await recentSnapshot();
      const off = switchesFor(
        known.switches,
        provider.name,
        product,
        shelfIdOf(provider.name, product),
        now(),
      );
      const notice = off.find(({ say }) => say !== null)?.say ?? null;
      const stop = known.suppliers.get(provider.name)?.stop ?? null;
      if (off.length > 0 || stop !== null) return { maxCost: CLOSED_COST, notice };
      return { maxCost: Math.max(known.free.get(provider.name) ?? Infinity, 0), notice };
    },

    async debitRefusal(order) {
      const provider = providers.get(order.provider);
      if (!provider || order.cost === null) return null;
      const known = await store.findSupplier(db, order.provider);
      if (isStopped(known)) return 'supplier off';
      if (!provider.facts.canReadDeposit) return null;
      const isFresh = ageOf(known) < READING_FRESH_MS;
      if (isFresh && isPlenty(known, await freeDeposit(known, order), order.cost)) return null;
      await readDeposit(provider);
      const current = await store.findSupplier(db, order.provider);
      if (isStopped(current)) return 'supplier off';
      const left = await freeDeposit(current, order);
      if (left === null || left >= order.cost) return null;
      await reportShort(order.provider, order.cost);
      return 'deposit too small';
    },

    async recheckStopped() {
      for (const { provider: name, stop } of await store.listSuppliers(db)) {
        const provider = providers.get(name);
        if (!provider || stop === null) continue;
        const canReadTell = stop === 'access_refused' || provider.facts.canReadDeposit;
        if (canReadTell) await readDeposit(provider);
      }
    },
  };
}
