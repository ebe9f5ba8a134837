/**
 * One purchase for each proxy and shopper, shared by a page's elements. What anyone may ask is here;
 * what belongs to one shopper is loaded when it is first wanted.
 */
import { createCache } from '../stores/cache.js';
import { platform } from '../stores/platform.js';
import type { PurchaseSettings } from '../stores/settings.js';
import { createPublicCall, withRetry } from './http/call-proxy.js';
import { hasStoredIntents } from './orders/has-stored-intents.js';
import type { SessionClient } from './session-client.js';
import type { Outcome, PurchaseClient } from './purchase-client.js';
import { createOrderCache } from './orders/order-cache.js';
import { catalogSchema, productSchema } from './http/schemas.js';
import type { PageVisibility } from './orders/page-visibility.js';

const clients = new Map<string, PurchaseClient>();

/** The same settings give the same purchase. */
export function openPurchaseClient(settings: PurchaseSettings): PurchaseClient {
  const { proxy, shopper } = settings;
  const key = JSON.stringify([proxy, shopper]);
  const client = clients.get(key) ?? createPurchaseClient(settings, document);
  clients.set(key, client);
  return client;
}

/** Closes all: the next to be opened knows only what storage kept. */
export function closePurchaseClients(): void {
  clients.clear();
}

/** @param page whose visibility says when to ask */
export function createPurchaseClient(
  settings: PurchaseSettings,
  page: PageVisibility,
): PurchaseClient {
  const { proxy, shopper } = settings;
  const callPublic = withRetry(createPublicCall(proxy));
  const orderCache = createOrderCache();
  let sessionClient: SessionClient | null = null;
  let loading: Promise<SessionClient | null> | null = null;
  // What is kept of a shopper goes as soon as somebody else is logged in, whatever is asked then.
  createCache(platform().storage, proxy).removeOtherShoppers(shopper?.id ?? null);

  /** `null` without a network; whoever asks next tries again. */
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
    return loaded ? use(loaded) : { ok: false, code: 'offline' };
  };
  const hasOpenIntent = () => hasStoredIntents(platform().storage, proxy, shopper?.id ?? '');

  return {
    catalog: (signal) => callPublic(catalogSchema, { method: 'GET', path: '/v1/catalog' }, signal),
    product: (provider, code, signal) => {
      const path = `/v1/catalog/${provider}/${encodeURIComponent(code)}`;
      return callPublic(productSchema, { method: 'GET', path }, signal);
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
      return loaded ? loaded.resolveIntents() : { ok: false, code: 'offline' };
    },
    listOrders: (...args) => withSession((loaded) => loaded.listOrders(...args)),
    followOrder: (id, signal, onOutcome) => {
      void load().then((loaded) => {
        if (loaded) loaded.followOrder(id, signal, onOutcome);
        else if (!signal.aborted) onOutcome({ ok: false, code: 'offline' });
      });
    },
  };
}
