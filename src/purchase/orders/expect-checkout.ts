/**
 * The shopper has left for the shop's own checkout. The proxy learns of what is bought there from
 * bukaOlshop, which takes a moment: until then, the list of orders is read a few times more.
 */
import type { Order } from '../../proxy/contract.js';
import { writeEntry } from '../../stores/cache-writer.js';
import { personalKey } from '../../stores/cache.js';
import type { FeedStore } from '../../stores/feed.js';
import { $pageReturn } from '../../stores/page-return.js';
import { isFresh, platform } from '../../stores/platform.js';
import type { PurchaseSettings } from '../../stores/settings.js';
import { booleanSchema } from '../http/schemas.js';
import { openProxyCache } from '../proxy-cache.js';
import { expectNews } from './expect-news.js';
import { hasEnded } from './order-status.js';
import type { PageVisibility } from './page-visibility.js';
import { whenVisible } from './page-visibility.js';

/** A transfer takes longer than a payment from the saldo. */
const EXPECTED_MS = 30 * 60_000;
/** After the list was read on the shopper's return; within a minute. */
const PAUSES_MS = [2_000, 4_000, 8_000, 16_000, 24_000];

const keyOf = (shopperId: string) => personalKey(shopperId, 'checkout-left');

/** Nothing is remembered of guests. */
export function expectCheckout({ proxy, shopper }: PurchaseSettings): void {
  if (!shopper) return;
  expectNews(proxy, shopper.id);
  writeEntry(openProxyCache(proxy), keyOf(shopper.id), { at: platform().now(), value: true });
}

function isExpected({ proxy, shopper }: PurchaseSettings): boolean {
  const entry = shopper && openProxyCache(proxy).read(keyOf(shopper.id), booleanSchema);
  return entry !== null && isFresh(entry.at, EXPECTED_MS);
}

/**
 * Reads the list again, now and each time the page returns, while a purchase at the checkout is
 * expected. Ends early once an order runs, since the feed is then read anyway.
 *
 * @returns stops it
 */
export function watchForCheckout(
  settings: PurchaseSettings,
  feed: FeedStore<Order>,
  page: PageVisibility,
): () => void {
  let controller = new AbortController();
  const hasOpenOrder = () => {
    const state = feed.$feed.value;
    return state?.status === 'ready' && !state.rows.every(hasEnded);
  };
  const read = async ({ signal }: AbortController) => {
    for (const pauseMs of PAUSES_MS) {
      await platform().wait(pauseMs);
      await whenVisible(page, signal);
      if (signal.aborted || hasOpenOrder()) return;
      feed.refresh();
    }
  };
  const start = () => {
    controller.abort();
    controller = new AbortController();
    if (isExpected(settings)) void read(controller);
  };
  const stopListening = $pageReturn.listen(start);
  start();
  return () => {
    stopListening();
    controller.abort();
  };
}
