/**
 * Keeps the products that the shop's own checkout sells in step with the shelf: their price, whether they are
 * in stock, and where their pages are. One node at a time does; it sends a call only where something is not
 * known or has to change, and waits for the calls that move money. It touches no other product, writes nothing
 * but price and stock, and deletes nothing.
 */
import type { CatalogFile } from '../config/catalog-file.js';
import type { Settings } from '../config/settings.js';
import type { Mirror } from '../mirror/mirror.js';
import { repeatEvery, type Platform } from '../platform.js';
import { ProblemError } from '../problem.js';
import type { Shelf } from '../shelf/shelf.js';
import type { Database } from '../store/database.js';
import type { ShopProductRow } from '../store/tables.js';
import { DAY_MS, MINUTE_MS, SECOND_MS, shorteningFactor } from '../time.js';
import { decideChange, type Decision, type WantedProduct } from './decide-change.js';
import type { ProductChange, ProductClient, ShownProduct } from './product-client.js';
import { readProductPages } from './product-pages.js';
import * as store from './shop-product-store.js';
import { mapShopProducts } from './shop-product-map.js';
import { readWantedProducts } from './wanted-products.js';

export interface ShopProductSyncParts {
  readonly settings: Pick<Settings, 'patience' | 'shopProducts'>;
  readonly database: Database;
  readonly platform: Platform;
  readonly client: ProductClient;
  readonly mirror: Pick<Mirror, 'list'>;
  readonly shelf: Pick<Shelf, 'list' | 'open'>;
  readonly catalogFile: () => CatalogFile;
  /** Whether the quota pays for a call that no order depends on. */
  readonly allowsCall: () => Promise<boolean>;
  /** A price has moved too far, and waits for the operator. */
  readonly onHeld: (id: string) => void;
  readonly onError: (error: unknown) => void;
}

export interface ShopProductSync {
  /** Looks at all of them once. Never throws. */
  look(this: void): Promise<void>;
  /** Looks soon: a supplier has changed something. */
  wake(this: void): void;
  /** Looks repeatedly, until the function returned is called; it waits for the call under way. */
  start(this: void): () => Promise<void>;
}

const LOOK_INTERVAL_MS = 10 * MINUTE_MS;
/** Pages offer no checkout until the products' addresses are known. */
const FIRST_LOOK_DELAY_MS = SECOND_MS;
/** Suppliers change many items one after another. */
const WAKE_DELAY_MS = 30 * SECOND_MS;
/** Longer than both calls for one product. */
const LEASE_MS = 2 * MINUTE_MS;
/** What bukaOlshop shows may be changed there too. */
const SEEN_FOR_MS = DAY_MS;
/** ms after which a page is searched again, by whether it was found */
const PAGE_TTL_MS = { found: 7 * DAY_MS, missing: DAY_MS };

const FAULTS = { 'not-found': 'unknown', malformed: 'unreadable', refused: 'refused' } as const;

