import { expect } from 'chai';
import { STORE_UNMOUNT_DELAY } from 'nanostores';
import { slides } from '../../../src/open-api/slides.js';
import type { Feed } from '../../../src/stores/feed.js';
import type { Page } from '../../../src/stores/paged-list.js';
import { createPagedList } from '../../../src/stores/paged-list.js';
import { setPlatform } from '../../../src/stores/platform.js';
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
  // It is loaded on first use; then each use takes a moment.
  before(() => import('../../../src/stores/join-pages.js'));
  afterEach(resetStores);

  const rest = () => new Promise((resolve) => setTimeout(resolve, 5));

  it('reads 100 products with 3 requests and 2 for their seams, and knows the end', async () => {
    const fixture = createStoreFixture();
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
      fixture.now += 1000;
      store.loadMore();
      store.loadMore();
    }
    await until(async () => (await shop.log()).length === 5, 'the pages before, read again');
    stop();
    expect((await shop.log()).map(({ query }) => query.page)).to.deep.equal([
      '1',
      '2',
      '1',
      '3',
      '2',
    ]);
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
      await rest();
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

  /** A server of pages of four rows, whose list a test changes between requests. */
  function createChangingList(initial: string) {
    let now = 0;
    setPlatform({ now: () => (now += 1000) });
    const server = { rows: initial, requests: [] as number[] };
    const list = createPagedList<string>({
      load: (page) => {
        server.requests.push(page);
        const rows = Array.from(server.rows).slice(page * 4 - 4, page * 4);
        return Promise.resolve(ok({ rows, received: rows.length, isLast: rows.length < 4 }));
      },
      ttlMs: Infinity,
      idOf: (row) => row,
      mayShrink: true,
      isTransient: () => true,
      restore: () => null,
      save: () => {},
    });
    return { list, server };
  }

  const changes: readonly [string, string, string][] = [
    ['nothing changes', 'abcdefghijkl', 'abcdefgh'],
    ['one of the first page is deleted', 'acdefghijkl', 'acdefghi'],
    ['the last of the first page is deleted', 'abcefghijkl', 'abcefghi'],
    ['three of the first page are deleted', 'aefghijkl', 'aefghijk'],
    ['one is added', 'xabcdefghijkl', 'xabcdefg'],
    ['four are added', 'wxyzabcdefghijkl', 'wxyz'],
    ['one of the second page moves to the top', 'gabcdefhijkl', 'gabcdefh'],
    ['one of the first page moves to the second', 'acdefbghijkl', 'acdefbgh'],
    ['one is added and one deleted', 'xabdefghijkl', 'xabdefgh'],
    ['all but four are deleted', 'abcd', 'abcd'],
    ['all but five are deleted', 'abcde', 'abcde'],
  ];
  for (const [what, after, least] of changes) {
    it(`loses no row between two pages and repeats none when ${what}`, async () => {
      const { list, server } = createChangingList('abcdefghijkl');
      const stop = list.$feed.listen(() => {});
      await rest();
      server.rows = after;
      list.loadMore();
      await rest();
      const feed = list.$feed.get();
      stop();
      const shown = feed.status === 'ready' ? feed.rows.join('') : '';
      expect(new Set(shown).size, shown).to.equal(shown.length);
      // Rows that the server no longer has may stay until the list is renewed.
      const current = Array.from(shown)
        .filter((row) => after.includes(row))
        .join('');
      expect(current.startsWith(least), shown).to.equal(true);
      expect(server.requests).to.deep.equal([1, 2, 1]);
    });
  }

  for (const [what, after] of changes) {
    it(`reads on to the end without a gap when ${what} after three pages were renewed`, async () => {
      const { list, server } = createChangingList('abcdefghijkl');
      const stop = list.$feed.listen(() => {});
      await rest();
      list.loadMore();
      await rest();
      server.rows = after;
      void list.refresh();
      await rest();
      for (let i = 0; i < 5; i++) {
        list.loadMore();
        await rest();
      }
      const feed = list.$feed.get();
      stop();
      if (feed.status !== 'ready') throw new Error(feed.status);
      expect(feed.rows).to.include.members(Array.from(after));
      expect(new Set(feed.rows).size).to.equal(feed.rows.length);
      expect(feed.done).to.equal(true);
    });
  }

  it('keeps later pages when its first page is renewed', async () => {
    const { list, server } = createChangingList('abcdefghijkl');
    const stop = list.$feed.listen(() => {});
    for (let page = 1; page <= 3; page++) {
      await rest();
      list.loadMore();
    }
    await rest();
    server.rows = `xy${server.rows}`;
    void list.refresh();
    await rest();
    const feed = list.$feed.get();
    stop();
    expect(feed.status === 'ready' && feed.rows.join('')).to.equal('xyabcdefghijkl');
  });

  it('begins anew when its first page has other rows only', async () => {
    const { list, server } = createChangingList('abcdefgh');
    const stop = list.$feed.listen(() => {});
    await rest();
    list.loadMore();
    await rest();
    server.rows = 'qrstuvwx';
    void list.refresh();
    await rest();
    const feed = list.$feed.get();
    stop();
    expect(feed.status === 'ready' && feed.rows.join('')).to.equal('qrst');
    expect(feed).to.include({ done: false, pages: 1 });
  });

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
    await rest();
    list.loadMore();
    answers.shift()?.(rowsOf({ id: 'b', n: 2 }, { id: 'c', n: 2 }));
    await rest();
    const feed = list.$feed.get();
    stop();
    expect(feed.status === 'ready' && feed.rows.map(({ id, n }) => id + String(n))).to.deep.equal([
      'a1',
      'b2',
      'c2',
    ]);
  });
});
