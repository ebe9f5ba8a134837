import { expect } from 'chai';
import { STORE_UNMOUNT_DELAY } from 'nanostores';
import { slides } from '../../../src/open-api/slides.js';
import type { Feed } from '../../../src/stores/feed.js';
import type { Page } from '../../../src/stores/paged-list.js';
import { createPagedList } from '../../../src/stores/paged-list.js';
import { productFeed } from '../../../src/stores/products.js';
import { createFeeds } from '../../../src/stores/shop.js';
import type { Result } from '../../../src/open-api/result.js';
import { fail, ok } from '../../../src/open-api/result.js';
import { openShop, until } from '../support.js';
import {
  ALL_PRODUCTS,
  createStoreFixture,
  openAsGuest,
  resetStores,
  untilReady,
} from './store-fixture.js';

const slideFeed = createFeeds(slides);

describe('a paged list', () => {
  afterEach(resetStores);

  it('reads 100 products with 3 requests, and knows the end', async () => {
    createStoreFixture();
    const shop = await openShop({ products: 100 });
    const store = productFeed(openAsGuest(shop), ALL_PRODUCTS);
    const stop = store.$feed.listen(() => {});
    for (const rows of [40, 80, 100]) {
      const feed = await until(
        () => {
          const now = store.$feed.get();
          return now.status === 'ready' && now.rows.length === rows && now;
        },
        `${String(rows)} rows`,
      );
      expect(feed.done).to.equal(rows === 100);
      store.loadMore();
      store.loadMore();
    }
    stop();
    expect(await shop.log()).to.have.length(3);
  });

  it('ends when the server ignores `page` and repeats its rows', async () => {
    createStoreFixture();
    const shop = await openShop();
    const rows = Array.from({ length: 40 }, (_, i) => ({ id_produk: i, nama_produk: 'Sama' }));
    await shop.setFaults([{ kind: 'rows', rows }]);
    const store = productFeed(openAsGuest(shop), ALL_PRODUCTS);
    await untilReady(store);
    const stop = store.$feed.listen(() => {});
    store.loadMore();
    const feed = await until(() => {
      const now = store.$feed.get();
      return now.status === 'ready' && now.done && now;
    });
    stop();
    expect(feed.rows).to.have.length(40);
  });

  it('keeps its rows when the next page fails, and loads it on the next call', async () => {
    createStoreFixture();
    const shop = await openShop({
      products: 60,
      faults: [{ kind: 'status', status: 500, query: { page: '2' }, times: 2 }],
    });
    const store = productFeed(openAsGuest(shop), ALL_PRODUCTS);
    await untilReady(store);
    const stop = store.$feed.listen(() => {});
    store.loadMore();
    const broken = await untilReady(store);
    expect([broken.moreStatus, broken.rows.length]).to.deep.equal(['server', 40]);
    store.loadMore();
    const whole = await until(() => {
      const now = store.$feed.get();
      return now.status === 'ready' && now.rows.length === 60 && now;
    });
    stop();
    expect(whole.done).to.equal(true);
  });

  for (const [what, fault] of [
    ['is under way', { kind: 'hang' }],
    ['has failed', { kind: 'status', status: 404 }],
  ] as const) {
    it(`sends nothing after its last listener has left, when its request ${what}`, async () => {
      createStoreFixture();
      const shop = await openShop({ faults: [fault] });
      const store = slideFeed(openAsGuest(shop));
      const stop = store.$feed.listen(() => {});
      await until(() => store.$feed.value?.status !== 'idle');
      await until(async () => (await shop.log()).length === 1);
      stop();
      await until(() => store.$feed.value?.status !== 'pending', 'a list at rest');
      await new Promise((resolve) => setTimeout(resolve, STORE_UNMOUNT_DELAY * 1.5));
      expect(await shop.log()).to.have.length(1);
    });
  }

  it('ignores the late answer of an aborted request', async () => {
    const shop = await openShop();
    const slide = (name: string) => [{ url_gambar_slide: `https://a.id/${name}` }];
    await shop.setFaults([
      { kind: 'rows', rows: slide('lama'), times: 1 },
      { kind: 'rows', rows: slide('baru') },
    ]);
    let release = () => {};
    const held = new Promise<void>((resolve) => (release = resolve));
    const answers: Promise<Response>[] = [];
    createStoreFixture({
      // A network that ignores aborts and delays the first answer.
      fetch: (input) => {
        const isFirst = answers.length === 0;
        const answer = fetch(input).then(async (response) => {
          if (isFirst) await held;
          return response;
        });
        answers.push(answer);
        return answer;
      },
    });
    const store = slideFeed(openAsGuest(shop));
    const stop = store.$feed.listen(() => {});
    await until(async () => (await shop.log()).length === 1);
    store.refresh();
    await untilReady(store);
    release();
    await Promise.all(answers);
    await new Promise((resolve) => setTimeout(resolve));
    const feed = await untilReady(store);
    stop();
    expect(feed.rows.map((row) => row.url_gambar_slide)).to.deep.equal(['https://a.id/baru']);
  });

  /** A list whose requests a test answers one by one. */
  function createManualList() {
    const answers: ((result: Result<Page<string>>) => void)[] = [];
    const list = createPagedList<string>({
      load: () => new Promise((resolve) => answers.push(resolve)),
      ttlMs: 1,
      idOf: (row) => row,
      isTransient: (code) => code === 'offline',
      restore: () => null,
      save: () => {},
    });
    const answer = async (result: Result<Page<string>>) => {
      answers.shift()?.(result);
      await Promise.resolve();
    };
    return { list, answer, requestCount: () => answers.length };
  }
  const page = (rows: readonly string[], isLast = false) =>
    ok({ rows, received: rows.length, isLast });

  for (const [what, result] of [
    ['succeeds', page(['a'])],
    ['fails', fail('offline')],
  ] as const) {
    it(`loads the next page after a refresh that ${what}`, async () => {
      const { list, answer, requestCount } = createManualList();
      const stop = list.$feed.listen(() => {});
      await answer(page(['a']));
      void list.refresh();
      list.loadMore();
      expect(requestCount()).to.equal(1);
      await answer(result);
      await answer(page(['b'], true));
      const feed: Feed<string> = list.$feed.get();
      stop();
      expect(feed).to.include({ status: 'ready', done: true, moreStatus: 'idle' });
      expect(feed.status === 'ready' && feed.rows).to.deep.equal(['a', 'b']);
    });
  }

  it('keeps the place of a row that a later page repeats, with its newer value', async () => {
    const answers: ((result: Result<Page<{ id: string; n: number }>>) => void)[] = [];
    const list = createPagedList<{ id: string; n: number }>({
      load: () => new Promise((resolve) => answers.push(resolve)),
      ttlMs: 1,
      idOf: ({ id }) => id,
      isTransient: () => true,
      restore: () => null,
      save: () => {},
    });
    const stop = list.$feed.listen(() => {});
    const rowsOf = (...rows: { id: string; n: number }[]) =>
      ok({ rows, received: rows.length, isLast: false });
    answers.shift()?.(rowsOf({ id: 'a', n: 1 }, { id: 'b', n: 1 }));
    await Promise.resolve();
    list.loadMore();
    answers.shift()?.(rowsOf({ id: 'b', n: 2 }, { id: 'c', n: 2 }));
    await Promise.resolve();
    const feed = list.$feed.get();
    stop();
    expect(feed.status === 'ready' && feed.rows.map(({ id, n }) => id + String(n))).to.deep.equal([
      'a1',
      'b2',
      'c2',
    ]);
  });
});