export function createShopProductSync({
  settings: { patience, shopProducts: limits },
  database: { db },
  platform,
  client,
  mirror,
  shelf,
  catalogFile,
  allowsCall,
  onHeld,
  onError,
}: ShopProductSyncParts): ShopProductSync {
  const { now } = platform;
  const newId = (): string => Buffer.from(platform.randomBytes(8)).toString('hex');
  const node = newId();
  const turn = () => ({ node, now: now(), leaseMs: LEASE_MS });
  let isStopped = false;
  let running: Promise<void> | null = null;
  let cancelWake: (() => void) | null = null;
  /** ms since 1970 */
  let lookedAt: number | null = null;

  const isWithin = (at: number | null, ms: number): boolean =>
    at !== null && Math.abs(now() - at) < ms;

  async function searchPages(ids: readonly string[]): Promise<void> {
    const rows = await store.readShopProducts(db);
    const isKnown = (id: string): boolean => {
      const { page_url: url = null, page_searched_at: at = null } = rows.get(id) ?? {};
      return isWithin(at, PAGE_TTL_MS[url === null ? 'missing' : 'found']);
    };
    if (ids.every(isKnown)) return;
    const { products, isComplete } = await readProductPages(mirror, ids);
    for (const id of ids) {
      const found = products.get(id);
      if (found || isComplete)
        await store.writeShopProduct(db, id, {
          page_url: found?.url ?? null,
          page_searched_at: now(),
        });
    }
  }

  const decide = (
    shown: Pick<ShownProduct, 'price' | 'stock'>,
    wanted: WantedProduct,
    { accepted_price: acceptedPrice }: ShopProductRow,
  ): Decision =>
    decideChange(shown, wanted, { maxChangePercent: limits.maxChangePercent, acceptedPrice });

  async function recordHeld(row: ShopProductRow, { change, heldPrice }: Decision): Promise<void> {
    const { held_price: heldBefore, accepted_price: acceptedBefore } = row;
    // It counts until the price is certain to be shown.
    const accepted = change.price === acceptedBefore ? acceptedBefore : null;
    if (heldPrice === heldBefore && accepted === acceptedBefore) return;
    await store.writeShopProduct(db, row.id, { held_price: heldPrice, accepted_price: accepted });
    const isNew = heldBefore === null || acceptedBefore !== null;
    if (heldPrice !== null && isNew) onHeld(row.id);
  }

  /** @returns whether the next product may be looked at */
  async function adjust(row: ShopProductRow, wanted: WantedProduct): Promise<boolean> {
    const { id } = row;
    if (!(await allowsCall()) || !(await store.takeTurn(db, turn()))) return false;
    const at = now();
    const read = await client.read(id);
    if (read.kind === 'failed') {
      const isOutage = read.code === 'quota' || read.code === 'unavailable';
      const nothing = { price: null, stock: null, seen_at: at };
      await store.writeShopProduct(db, id, {
        looked_at: at,
        ...(!isOutage && { ...nothing, fault: FAULTS[read.code] }),
      });
      return !isOutage;
    }
    const { name, price, stock } = read.value;
    await store.writeShopProduct(db, id, {
      name,
      price,
      stock,
      fault: null,
      seen_at: at,
      looked_at: at,
    });
    const decision = decide(read.value, wanted, row);
    await recordHeld(row, decision);
    return isEmpty(decision.change) || (await send(id, decision.change, at));
  }

  async function send(id: string, change: ProductChange, seenAt: number): Promise<boolean> {
    const { maxChangesPerHour } = limits;
    const record = { id: newId(), product: id, change, maxChangesPerHour };
    if (!(await allowsCall()) || !(await store.recordChange(db, turn(), record))) return false;
    const { kind } = await client.change(id, change);
    switch (kind) {
      case 'done':
        await store.writeShopProduct(db, id, { ...change, seen_at: now(), accepted_price: null });
        return true;
      case 'refused':
        await store.writeShopProduct(db, id, { seen_at: seenAt, fault: 'refused' });
        return true;
      case 'quota':
      case 'not-sent':
        await store.writeShopProduct(db, id, { seen_at: seenAt });
        return false;
      case 'unknown':
        // It stays unseen, and is read again at the next look.
        return false;
    }
  }

  /** @returns as `adjust` */
  async function lookAt(row: ShopProductRow, wanted: WantedProduct): Promise<boolean> {
    if (!isWithin(row.seen_at, SEEN_FOR_MS)) return adjust(row, wanted);
    if (row.fault !== null) return true;
    const decision = decide(row, wanted, row);
    if (!isEmpty(decision.change)) return adjust(row, wanted);
    await recordHeld(row, decision);
    return true;
  }

  async function work(): Promise<void> {
    const ids = [...mapShopProducts(catalogFile()).keys()];
    if (ids.length === 0 || !(await store.takeTurn(db, turn()))) return;
    try {
      await searchPages(ids);
      const wanted = await readWantedProducts(shelf);
      const rows = await store.readShopProducts(db);
      const due = Array.from(wanted, ([id, each]) => ({
        row: rows.get(id) ?? { ...store.NOTHING_SEEN, id },
        wanted: each,
      })).sort((a, b) => (a.row.looked_at ?? 0) - (b.row.looked_at ?? 0));
      for (const each of due) {
        if (isStopped || !(await lookAt(each.row, each.wanted))) break;
      }
    } catch (error) {
      // Without any supplier's list nothing is known of what should be shown.
      if (!(error instanceof ProblemError)) throw error;
    } finally {
      await store.endTurn(db, node);
    }
  }

  function look(): Promise<void> {
    if (isStopped) return Promise.resolve();
    lookedAt = now();
    running ??= work()
      .catch(onError)
      .finally(() => (running = null));
    return running;
  }

  function lookWithin(ms: number): void {
    cancelWake ??= platform.setTimer(ms * shorteningFactor({ patience }), () => {
      cancelWake = null;
      // What the look under way has read may be older.
      void (running === null ? look() : running.then(look));
    });
  }

  return {
    look,
    wake: () => lookWithin(WAKE_DELAY_MS),
    start() {
      const stopLooks = repeatEvery(platform, MINUTE_MS, () =>
        isWithin(lookedAt, LOOK_INTERVAL_MS * patience) ? Promise.resolve() : look(),
      );
      lookWithin(FIRST_LOOK_DELAY_MS);
      return async () => {
        isStopped = true;
        stopLooks();
        cancelWake?.();
        await running;
      };
    },
  };
}

const isEmpty = (change: ProductChange): boolean => Object.keys(change).length === 0;
