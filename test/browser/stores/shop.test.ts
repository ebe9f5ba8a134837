import { expect } from 'chai';
import { STORE_UNMOUNT_DELAY } from 'nanostores';
import { slides } from '../../../src/open-api/slides.js';
import { user } from '../../../src/open-api/user.js';
import type { Feed, FeedStore, ReadyFeed } from '../../../src/stores/feed.js';
import { setPlatform } from '../../../src/stores/platform.js';
import { productFeed } from '../../../src/stores/products.js';
import { createFeeds, openShop as open } from '../../../src/stores/shop.js';
import { openShop, SHOPPER, until } from '../support.js';
import type { TestShop } from '../support.js';
import type { StoreFixture } from './store-fixture.js';
import { createStorage, createStoreFixture, entriesOf } from './store-fixture.js';

const MINUTE = 60_000;
const slideFeed = createFeeds(slides);
const userFeed = createFeeds(user);

const guest = ({ api, token }: TestShop) => open({ api, token, shopper: null });
const all = { category: '', search: '', perPage: 40 };

const cachedIn = ({ storage }: StoreFixture) => JSON.stringify(Array.from(entriesOf(storage)));

/** Listens until the feed rests, and leaves. */
async function untilResting<T>(store: FeedStore<T>): Promise<Feed<T>> {
  const stop = store.$feed.listen(() => {});
  const feed = await until(() => {
    const now = store.$feed.get();
    const isResting =
      now.status === 'failed' || (now.status === 'ready' && now.moreStatus !== 'pending');
    return isResting && now;
  }, 'a feed at rest');
  stop();
  return feed;
}

async function settleReady<T>(store: FeedStore<T>): Promise<ReadyFeed<T>> {
  const feed = await untilResting(store);
  if (feed.status !== 'ready') throw new Error(JSON.stringify(feed));
  return feed;
}

