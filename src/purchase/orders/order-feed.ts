/**
 * The shopper's orders as a feed: page by page, and live while any of them is open. Polls the first
 * page instead of following each order: HTTP/1.1 gives a page only six connections.
 */
import { onMount } from 'nanostores';
import { fail, ok } from '../../open-api/result.js';
import type { Order } from '../../proxy/contract.js';
import type { FeedStore, ReadyFeed } from '../../stores/feed.js';
import type { PagedList } from '../../stores/paged-list.js';
import { createPagedList } from '../../stores/paged-list.js';
import { platform } from '../../stores/platform.js';
import { errorCodeOf } from '../problems.js';
import type { PurchaseClient } from '../purchase-client.js';
import { hasEnded, isListed } from './order-status.js';
import type { PageVisibility } from './page-visibility.js';
import { whenVisible } from './page-visibility.js';

const MIN_PAUSE_MS = 5_000;
const MAX_PAUSE_MS = 30_000;
const PAUSE_GROWTH = 1.5;

const feeds = new WeakMap<PurchaseClient, FeedStore<Order>>();

/** Returns one list per client, however many elements show it. */
export function orderFeed(client: PurchaseClient): FeedStore<Order> {
  const feed = feeds.get(client) ?? createOrderFeed(client, document);
  feeds.set(client, feed);
  return feed;
}

/** @param page orders are polled while it is visible */
export function createOrderFeed(client: PurchaseClient, page: PageVisibility): FeedStore<Order> {
  let mountSignal = new AbortController().signal;
  let pollingSignal: AbortSignal | null = null;
  let pauseMs = MIN_PAUSE_MS;
  let lastFirstPage = '';
  /** the cursor after the last page that was read; `null` at the end */
  let nextCursor: string | null = null;
  let hasLaterPages = false;

  const list: PagedList<Order> = createPagedList<Order>({
    load: async (page, signal) => {
      const outcome = await client.listOrders(page === 1 ? null : nextCursor, signal);
      if (!outcome.ok) return fail(errorCodeOf(outcome.code));
      const { orders, next } = outcome.value;
      if (!orders.every(hasEnded)) void poll(mountSignal);
      if (page === 1) return ok(joinFirstPage(orders, next));
      hasLaterPages = true;
      nextCursor = next;
      const rows = orders.filter(isListed);
      return ok({ rows, received: rows.length, isLast: next === null });
    },
    ttlMs: 0,
    idOf: ({ id }) => id,
    isTransient: () => true,
    restore: () => null,
    save: () => {},
  });
  const readyFeed = (): ReadyFeed<Order> | null => {
    const feed = list.$feed.value;
    return feed?.status === 'ready' ? feed : null;
  };
  const hasOpenOrder = () => readyFeed()?.rows.every(hasEnded) === false;

  /** Keeps older rows below a first page that is read again, so that the list does not shrink. */
  const joinFirstPage = (orders: readonly Order[], next: string | null) => {
    adaptPause(orders);
    const feed = readyFeed();
    const ids = new Set(orders.map(({ id }) => id));
    const rows = [
      ...orders.filter(isListed),
      ...(feed?.rows ?? []).filter(({ id }) => !ids.has(id)),
    ];
    if (!hasLaterPages) nextCursor = next;
    const isLast = hasLaterPages && feed ? feed.done : next === null;
    return { rows, received: rows.length, isLast };
  };

  /** Orders change in quick succession, and then not for a while. */
  const adaptPause = (firstPage: readonly Order[]) => {
    const json = JSON.stringify(firstPage);
    pauseMs =
      json === lastFirstPage ? Math.min(pauseMs * PAUSE_GROWTH, MAX_PAUSE_MS) : MIN_PAUSE_MS;
    lastFirstPage = json;
  };

  const poll = async (signal: AbortSignal) => {
    if (pollingSignal === signal) return;
    pollingSignal = signal;
    do {
      await platform().wait(pauseMs);
      await whenVisible(page, signal);
      // A refresh would abort the request for the next page.
      if (!signal.aborted && readyFeed()?.moreStatus !== 'pending') await list.refresh();
    } while (!signal.aborted && hasOpenOrder());
    if (pollingSignal === signal) pollingSignal = null;
  };

  const showChange = (order: Order) => {
    const feed = readyFeed();
    if (feed) list.$feed.set({ ...feed, rows: upsert(feed.rows, order) });
    pauseMs = MIN_PAUSE_MS;
    if (hasOpenOrder()) void poll(mountSignal);
  };

  onMount(list.$feed, () => {
    const controller = new AbortController();
    mountSignal = controller.signal;
    const stop = client.$orderChange.listen((change) => change && showChange(change.order));
    return () => {
      stop();
      controller.abort();
    };
  });

  return list;
}

/** Replaces the order's row, inserts one, or removes that of a try with a wrong PIN: rows are sorted by time, the newest first. */
function upsert(rows: readonly Order[], order: Order): readonly Order[] {
  if (!isListed(order)) return rows.filter(({ id }) => id !== order.id);
  if (rows.some(({ id }) => id === order.id))
    return rows.map((row) => (row.id === order.id ? order : row));
  const firstOlder = rows.findIndex(({ created_at }) => created_at <= order.created_at);
  const insertAt = firstOlder < 0 ? rows.length : firstOlder;
  return [...rows.slice(0, insertAt), order, ...rows.slice(insertAt)];
}
