import { expect } from 'chai';
import { slides } from '../../../src/open-api/slides.js';
import { text } from '../../../src/open-api/lenient-fields.js';
import { createCache } from '../../../src/stores/cache.js';
import { writeEntry } from '../../../src/stores/cache-writer.js';
import { productFeed } from '../../../src/stores/products.js';
import { createFeeds } from '../../../src/stores/shop.js';
import { openShop, until } from '../support.js';
import {
  ALL_PRODUCTS,
  createStorage,
  createStoreFixture,
  entriesOf,
  openAsGuest,
  resetStores,
  storedText,
  untilReady,
} from './store-fixture.js';

const slideFeed = createFeeds(slides);

describe('the storage format', () => {
  afterEach(resetStores);

  it('is public: pasted snippets find the first page of products, and its age', async () => {
    const fixture = createStoreFixture();
    const shop = await openShop({ products: 12 });
    await untilReady(productFeed(openAsGuest(shop), ALL_PRODUCTS));
    const [[key, value] = ['', '']] = entriesOf(fixture.storage);
    // As in docs/advanced.md, "A faster start".
    expect(key).to.match(/^etalase:.*produk\[{},40]$/);
    expect(parseInt(value)).to.equal(fixture.now);
    expect(key).to.match(/^etalase:1:[0-9a-z]+:\/app\/produk\[{},40]$/);
    expect(JSON.parse(value.slice(String(fixture.now).length))).to.have.keys(
      'rows',
      'pages',
      'done',
    );
  });

  it('returns the time and the value of an entry', () => {
    const storage = createStorage();
    const cache = createCache(() => storage, 'shop');
    writeEntry(cache, 'key', { at: 5, value: 'x' });
    expect(Array.from(entriesOf(storage).values())).to.deep.equal(['5"x"']);
    expect(cache.read('key', text)).to.deep.equal({ at: 5, value: 'x' });
  });

  it('reads the lists that version 0.1 has stored', async () => {
    const fixture = createStoreFixture();
    const shop = await openShop();
    await untilReady(slideFeed(openAsGuest(shop)));
    const [[key] = ['']] = entriesOf(fixture.storage);
    const at = fixture.now;
    const rows = [{ url_gambar_slide: 'https://a.id/lama', url_tujuan: null }];
    const old = { at, rows, pages: 1, done: true };
    fixture.storage.setItem(key, String(at) + JSON.stringify(old));
    fixture.reload();
    expect((await untilReady(slideFeed(openAsGuest(shop)))).rows).to.deep.equal(rows);
    expect(await shop.log()).to.have.length(1);
  });

  for (const value of ['', '7', '7{', '7{"rows":[]}', 'x{"rows":[],"pages":1}', '7[]', '{}']) {
    it(`ignores the entry ${JSON.stringify(value)}`, async () => {
      const fixture = createStoreFixture();
      const shop = await openShop({ products: 12 });
      const first = await untilReady(productFeed(openAsGuest(shop), ALL_PRODUCTS));
      const [[key] = ['']] = entriesOf(fixture.storage);
      fixture.storage.setItem(key, value);
      fixture.reload();
      const feed = await untilReady(productFeed(openAsGuest(shop), ALL_PRODUCTS));
      expect(feed.rows).to.deep.equal(first.rows);
      await until(() => storedText(fixture).includes('nama_produk'), 'a cached answer');
    });
  }
});

describe('the cache', () => {
  afterEach(resetStores);

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
    it(`does not keep the shop from loading when storage ${what}`, async () => {
      const fixture = createStoreFixture({ storage });
      const shop = await openShop({ products: 12 });
      await untilReady(productFeed(openAsGuest(shop), ALL_PRODUCTS));
      for (const key of Object.keys(nonsense)) nonsense.setItem(key, '1{"at":');
      fixture.reload();
      const feed = await untilReady(productFeed(openAsGuest(shop), ALL_PRODUCTS));
      expect(feed.rows).to.have.length(12);
    });
  }

  it('stays within its size limit by removing the oldest entries', async () => {
    const fixture = createStoreFixture();
    const description = 'x'.repeat(90_000);
    const row = { id_produk: 1, nama_produk: 'Besar', deskripsi_panjang: description };
    const shop = await openShop({ faults: [{ kind: 'rows', rows: [row] }] });
    for (let i = 0; i < 20; i++) {
      fixture.now += 1000;
      await untilReady(
        productFeed(openAsGuest(shop), { ...ALL_PRODUCTS, search: `cari${String(i)}` }),
      );
    }
    const cached = Array.from(entriesOf(fixture.storage));
    const size = cached.reduce((sum, [, value]) => sum + value.length, 0);
    expect(size).to.be.within(1_000_000, 1_200_000);
    expect(cached.some(([key]) => key.includes('cari19'))).to.equal(true);
    expect(cached.some(([key]) => key.includes('cari0"'))).to.equal(false);
  });

  it('leaves an entry where a larger one has no room', () => {
    createStoreFixture();
    for (const [storage, tooLarge] of [
      [createStorage(100), 'x'.repeat(200)],
      [createStorage(), 'x'.repeat(500_000)],
    ] as const) {
      const cache = createCache(() => storage, 'shop');
      expect(writeEntry(cache, 'key', { at: 5, value: 'x' })).to.equal(true);
      expect(writeEntry(cache, 'key', { at: 6, value: tooLarge })).to.equal(false);
      expect(cache.read('key', text)).to.deep.equal({ at: 5, value: 'x' });
    }
  });

  it('removes entries of a wrong clock’s future before all others', () => {
    const { now } = createStoreFixture();
    const storage = createStorage();
    const cache = createCache(() => storage, 'shop');
    const value = 'x'.repeat(350_000);
    writeEntry(cache, 'future', { at: now + 1e10, value });
    writeEntry(cache, 'old', { at: now - 2, value });
    writeEntry(cache, 'newer', { at: now - 1, value });
    writeEntry(cache, 'newest', { at: now, value });
    expect(cache.read('future', text)).to.equal(null);
    expect(cache.read('old', text)?.at).to.equal(now - 2);
  });

  it('removes entries of an older format, and no entries of the page', async () => {
    const fixture = createStoreFixture();
    fixture.storage.setItem('etalase:0:abc:/app/slide', '1{}');
    fixture.storage.setItem('keranjang', '3');
    const shop = await openShop();
    openAsGuest(shop);
    expect(Object.keys(fixture.storage)).to.deep.equal(['keranjang']);
  });
});
