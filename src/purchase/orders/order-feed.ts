/** The shopper's orders as a list that elements show: page by page, and live while any is open. */
import { atom, onMount } from 'nanostores';
import type { Order } from '../../proxy/contract.js';
import type { Feed, FeedStore, ReadyFeed } from '../../stores/feed.js';
import { platform } from '../../stores/platform.js';
import { hasEnded } from './follow-order.js';
import type { PurchaseClient } from '../purchase-client.js';
import { errorCodeOf } from '../problems.js';
import type { PageVisibility } from './page-visibility.js';
import { whenVisible } from './page-visibility.js';

/** One request for all open orders, not one held open for each: old servers allow a page only six. */
const MIN_PAUSE_MS = 5_000;
const MAX_PAUSE_MS = 30_000;
const PAUSE_GROWTH = 1.5;

const feeds = new WeakMap<PurchaseClient, FeedStore<Order>>();

/** One list for each purchase, however many elements show it. */
export function orderFeed(purchase: PurchaseClient): FeedStore<Order> {
  const feed = feeds.get(purchase) ?? createOrderFeed(purchase, document);
  feeds.set(purchase, feed);
  return feed;
}

function createOrderFeed(purchase: PurchaseClient, page: PageVisibility): FeedStore<Order> {
  const $feed = atom<Feed<Order>>({ status: 'idle' });
  // `get` would count as a listener for a moment, and so start a request of its own.
  const current = (): Feed<Order> => $feed.value;
  let mountController = new AbortController();
  let cursor: string | null = null;
  let pauseMs = MIN_PAUSE_MS;
  let pollingFor: AbortController | null = null;

  const setReady = (rows: readonly Order[], changes: Partial<ReadyFeed<Order>>) => {
    const feed = current();
    const previous = feed.status === 'ready' ? feed : null;
    $feed.set({
      ...{ status: 'ready', pages: 1, moreStatus: 'idle', staleReason: null, droppedCount: 0 },
      ...{ at: platform().now(), done: cursor === null },
      ...previous,
      rows,
      ...changes,
    });
  };
  const currentRows = () => {
    const feed = current();
    return feed.status === 'ready' ? feed.rows : [];
  };

  /** Reads the first page again; what further pages brought stays below it. */
  const refreshFirstPage = async ({ signal }: AbortController) => {
    const outcome = await purchase.listOrders(null, signal);
    if (signal.aborted) return;
    const feed = current();
    if (!outcome.ok) {
      const code = errorCodeOf(outcome.code);
      if (feed.status === 'ready') $feed.set({ ...feed, staleReason: code });
      else $feed.set({ status: 'failed', code });
      return;
    }
    const { orders, next } = outcome.value;
    const fresh = new Set(orders.map(({ id }) => id));
    const older = currentRows().filter(({ id }) => !fresh.has(id));
    if (feed.status !== 'ready' || feed.pages === 1) cursor = next;
    const rows = [...orders, ...older];
    const isSame = JSON.stringify(rows) === JSON.stringify(currentRows());
    pauseMs = isSame ? Math.min(pauseMs * PAUSE_GROWTH, MAX_PAUSE_MS) : MIN_PAUSE_MS;
    setReady(rows, { staleReason: null, at: platform().now(), done: cursor === null });
  };

  const poll = async (controller: AbortController) => {
    const { signal } = controller;
    if (pollingFor === controller) return;
    pollingFor = controller;
    const isAlive = () => !signal.aborted;
    while (isAlive() && !currentRows().every(hasEnded)) {
      await platform().wait(pauseMs);
      await whenVisible(page, signal);
      if (isAlive()) await refreshFirstPage(controller);
    }
    if (pollingFor === controller) pollingFor = null;
  };

  const start = async () => {
    const controller = mountController;
    if (current().status !== 'ready') $feed.set({ status: 'pending' });
    await refreshFirstPage(controller);
    void poll(controller);
  };

  /** Shows what another request learnt of an order. */
  const upsert = (order: Order) => {
    if (current().status !== 'ready') return;
    const rows = currentRows();
    const firstOlder = rows.findIndex(({ created_at }) => created_at <= order.created_at);
    const insertAt = firstOlder < 0 ? rows.length : firstOlder;
    setReady(
      rows.some(({ id }) => id === order.id)
        ? rows.map((row) => (row.id === order.id ? order : row))
        : [...rows.slice(0, insertAt), order, ...rows.slice(insertAt)],
      {},
    );
    pauseMs = MIN_PAUSE_MS;
    void poll(mountController);
  };

  onMount($feed, () => {
    mountController = new AbortController();
    void start();
    const stop = purchase.$orderChange.listen((change) => change && upsert(change.order));
    return () => {
      stop();
      mountController.abort();
      const last = current();
      if (last.status === 'pending') $feed.set({ status: 'idle' });
      if (last.status === 'ready' && last.moreStatus === 'pending')
        $feed.set({ ...last, moreStatus: 'idle' });
    };
  });

  return {
    $feed,
    refresh: () => void start(),
    loadMore: () => {
      const feed = current();
      if (feed.status !== 'ready' || feed.done || feed.moreStatus === 'pending') return;
      $feed.set({ ...feed, moreStatus: 'pending' });
      const { signal } = mountController;
      void purchase.listOrders(cursor, signal).then((outcome) => {
        if (signal.aborted) return;
        if (!outcome.ok) {
          setReady(currentRows(), { moreStatus: errorCodeOf(outcome.code) });
          return;
        }
        const { orders, next } = outcome.value;
        const known = new Set(currentRows().map(({ id }) => id));
        const older = orders.filter(({ id }) => !known.has(id));
        cursor = older.length > 0 ? next : null;
        setReady([...currentRows(), ...older], {
          moreStatus: 'idle',
          pages: feed.pages + 1,
          done: cursor === null,
        });
      });
    },
  };
}
