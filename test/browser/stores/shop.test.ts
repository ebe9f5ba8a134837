import { expect } from 'chai';
import { slides } from '../../../src/open-api/slides.js';
import { user } from '../../../src/open-api/user.js';
import { productFeed } from '../../../src/stores/products.js';
import { createFeeds, openShop as open } from '../../../src/stores/shop.js';
import type { TestShop } from '../support.js';
import { openShop, SHOPPER, until } from '../support.js';
import {
  ALL_PRODUCTS,
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

  it('send nothing for five minutes after a 429, on other pages too', async () => {
    const fixture = createStoreFixture();
    const shop = await openShop({ faults: [{ kind: 'status', status: 429 }] });
    expect(await untilSettled(slideFeed(openAsGuest(shop)))).to.include({ code: 'quota' });
    slideFeed(openAsGuest(shop)).refresh();
    productFeed(openAsGuest(shop), ALL_PRODUCTS).refresh();
    fixture.reload();
    fixture.now += 4 * MINUTE_MS;
    expect(await untilSettled(productFeed(openAsGuest(shop), ALL_PRODUCTS))).to.include({
      code: 'quota',
    });
    expect(await shop.log()).to.have.length(1);
    fixture.now += 2 * MINUTE_MS;
    await shop.setFaults([]);
    const store = productFeed(openAsGuest(shop), ALL_PRODUCTS);
    store.refresh();
    await untilReady(store);
    expect(await shop.log()).to.have.length(2);
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

  it('of a shopper are removed for another shopper, and for a guest', async () => {
    const fixture = createStoreFixture();
    const { api, token } = await openShop();
    const cached = () => storedText(fixture);
    await untilReady(userFeed(open({ api, token, shopper: SHOPPER })));
    expect(cached()).to.contain('Rina');
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
