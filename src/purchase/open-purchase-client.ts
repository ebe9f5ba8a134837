/**
 * Opens one purchase client per proxy and shopper, shared by a page's elements. Holds what needs no
 * session; the rest is loaded on first use.
 */
import { platform } from '../stores/platform.js';
import type { PurchaseSettings } from '../stores/settings.js';
import { createPublicCall, parseResult, withRetry } from './http/call-proxy.js';
import { hasStoredIntents } from './orders/has-stored-intents.js';
import type { SessionClient } from './session-client.js';
import type { Outcome, PurchaseClient } from './purchase-client.js';
import { createOrderCache } from './orders/order-cache.js';
import { parserSchema, shelfSchema } from './http/schemas.js';
import type { PageVisibility } from './orders/page-visibility.js';
import { openProxyCache } from './proxy-cache.js';

const OFFLINE = { ok: false, code: 'offline' } as const;
/** For an answer whose schema is loaded beside it. */
const anything = parserSchema((value) => value);

const clients = new Map<string, PurchaseClient>();

/** Returns the same client for the same settings. */
export function openPurchaseClient(settings: PurchaseSettings): PurchaseClient {
  const { proxy, shopper } = settings;
  const key = JSON.stringify([proxy, shopper]);
  const client = clients.get(key) ?? createPurchaseClient(settings, document);
  clients.set(key, client);
  return client;
}

/** For tests: acts as a page load. What storage holds stays. */
export function closePurchaseClients(): void {
  clients.clear();
}

/** @param page orders are followed while it is visible */
export function createPurchaseClient(
  settings: PurchaseSettings,
  page: PageVisibility,
): PurchaseClient {
  const { proxy, shopper } = settings;
  const callPublic = withRetry(createPublicCall(proxy));
  const orderCache = createOrderCache();
  let sessionClient: SessionClient | null = null;
  let loading: Promise<SessionClient | null> | null = null;
  // At once, before any request: a shopper's data must be gone when another one is logged in.
  openProxyCache(proxy).removeOthers(shopper?.id ?? null);

  /** `null` when the code cannot be loaded; the next call tries again. */
  const load = (): Promise<SessionClient | null> =>
    (loading ??= import('./session-client.js').then(
      ({ createSessionClient }) =>
        (sessionClient = createSessionClient(settings, page, orderCache)),
      () => (loading = null),
    ));
  const withSession = async <T>(
    use: (loaded: SessionClient) => Promise<Outcome<T>>,
  ): Promise<Outcome<T>> => {
    const loaded = await load();
    return loaded ? use(loaded) : OFFLINE;
  };
  const hasOpenIntent = () => hasStoredIntents(platform().storage, proxy, shopper?.id ?? '');

  return {
    shelf: async (provider, signal) => {
      if (provider === null) {
        return callPublic(shelfSchema, { method: 'GET', path: '/v1/shelf' }, signal);
      }
      const loaded = await import('./http/supplier-list.js').catch(() => null);
      return loaded ? loaded.readSupplierList(callPublic, provider, signal) : OFFLINE;
    },
    product: async (id, signal) => {
      const path = `/v1/shelf/${encodeURIComponent(id)}`;
      const [loaded, answer] = await Promise.all([
        import('./http/product-schema.js').catch(() => null),
        callPublic(anything, { method: 'GET', path, isUncached: true }, signal),
      ]);
      return loaded ? parseResult(loaded.shelfProductSchema, answer) : OFFLINE;
    },
    $orderChange: orderCache.$orderChange,
    hasOpenIntent,
    preload: () => void load(),
    nickname: (...args) => withSession((loaded) => loaded.nickname(...args)),
    quote: (...args) => withSession((loaded) => loaded.quote(...args)),
    sessionBalance: () => sessionClient?.sessionBalance() ?? null,
    placeOrder: (...args) => withSession((loaded) => loaded.placeOrder(...args)),
    resolveIntents: async () => {
      if (!sessionClient && !hasOpenIntent()) return null;
      const loaded = await load();
      return loaded ? loaded.resolveIntents() : OFFLINE;
    },
    listOrders: (...args) => withSession((loaded) => loaded.listOrders(...args)),
    followOrder: (id, signal, onOutcome) => {
      void load().then((loaded) => {
        if (loaded) loaded.followOrder(id, signal, onOutcome);
        else if (!signal.aborted) onOutcome(OFFLINE);
      });
    },
  };
}
