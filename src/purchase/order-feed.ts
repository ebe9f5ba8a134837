/** The shopper's orders as a list that elements show: page by page, and live while any is open. */
import { atom, onMount } from 'nanostores';
import type { ErrorCode } from '../open-api/result.js';
import { codeOfStatus } from '../open-api/result.js';
import type { Order } from '../proxy/contract.js';
import { PROBLEMS } from '../proxy/contract.js';
import type { Feed, FeedStore, ReadyFeed } from '../stores/feed.js';
import { platform } from '../stores/outside.js';
import { hasEnded } from './follow.js';
import type { PurchaseClient, PurchaseError } from './purchase.js';
import { isProblem } from './send.js';
import type { PageVisibility } from './visible.js';
import { whenVisible } from './visible.js';

/** One request for all open orders, not one held open for each: old servers allow a page only six. */
const SHORTEST_PAUSE = 5_000;
const LONGEST_PAUSE = 30_000;
const SLOWER = 1.5;

/** The proxy's problems in the words that all lists have. */
const asErrorCode = (code: PurchaseError): ErrorCode =>
  isProblem(code) ? codeOfStatus(PROBLEMS[code]) : code;

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
  let mounted = new AbortController();
  let cursor: string | null = null;
  let pause = SHORTEST_PAUSE;
  let polling: AbortController | null = null;

  const set = (rows: readonly Order[], parts: Partial<ReadyFeed<Order>>) => {
    const feed = current();
    const before = feed.status === 'ready' ? feed : null;
    $feed.set({
      ...{ status: 'ready', pages: 1, more: 'idle', stale: null, dropped: 0 },
      ...{ at: platform().now(), done: cursor === null },
      ...before,
      rows,
      ...parts,
    });
  };
  const rowsNow = () => {
    const feed = current();
    return feed.status === 'ready' ? feed.rows : [];
  };

  /** Reads the first page again; what further pages brought stays below it. */
  const readFirst = async ({ signal }: AbortController) => {
    const outcome = await purchase.listOrders(null, signal);
    if (signal.aborted) return;
    const feed = current();
    if (!outcome.ok) {
      const code = asErrorCode(outcome.code);
      if (feed.status === 'ready') $feed.set({ ...feed, stale: code });
      else $feed.set({ status: 'failed', code });
      return;
    }
    const { orders, next } = outcome.value;
    const fresh = new Set(orders.map(({ id }) => id));
    const older = rowsNow().filter(({ id }) => !fresh.has(id));
    if (feed.status !== 'ready' || feed.pages === 1) cursor = next;
    const rows = [...orders, ...older];
    const isSame = JSON.stringify(rows) === JSON.stringify(rowsNow());
    pause = isSame ? Math.min(pause * SLOWER, LONGEST_PAUSE) : SHORTEST_PAUSE;
    set(rows, { stale: null, at: platform().now(), done: cursor === null });
  };

  const poll = async (life: AbortController) => {
    const { signal } = life;
    if (polling === life) return;
    polling = life;
    const isAlive = () => !signal.aborted;
    while (isAlive() && !rowsNow().every(hasEnded)) {
      await platform().wait(pause);
      await whenVisible(page, signal);
      if (isAlive()) await readFirst(life);
    }
    if (polling === life) polling = null;
  };

  const begin = async () => {
    const life = mounted;
    if (current().status !== 'ready') $feed.set({ status: 'pending' });
    await readFirst(life);
    void poll(life);
  };

  /** Shows what another request learnt of an order. */
  const put = (order: Order) => {
    if (current().status !== 'ready') return;
    const rows = rowsNow();
    const older = rows.findIndex(({ created_at }) => created_at <= order.created_at);
    const place = older < 0 ? rows.length : older;
    set(
      rows.some(({ id }) => id === order.id)
        ? rows.map((row) => (row.id === order.id ? order : row))
        : [...rows.slice(0, place), order, ...rows.slice(place)],
      {},
    );
    pause = SHORTEST_PAUSE;
    void poll(mounted);
  };

  onMount($feed, () => {
    mounted = new AbortController();
    void begin();
    const stop = purchase.$orderChange.listen((change) => change && put(change.order));
    return () => {
      stop();
      mounted.abort();
      const left = current();
      if (left.status === 'pending') $feed.set({ status: 'idle' });
      if (left.status === 'ready' && left.more === 'pending') $feed.set({ ...left, more: 'idle' });
    };
  });

  return {
    $feed,
    refresh: () => void begin(),
    more: () => {
      const feed = current();
      if (feed.status !== 'ready' || feed.done || feed.more === 'pending') return;
      $feed.set({ ...feed, more: 'pending' });
      const { signal } = mounted;
      void purchase.listOrders(cursor, signal).then((outcome) => {
        if (signal.aborted) return;
        if (!outcome.ok) {
          set(rowsNow(), { more: asErrorCode(outcome.code) });
          return;
        }
        const { orders, next } = outcome.value;
        const known = new Set(rowsNow().map(({ id }) => id));
        const older = orders.filter(({ id }) => !known.has(id));
        cursor = older.length > 0 ? next : null;
        set([...rowsNow(), ...older], {
          more: 'idle',
          pages: feed.pages + 1,
          done: cursor === null,
        });
      });
    },
  };
}
