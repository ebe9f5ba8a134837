import { expect } from 'chai';
import type { Order } from '../../../src/proxy/contract.js';
import { closePurchaseClients } from '../../../src/purchase/open-purchase-client.js';
import { orderNews } from '../../../src/purchase/order-news.js';
import { expectNews } from '../../../src/purchase/orders/expect-news.js';
import { noteShown } from '../../../src/purchase/orders/seen-vouchers.js';
import { setPlatform } from '../../../src/stores/platform.js';
import { createStorage } from '../stores/store-fixture.js';
import { until } from '../support.js';
import { anOrder, FakeProxy, SHOPPER } from './fake-proxy.js';

const HOUR_MS = 60 * 60_000;

class NewsFixture {
  readonly proxy = new FakeProxy();
  readonly settings = { proxy: this.proxy.base, shopper: SHOPPER };
  storage = createStorage();
  private stop = () => {};

  constructor() {
    setPlatform({
      fetch: this.proxy.fetch,
      now: () => this.proxy.nowMs,
      random: () => 0,
      wait: () => new Promise(() => {}),
      storage: () => this.storage,
      timeout: 500,
    });
  }

  order(parts: Partial<Order>, ageMs = HOUR_MS): Order {
    const time = new Date(this.proxy.nowMs - ageMs).toISOString();
    const order = anOrder({ created_at: time, updated_at: time, ...parts });
    this.proxy.orders.unshift(order);
    return order;
  }

  /** Acts as a page load, and listens. */
  visit() {
    this.leave();
    closePurchaseClients();
    this.proxy.requests.length = 0;
    const $news = orderNews(this.settings, SHOPPER.id);
    this.stop = $news.listen(() => {});
    return $news;
  }

  leave(): void {
    this.stop();
  }

  hasAsked(): boolean {
    return this.proxy.requests.some(({ path }) => path === '/v1/orders');
  }

  /** Visits until the orders are known. */
  async visitAndAsk(): Promise<boolean> {
    const $news = this.visit();
    await until(() => this.proxy.requests.some(({ status }) => status === 200), 'a session');
    await until(() => this.proxy.requests.some((each) => isAnswered(each)), 'the orders');
    await until(() => $news.get() === this.remembered(), 'the news');
    return $news.get();
  }

  /** What the next visit starts with. */
  private remembered(): boolean | null {
    const entry = Object.entries(this.storage).find(([key]) => key.endsWith('order-news'));
    return entry ? String(entry[1]).endsWith('true') : null;
  }
}

const isAnswered = ({ path, status }: { path: string; status: number | null }) =>
  path === '/v1/orders' && status === 200;

let fixture: NewsFixture;

beforeEach(() => {
  fixture = new NewsFixture();
});

afterEach(() => {
  fixture.leave();
  closePurchaseClients();
  setPlatform({});
});

describe('news of orders', () => {
  it('are told where the browser stores nothing', async () => {
    fixture.storage = createStorage(0);
    fixture.order({ status: 'processing' });
    const $news = fixture.visit();
    await until(() => $news.get(), 'the news');
  });

  const cases: readonly [what: string, order: Partial<Order>, hasNews: boolean][] = [
    ['one that runs', { status: 'processing' }, true],
    ['one that waits for its invoice', { status: 'awaiting_payment' }, true],
    ['one that a person checks', { status: 'review' }, true],
    ['a code that was not shown', { status: 'completed', voucher: 'ABC' }, true],
    ['one that is complete', { status: 'completed' }, false],
    ['one that was paid back', { status: 'refunded' }, false],
    ['one that failed', { status: 'failed' }, false],
  ];
  for (const [what, order, hasNews] of cases) {
    it(`${hasNews ? 'are' : 'are not'} ${what}`, async () => {
      fixture.order(order);
      expect(await fixture.visitAndAsk()).to.equal(hasNews);
    });
  }

  it('end once the code was shown, also on the next visit', async () => {
    const order = fixture.order({ status: 'completed', voucher: 'ABC' });
    const $news = fixture.visit();
    await until(() => $news.get(), 'the news');
    noteShown(fixture.settings, order);
    expect($news.get()).to.equal(false);
    expect(fixture.visit().get()).to.equal(false);
  });

  it('are no codes that another device showed before this one was used', async () => {
    fixture.order({ status: 'completed', voucher: 'ABC' }, 25 * HOUR_MS);
    expect(await fixture.visitAndAsk()).to.equal(false);
  });

  it('are a code that came days after the purchase on this device', async () => {
    expectNews(fixture.settings.proxy, SHOPPER.id);
    fixture.order({ status: 'completed', voucher: 'ABC' }, 25 * HOUR_MS);
    expect(await fixture.visitAndAsk()).to.equal(true);
  });

  it('are no codes older than a week', async () => {
    expectNews(fixture.settings.proxy, SHOPPER.id);
    fixture.order({ status: 'completed', voucher: 'ABC' }, 8 * 24 * HOUR_MS);
    expect(await fixture.visitAndAsk()).to.equal(false);
  });
});

describe('asking for news of orders', () => {
  async function visitAfter(ms: number): Promise<boolean> {
    await fixture.visitAndAsk();
    fixture.proxy.nowMs += ms;
    fixture.visit();
    return settles();
  }

  /** The client's code is loaded before the first request. */
  async function settles(): Promise<boolean> {
    for (let frame = 0; frame < 10; frame++) await new Promise(requestAnimationFrame);
    return fixture.proxy.requests.length > 0;
  }

  const cases: readonly [what: string, ms: number, order: Partial<Order>, asks: boolean][] = [
    ['rests for hours without news', 11 * HOUR_MS, { status: 'completed' }, false],
    ['looks again after half a day', 12 * HOUR_MS, { status: 'completed' }, true],
    ['looks again at once while there is news', 1000, { status: 'processing' }, true],
    ['looks again after a time from the future', -HOUR_MS, { status: 'completed' }, true],
  ];
  for (const [what, ms, order, asks] of cases) {
    it(what, async () => {
      fixture.order(order);
      expect(await visitAfter(ms)).to.equal(asks);
    });
  }

  it('looks again after an order was placed', async () => {
    await fixture.visitAndAsk();
    expectNews(fixture.settings.proxy, SHOPPER.id);
    fixture.visit();
    await until(() => fixture.hasAsked(), 'the request');
  });

  it('starts with what was known, before any answer', async () => {
    fixture.order({ status: 'processing' });
    await fixture.visitAndAsk();
    expect(fixture.visit().get()).to.equal(true);
  });
});
