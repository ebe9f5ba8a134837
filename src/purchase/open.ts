/**
 * One purchase for each proxy and shopper, shared by a page's elements. What anyone may ask is here;
 * what belongs to one shopper is loaded when it is first wanted.
 */
import { createCache } from '../stores/cache.js';
import { platform } from '../stores/outside.js';
import type { PurchaseSettings } from '../stores/settings.js';
import { createPublicCall, withRetry } from './ask.js';
import { hasKeptIntents } from './kept-intents.js';
import type { Member } from './member.js';
import type { Outcome, Purchase } from './purchase.js';
import { createSeen } from './seen.js';
import { catalog, product } from './shapes.js';
import type { Page } from './visible.js';

const purchases = new Map<string, Purchase>();

/** The same settings give the same purchase. */
export function openPurchase(settings: PurchaseSettings): Purchase {
  const { proxy, shopper } = settings;
  const key = JSON.stringify([proxy, shopper]);
  const purchase = purchases.get(key) ?? createPurchase(settings, document);
  purchases.set(key, purchase);
  return purchase;
}

/** Closes all: the next to be opened knows only what storage kept. */
export function closePurchases(): void {
  purchases.clear();
}

/** @param page whose visibility says when to ask */
export function createPurchase(settings: PurchaseSettings, page: Page): Purchase {
  const { proxy, shopper } = settings;
  const callPublic = withRetry(createPublicCall(proxy));
  const seen = createSeen();
  let member: Member | null = null;
  let coming: Promise<Member | null> | null = null;
  // What is kept of a shopper goes as soon as somebody else is logged in, whatever is asked then.
  createCache(platform().storage, proxy).forgetOthers(shopper?.id ?? null);

  /** `null` without a network; whoever asks next tries again. */
  const load = (): Promise<Member | null> =>
    (coming ??= import('./member.js').then(
      ({ createMember }) => (member = createMember(settings, page, seen)),
      () => (coming = null),
    ));
  const asMember = async <T>(use: (loaded: Member) => Promise<Outcome<T>>): Promise<Outcome<T>> => {
    const loaded = await load();
    return loaded ? use(loaded) : { ok: false, code: 'offline' };
  };
  const isUnsettled = () => hasKeptIntents(platform().storage, proxy, shopper?.id ?? '');

  return {
    catalog: (signal) => callPublic(catalog, { method: 'GET', path: '/v1/catalog' }, signal),
    product: (provider, code, signal) => {
      const path = `/v1/catalog/${provider}/${encodeURIComponent(code)}`;
      return callPublic(product, { method: 'GET', path }, signal);
    },
    $change: seen.$change,
    isUnsettled,
    prepare: () => void load(),
    nickname: (...asked) => asMember((loaded) => loaded.nickname(...asked)),
    quote: (...asked) => asMember((loaded) => loaded.quote(...asked)),
    balance: () => member?.balance() ?? null,
    buy: (...asked) => asMember((loaded) => loaded.buy(...asked)),
    resume: async () => {
      if (!member && !isUnsettled()) return null;
      const loaded = await load();
      return loaded ? loaded.resume() : { ok: false, code: 'offline' };
    },
    orders: (...asked) => asMember((loaded) => loaded.orders(...asked)),
    follow: (id, signal, tell) => {
      void load().then((loaded) => {
        if (loaded) loaded.follow(id, signal, tell);
        else if (!signal.aborted) tell({ ok: false, code: 'offline' });
      });
    },
  };
}
