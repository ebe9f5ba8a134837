import { expect } from 'chai';
import { slides } from '../../../src/open-api/slides.js';
import { user } from '../../../src/open-api/user.js';
import { productFeed } from '../../../src/stores/products.js';
import { createFeeds, openShop as open } from '../../../src/stores/shop.js';
import type { TestShop } from '../support.js';
import { openShop, SHOPPER, until } from '../support.js';
import {
  ALL_PRODUCTS,
  createStorage,
  createStoreFixture,
  openAsGuest,
  resetStores,
  storedText,
  untilReady,
  untilSettled,
} from './store-fixture.js';

const MINUTE_MS = 60_000;
const slideFeed = createFeeds(slides);
const userFeed = createFeeds(user);

describe('lists of a shop', () => {
  // It is loaded on first use; then each use takes a moment.
  before(() => import('../../../src/stores/cache-writer.js'));
  afterEach(resetStores);

  it('are requested once, however many elements show them', async () => {
    createStoreFixture();
    const shop = await openShop({ products: 12 });
    const stores = Array.from({ length: 5 }, () => productFeed(openAsGuest(shop), ALL_PRODUCTS));
    await Promise.all(stores.map(untilSettled));
    expect(await shop.log()).to.have.length(1);
  });

  it('need no request on the next page while they are fresh', async () => {
    const fixture = createStoreFixture();
    const shop = await openShop({ products: 12 });
    const first = await untilReady(productFeed(openAsGuest(shop), ALL_PRODUCTS));
    fixture.reload();
    fixture.now += 4 * MINUTE_MS;
    const second = await untilReady(productFeed(openAsGuest(shop), ALL_PRODUCTS));
    expect(second.rows).to.deep.equal(first.rows);
    expect(second.staleReason).to.equal(null);
    expect(await shop.log()).to.have.length(1);
  });

  it('are written to storage only after a delay', async () => {
    let endDelay = () => {};
    const delay = new Promise<void>((resolve) => (endDelay = resolve));
    const fixture = createStoreFixture({ wait: () => delay });
    const shop = await openShop({ products: 12 });
    await untilReady(productFeed(openAsGuest(shop), ALL_PRODUCTS));
    expect(storedText(fixture)).to.equal('[]');
    endDelay();
    await until(() => storedText(fixture).includes('nama_produk'), 'a cached answer');
  });

  it('are not written when a refusal follows within the delay', async () => {
    let endDelay = () => {};
    const delay = new Promise<void>((resolve) => (endDelay = resolve));
    const fixture = createStoreFixture({ wait: () => delay });
    const shop = await openShop({ products: 12 });
    const store = productFeed(openAsGuest(shop), ALL_PRODUCTS);
    const stop = store.$feed.listen(() => {});
    await untilReady(store);
    await shop.setFaults([{ kind: 'status', status: 404 }]);
    store.refresh();
    await until(() => store.$feed.get().status === 'failed', 'a refusal');
    endDelay();
    await new Promise((resolve) => setTimeout(resolve));
    stop();
    expect(storedText(fixture)).to.equal('[]');
  });

  it('are shown from the cache at once and renewed in the background', async () => {
    const fixture = createStoreFixture();
    const shop = await openShop({ products: 12 });
    await untilSettled(productFeed(openAsGuest(shop), ALL_PRODUCTS));
    fixture.reload();
    fixture.now += 6 * MINUTE_MS;
    const rows = [{ id_produk: 1, nama_produk: 'Baru' }];
    await shop.setFaults([{ kind: 'rows', rows }]);
    const store = productFeed(openAsGuest(shop), ALL_PRODUCTS);
    const stop = store.$feed.listen(() => {});
    const shown = store.$feed.get();
    expect(shown.status === 'ready' && shown.rows.length).to.equal(12);
    await until(() => {
      const feed = store.$feed.get();
      return feed.status === 'ready' && feed.rows[0]?.nama_produk === 'Baru';
    });
    stop();
    expect(await shop.log()).to.have.length(2);
  });

  const transient: readonly [string, Parameters<TestShop['setFaults']>[0][number], string][] = [
    ['offline', { kind: 'disconnect' }, 'offline'],
    ['over quota', { kind: 'status', status: 429 }, 'quota'],
    ['while the server is down', { kind: 'status', status: 500 }, 'server'],
    ['when the answer is broken', { kind: 'malformed' }, 'malformed'],
  ];
  for (const [when, fault, code] of transient) {
    it(`${when} show the last good answer, marked as stale`, async () => {
      const fixture = createStoreFixture();
      const shop = await openShop({ products: 12 });
      const first = await untilReady(productFeed(openAsGuest(shop), ALL_PRODUCTS));
      fixture.reload();
      fixture.now += 60 * MINUTE_MS;
      await shop.setFaults([fault]);
      const store = productFeed(openAsGuest(shop), ALL_PRODUCTS);
      const stop = store.$feed.listen(() => {});
      const feed = await until(() => {
        const now = store.$feed.get();
        return now.status === 'ready' && now.staleReason !== null && now;
      });
      stop();
      expect(feed.staleReason).to.equal(code);
      expect(feed.rows).to.deep.equal(first.rows);
      expect(feed.at).to.equal(first.at);
    });
  }

  it('send nothing by themselves for five minutes after a 429, on other pages too', async () => {
    const fixture = createStoreFixture();
    const shop = await openShop({ faults: [{ kind: 'status', status: 429 }] });
    expect(await untilSettled(slideFeed(openAsGuest(shop)))).to.include({ code: 'quota' });
    expect(await untilSettled(productFeed(openAsGuest(shop), ALL_PRODUCTS))).to.include({
      code: 'quota',
    });
    fixture.reload();
    fixture.now += 4 * MINUTE_MS;
    expect(await untilSettled(productFeed(openAsGuest(shop), ALL_PRODUCTS))).to.include({
      code: 'quota',
    });
    expect(await shop.log()).to.have.length(1);
    fixture.reload();
    fixture.now += 2 * MINUTE_MS;
    await shop.setFaults([]);
    await untilReady(productFeed(openAsGuest(shop), ALL_PRODUCTS));
    expect(await shop.log()).to.have.length(2);
  });

  it('ask in spite of a 429 when the shopper wants it, but once in 15 seconds', async () => {
    const waits: number[] = [];
    const fixture = createStoreFixture({
      wait: (ms) => {
        if (ms > 1000) waits.push(ms);
        fixture.now += ms > 1000 ? ms : 0;
        return Promise.resolve();
      },
    });
    const shop = await openShop({ faults: [{ kind: 'status', status: 429 }] });
    const store = slideFeed(openAsGuest(shop));
    const stop = store.$feed.listen(() => {});
    for (const requests of [1, 2, 3]) {
      await until(async () => (await shop.log()).length === requests);
      expect(await untilSettled(store)).to.include({ code: 'quota' });
      fixture.now += 5000;
      store.refresh();
      store.refresh();
    }
    stop();
    expect(waits).to.deep.equal([10_000, 10_000]);
  });

  it('all ask again when the quota is there again', async () => {
    createStoreFixture();
    const shop = await openShop({ faults: [{ kind: 'status', status: 429 }] });
    const stores = [slideFeed(openAsGuest(shop)), productFeed(openAsGuest(shop), ALL_PRODUCTS)];
    const stops = stores.map((store) => store.$feed.listen(() => {}));
    await Promise.all(stores.map((store) => untilSettled<unknown>(store)));
    await shop.setFaults([]);
    for (const store of stores) store.refresh();
    for (const store of stores) await until(() => store.$feed.get().status === 'ready');
    for (const stop of stops) stop();
  });

  it('rest for an hour at most, whatever a 429 says', async () => {
    const fixture = createStoreFixture();
    const shop = await openShop({
      faults: [{ kind: 'status', status: 429, retryAfter: 3e9, times: 1 }],
    });
    await untilSettled(slideFeed(openAsGuest(shop)));
    fixture.reload();
    fixture.now += 61 * MINUTE_MS;
    await untilReady(slideFeed(openAsGuest(shop)));
  });

  it('believe no time of the future: answers count as old, pauses as over', async () => {
    const fixture = createStoreFixture();
    const shop = await openShop({ products: 12 });
    const yearMs = 365 * 24 * 60 * MINUTE_MS;
    fixture.now += yearMs;
    await untilReady(productFeed(openAsGuest(shop), ALL_PRODUCTS));
    await shop.setFaults([{ kind: 'status', status: 429, times: 1 }]);
    await untilSettled(slideFeed(openAsGuest(shop)));
    fixture.reload();
    fixture.now -= yearMs;
    const store = productFeed(openAsGuest(shop), ALL_PRODUCTS);
    const stop = store.$feed.listen(() => {});
    const feed = await until(() => {
      const now = store.$feed.get();
      return now.status === 'ready' && now.at === fixture.now && now;
    }, 'a renewed list');
    stop();
    expect(feed.rows).to.have.length(12);
    await untilReady(slideFeed(openAsGuest(shop)));
  });

  it('wait for the `Retry-After` of a 429', async () => {
    const fixture = createStoreFixture();
    const faults = [{ kind: 'status', status: 429, retryAfter: 20, times: 1 }] as const;
    const shop = await openShop({ faults });
    await untilSettled(slideFeed(openAsGuest(shop)));
    fixture.now += 21_000;
    slideFeed(openAsGuest(shop)).refresh();
    await untilReady(slideFeed(openAsGuest(shop)));
  });

  const seen: readonly [string, () => void][] = [
    ['the page is seen again', () => document.dispatchEvent(new Event('visibilitychange'))],
    ['the page comes out of the cache of pages', () => dispatchEvent(new Event('pageshow'))],
    ['the network is back', () => dispatchEvent(new Event('online'))],
  ];
  for (const [when, happen] of seen) {
    it(`are renewed with one request each when ${when} and they are old`, async () => {
      const fixture = createStoreFixture();
      const shop = await openShop();
      const { api, token } = shop;
      const store = userFeed(open({ api, token, shopper: SHOPPER }));
      const stop = store.$feed.listen(() => {});
      await untilReady(store);
      happen();
      fixture.now += 10 * MINUTE_MS;
      happen();
      happen();
      await until(() => {
        const feed = store.$feed.get();
        return feed.status === 'ready' && feed.at === fixture.now;
      });
      happen();
      stop();
      expect(await shop.log()).to.have.length(2);
    });

    it(`that failed are requested again when ${when}`, async () => {
      createStoreFixture();
      const shop = await openShop({ faults: [{ kind: 'disconnect' }] });
      const store = slideFeed(openAsGuest(shop));
      const stop = store.$feed.listen(() => {});
      expect(await untilSettled(store)).to.include({ code: 'offline' });
      await shop.setFaults([]);
      happen();
      await until(() => store.$feed.get().status === 'ready');
      stop();
    });
  }

  it('that were refused are not requested again by themselves', async () => {
    createStoreFixture();
    const shop = await openShop({ faults: [{ kind: 'status', status: 401 }] });
    const store = slideFeed(openAsGuest(shop));
    const stop = store.$feed.listen(() => {});
    await untilSettled(store);
    dispatchEvent(new Event('online'));
    stop();
    expect(await shop.log()).to.have.length(1);
  });

  it('end with a 404 behind the last page, and are empty in an empty category', async () => {
    createStoreFixture();
    const shop = await openShop({
      products: 40,
      faults: [{ kind: 'status', status: 404, query: { page: '2' } }],
    });
    const store = productFeed(openAsGuest(shop), ALL_PRODUCTS);
    const stop = store.$feed.listen(() => {});
    await untilReady(store);
    store.loadMore();
    const feed = await until(() => {
      const now = store.$feed.get();
      return now.status === 'ready' && now.done && now;
    });
    expect(feed.rows).to.have.length(40);
    expect(feed.moreStatus).to.equal('idle');
    await shop.setFaults([{ kind: 'status', status: 404 }]);
    const empty = productFeed(openAsGuest(shop), { ...ALL_PRODUCTS, category: '77' });
    expect(await untilReady(empty)).to.deep.include({ rows: [], done: true });
    store.refresh();
    await until(() => store.$feed.get().status === 'failed', 'an error for the whole shop');
    stop();
  });

  it('keep as many pages as storage has room for, at least the first', async () => {
    for (const [room, pages] of [
      [1e9, 3],
      [350_000, 2],
      [200_000, 1],
    ] as const) {
      const storage = createStorage(room);
      const fixture = createStoreFixture({}, storage);
      const shop = await openShop({ products: 120 });
      const rows = (from: number) =>
        Array.from({ length: 40 }, (_, i) => ({
          id_produk: from + i,
          nama_produk: 'Panjang',
          deskripsi_panjang: 'x'.repeat(3000),
        }));
      await shop.setFaults(
        [1, 2, 3].map((page) => ({
          kind: 'rows' as const,
          rows: rows(page * 100),
          query: { page: String(page) },
        })),
      );
      const store = productFeed(openAsGuest(shop), ALL_PRODUCTS);
      const stop = store.$feed.listen(() => {});
      for (const count of [1, 2, 3]) {
        await until(() => {
          const feed = store.$feed.get();
          return feed.status === 'ready' && feed.pages === count;
        });
        store.loadMore();
      }
      stop();
      fixture.reload();
      await shop.setFaults([{ kind: 'status', status: 429 }]);
      const restored = await untilReady(productFeed(openAsGuest(shop), ALL_PRODUCTS));
      expect([restored.pages, restored.rows.length], String(room)).to.deep.equal([
        pages,
        pages * 40,
      ]);
      resetStores();
    }
  });

  it('of one page that is too large for storage keep their first rows, which count as old', async () => {
    const fixture = createStoreFixture();
    const shop = await openShop();
    const rows = Array.from({ length: 40 }, (_, i) => ({
      id_produk: i,
      nama_produk: 'Panjang',
      deskripsi_panjang: 'x'.repeat(30_000),
    }));
    await shop.setFaults([{ kind: 'rows', rows }]);
    await untilReady(productFeed(openAsGuest(shop), ALL_PRODUCTS));
    await until(() => storedText(fixture).includes('Panjang'), 'a cached answer');
    fixture.reload();
    const store = productFeed(openAsGuest(shop), ALL_PRODUCTS);
    const stop = store.$feed.listen(() => {});
    const shown = store.$feed.get();
    expect(shown.status === 'ready' && shown.rows.length).to.equal(10);
    await until(() => {
      const feed = store.$feed.get();
      return feed.status === 'ready' && feed.rows.length === 40;
    });
    stop();
  });

  it('of a shopper are removed for another shopper, and for a guest', async () => {
    const fixture = createStoreFixture();
    const { api, token } = await openShop();
    const cached = () => storedText(fixture);
    await untilReady(userFeed(open({ api, token, shopper: SHOPPER })));
    await until(() => cached().includes('Rina'), 'a cached answer');
    fixture.reload();
    open({ api, token, shopper: { id: '130174', token: 'demo-user-2' } });
    expect(cached()).not.to.contain('Rina');
    await untilReady(userFeed(open({ api, token, shopper: SHOPPER })));
    fixture.reload();
    open({ api, token, shopper: null });
    expect(cached()).not.to.contain('Rina');
  });

  it('show nothing of an earlier visit to a shopper who is refused', async () => {
    const fixture = createStoreFixture();
    const { api, token } = await openShop();
    await untilReady(userFeed(open({ api, token, shopper: SHOPPER })));
    await until(() => storedText(fixture).includes('Rina'), 'a cached answer');
    fixture.reload();
    fixture.now += MINUTE_MS;
    const feed = await until(async () => {
      const now = await untilSettled(
        userFeed(open({ api, token, shopper: { ...SHOPPER, token: 'x' } })),
      );
      return now.status === 'failed' && now;
    });
    expect(feed.code).to.equal('unauthorized');
    expect(storedText(fixture)).not.to.contain('Rina');
  });

  it('leave neither token in storage', async () => {
    const fixture = createStoreFixture();
    const { api, token } = await openShop();
    await untilReady(userFeed(open({ api, token, shopper: SHOPPER })));
    await untilReady(slideFeed(open({ api, token, shopper: SHOPPER })));
    const cached = storedText(fixture);
    expect(cached).not.to.contain(token).and.not.to.contain(SHOPPER.token);
  });
});