describe('lists of a shop', () => {
  afterEach(() => {
    setPlatform({});
    createStoreFixture().reload();
    setPlatform({});
  });

  it('the same list shown many times is asked for once', async () => {
    createStoreFixture();
    const shop = await openShop({ products: 12 });
    const stores = Array.from({ length: 5 }, () => productFeed(guest(shop), all));
    await Promise.all(stores.map(untilResting));
    expect(await shop.log()).to.have.length(1);
  });

  it('within its time to live an answer costs nothing after a page load', async () => {
    const fixture = createStoreFixture();
    const shop = await openShop({ products: 12 });
    const first = await settleReady(productFeed(guest(shop), all));
    fixture.reload();
    fixture.now += 4 * MINUTE;
    const second = await settleReady(productFeed(guest(shop), all));
    expect(second.rows).to.deep.equal(first.rows);
    expect(second.staleReason).to.equal(null);
    expect(await shop.log()).to.have.length(1);
  });

  it('an answer is written down only a while after it is shown', async () => {
    let pass = () => {};
    const moment = new Promise<void>((resolve) => (pass = resolve));
    const world = createStoreFixture({ wait: () => moment });
    const shop = await openShop({ products: 12 });
    await settleReady(productFeed(guest(shop), all));
    expect(cachedIn(world)).to.equal('[]');
    pass();
    await until(() => cachedIn(world).includes('nama_produk'), 'a kept answer');
  });

  it('of an answer that is refused in that while, nothing is written', async () => {
    let pass = () => {};
    const moment = new Promise<void>((resolve) => (pass = resolve));
    const world = createStoreFixture({ wait: () => moment });
    const shop = await openShop({ products: 12 });
    const store = productFeed(guest(shop), all);
    const stop = store.$feed.listen(() => {});
    await settleReady(store);
    await shop.setFaults([{ kind: 'status', status: 404 }]);
    store.refresh();
    await until(() => store.$feed.get().status === 'failed', 'a refusal');
    pass();
    await new Promise((resolve) => setTimeout(resolve));
    stop();
    expect(cachedIn(world)).to.equal('[]');
  });

  it('an older answer is shown at once and renewed behind it', async () => {
    const world = createStoreFixture();
    const shop = await openShop({ products: 12 });
    await untilResting(productFeed(guest(shop), all));
    world.reload();
    world.now += 6 * MINUTE;
    const rows = [{ id_produk: 1, nama_produk: 'Baru' }];
    await shop.setFaults([{ kind: 'rows', rows }]);
    const store = productFeed(guest(shop), all);
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

  const lasting: readonly [string, Parameters<TestShop['setFaults']>[0][number], string][] = [
    ['offline', { kind: 'disconnect' }, 'offline'],
    ['over quota', { kind: 'status', status: 429 }, 'quota'],
    ['while the server is down', { kind: 'status', status: 500 }, 'server'],
    ['when the answer is broken', { kind: 'malformed' }, 'malformed'],
  ];
  for (const [when, fault, code] of lasting) {
    it(`${when} the last good answer is shown, marked with its age`, async () => {
      const world = createStoreFixture();
      const shop = await openShop({ products: 12 });
      const first = await settleReady(productFeed(guest(shop), all));
      world.reload();
      world.now += 60 * MINUTE;
      await shop.setFaults([fault]);
      const store = productFeed(guest(shop), all);
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

  it('after a 429 nothing is asked for five minutes, on other pages too', async () => {
    const world = createStoreFixture();
    const shop = await openShop({ faults: [{ kind: 'status', status: 429 }] });
    expect(await untilResting(slideFeed(guest(shop)))).to.include({ code: 'quota' });
    slideFeed(guest(shop)).refresh();
    productFeed(guest(shop), all).refresh();
    world.reload();
    world.now += 4 * MINUTE;
    expect(await untilResting(productFeed(guest(shop), all))).to.include({ code: 'quota' });
    expect(await shop.log()).to.have.length(1);
    world.now += 2 * MINUTE;
    await shop.setFaults([]);
    const store = productFeed(guest(shop), all);
    store.refresh();
    await settleReady(store);
    expect(await shop.log()).to.have.length(2);
  });

  it('a 429 that names its time is believed', async () => {
    const world = createStoreFixture();
    const faults = [{ kind: 'status', status: 429, retryAfter: 20, times: 1 }] as const;
    const shop = await openShop({ faults });
    await untilResting(slideFeed(guest(shop)));
    world.now += 21_000;
    slideFeed(guest(shop)).refresh();
    await settleReady(slideFeed(guest(shop)));
  });

  it('100 products cost at most 3 requests, the end included', async () => {
    createStoreFixture();
    const shop = await openShop({ products: 100 });
    const store = productFeed(guest(shop), all);
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

  it('a server that ignores `page` does not go on for ever', async () => {
    createStoreFixture();
    const shop = await openShop();
    const rows = Array.from({ length: 40 }, (_, i) => ({ id_produk: i, nama_produk: 'Sama' }));
    await shop.setFaults([{ kind: 'rows', rows }]);
    const store = productFeed(guest(shop), all);
    await settleReady(store);
    const stop = store.$feed.listen(() => {});
    store.loadMore();
    const feed = await until(() => {
      const now = store.$feed.get();
      return now.status === 'ready' && now.done && now;
    });
    stop();
    expect(feed.rows).to.have.length(40);
  });

  it('a failed next page keeps what is there, and can be asked for again', async () => {
    createStoreFixture();
    const shop = await openShop({
      products: 60,
      faults: [{ kind: 'status', status: 500, query: { page: '2' }, times: 2 }],
    });
    const store = productFeed(guest(shop), all);
    await settleReady(store);
    const stop = store.$feed.listen(() => {});
    store.loadMore();
    const broken = await settleReady(store);
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
    it(`after the last listener left, a list that ${what} asks nobody for anything`, async () => {
      createStoreFixture();
      const shop = await openShop({ faults: [fault] });
      const store = slideFeed(guest(shop));
      const stop = store.$feed.listen(() => {});
      await until(() => store.$feed.value?.status !== 'idle');
      await until(async () => (await shop.log()).length === 1);
      stop();
      await until(() => store.$feed.value?.status !== 'pending', 'a list at rest');
      await new Promise((resolve) => setTimeout(resolve, STORE_UNMOUNT_DELAY * 1.5));
      expect(await shop.log()).to.have.length(1);
    });
  }

  it('an answer for an older request that comes late is not shown', async () => {
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
      // A network that does not listen to aborts, and keeps the first answer to itself.
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
    const store = slideFeed(guest(shop));
    const stop = store.$feed.listen(() => {});
    await until(async () => (await shop.log()).length === 1);
    store.refresh();
    await settleReady(store);
    release();
    await Promise.all(answers);
    await new Promise((resolve) => setTimeout(resolve));
    const feed = await settleReady(store);
    stop();
    expect(feed.rows.map((row) => row.url_gambar_slide)).to.deep.equal(['https://a.id/baru']);
  });

  it('what belongs to a shopper is gone when another one comes, and for a guest', async () => {
    const world = createStoreFixture();
    const { api, token } = await openShop();
    const cached = () => cachedIn(world);
    await settleReady(userFeed(open({ api, token, shopper: SHOPPER })));
    expect(cached()).to.contain('Rina');
    world.reload();
    open({ api, token, shopper: { id: '130174', token: 'demo-user-2' } });
    expect(cached()).not.to.contain('Rina');
    await settleReady(userFeed(open({ api, token, shopper: SHOPPER })));
    world.reload();
    open({ api, token, shopper: null });
    expect(cached()).not.to.contain('Rina');
  });

  it('a refused shopper sees nothing of an earlier visit', async () => {
    const world = createStoreFixture();
    const { api, token } = await openShop();
    await settleReady(userFeed(open({ api, token, shopper: SHOPPER })));
    world.reload();
    world.now += MINUTE;
    const feed = await until(async () => {
      const now = await untilResting(
        userFeed(open({ api, token, shopper: { ...SHOPPER, token: 'x' } })),
      );
      return now.status === 'failed' && now;
    });
    expect(feed.code).to.equal('unauthorized');
    expect(cachedIn(world)).not.to.contain('Rina');
  });

  it('neither token lies in the storage', async () => {
    const world = createStoreFixture();
    const { api, token } = await openShop();
    await settleReady(userFeed(open({ api, token, shopper: SHOPPER })));
    await settleReady(slideFeed(open({ api, token, shopper: SHOPPER })));
    const cached = cachedIn(world);
    expect(cached).not.to.contain(token).and.not.to.contain(SHOPPER.token);
  });
});

describe('storage that misbehaves', () => {
  const thrower = () => {
    throw new DOMException('no', 'SecurityError');
  };
  const nonsense = createStorage();

  const storages: readonly [string, () => Storage][] = [
    ['throws when it is opened', thrower],
    ['is full', () => createStorage(10)],
    ['holds nonsense', () => nonsense],
  ];
  for (const [what, storage] of storages) {
    it(`${what}: the shop is shown all the same`, async () => {
      const world = createStoreFixture({ storage });
      const shop = await openShop({ products: 12 });
      await settleReady(productFeed(guest(shop), all));
      for (const key of Object.keys(nonsense)) nonsense.setItem(key, '1{"at":');
      world.reload();
      const feed = await settleReady(productFeed(guest(shop), all));
      expect(feed.rows).to.have.length(12);
    });
  }

  it('stays within its bound, the oldest answers going first', async () => {
    const world = createStoreFixture();
    const description = 'x'.repeat(90_000);
    const row = { id_produk: 1, nama_produk: 'Besar', deskripsi_panjang: description };
    const shop = await openShop({ faults: [{ kind: 'rows', rows: [row] }] });
    for (let i = 0; i < 20; i++) {
      world.now += 1000;
      await settleReady(productFeed(guest(shop), { ...all, search: `cari ${String(i)}` }));
    }
    const cached = Array.from(entriesOf(world.storage));
    const size = cached.reduce((sum, [, value]) => sum + value.length, 0);
    expect(size).to.be.within(1_000_000, 1_200_000);
    expect(cached.some(([key]) => key.includes('cari 19'))).to.equal(true);
    expect(cached.some(([key]) => key.includes('cari 0"'))).to.equal(false);
  });

  it('removes what an older version kept, and leaves the page’s own alone', async () => {
    const world = createStoreFixture();
    world.storage.setItem('etalase:0:abc:/app/slide', '1{}');
    world.storage.setItem('keranjang', '3');
    const shop = await openShop();
    guest(shop);
    expect(Object.keys(world.storage)).to.deep.equal(['keranjang']);
  });
});
