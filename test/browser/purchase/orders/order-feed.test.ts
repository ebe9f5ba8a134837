import { expect } from 'chai';
import { createOrderFeed } from '../../../../src/purchase/orders/order-feed.js';
import { until } from '../../support.js';
import { anOrder } from '../fake-proxy.js';
import { createPurchaseFixture } from '../purchase-fixture.js';

const orderOf = (id: string, parts = {}) =>
  anOrder({ id, status: 'completed', created_at: `2025-12-31T00:00:0${id}.000Z`, ...parts });

/** A feed of the newest orders first, two a page, with a listener. */
function createFixture(count: number) {
  const resumes: (() => void)[] = [];
  const fixture = createPurchaseFixture({
    wait: () => new Promise((resolve) => resumes.push(resolve)),
  });
  fixture.proxy.perPage = 2;
  for (let i = count; i > 0; i--) fixture.proxy.orders.push(orderOf(String(i)));
  const feedStore = createOrderFeed(fixture.purchase, fixture.page);
  const { $feed } = feedStore;
  const loadMore = () => feedStore.loadMore();
  const refresh = () => feedStore.refresh();
  const stop = $feed.listen(() => {});
  const rows = () => {
    const feed = $feed.get();
    return feed.status === 'ready' ? feed.rows.map(({ id, status }) => `${id} ${status}`) : [];
  };
  const untilRows = (length: number) =>
    until(() => rows().length === length && $feed.get(), `${length} rows`);
  return { ...fixture, $feed, loadMore, refresh, stop, rows, untilRows, resumes };
}

describe('the feed of orders', () => {
  it('is read page by page until the last one', async () => {
    const { $feed, loadMore, stop, rows, untilRows } = createFixture(3);
    expect(await untilRows(2)).to.include({ done: false });
    loadMore();
    await untilRows(3);
    expect($feed.get()).to.include({ done: true, pages: 2, moreStatus: 'idle' });
    expect(rows()).to.deep.equal(['3 completed', '2 completed', '1 completed']);
    stop();
  });

  it('keeps older rows, and where they end, when the first page is read again', async () => {
    const { $feed, proxy, loadMore, refresh, stop, rows, untilRows } = createFixture(5);
    await untilRows(2);
    loadMore();
    await untilRows(4);
    proxy.orders.unshift(orderOf('6'));
    refresh();
    await untilRows(5);
    expect($feed.get()).to.include({ done: false });
    expect(rows()[0]).to.equal('6 completed');
    loadMore();
    await until(() => {
      const feed = $feed.get();
      return feed.status === 'ready' && feed.done;
    }, 'the end');
    expect(rows().map((row) => row[0])).to.deep.equal(['6', '5', '4', '3', '2', '1']);
    stop();
  });

  it('is polled while an order is open, the page is visible and somebody listens', async () => {
    const { page, proxy, stop, rows, untilRows, resumes } = createFixture(2);
    const listCount = () => proxy.requestCount('GET /v1/orders');
    proxy.orders[0] = orderOf('2', { status: 'processing' });
    await untilRows(2);
    expect(resumes).to.have.length(1);
    page.become('hidden');
    resumes.shift()?.();
    await new Promise(requestAnimationFrame);
    expect(listCount()).to.equal(1);
    proxy.change('2', { status: 'completed' });
    page.become('visible');
    await until(() => rows().includes('2 completed'), 'the change');
    await new Promise(requestAnimationFrame);
    expect(listCount()).to.equal(2);
    expect(resumes).to.have.length(0);
    stop();
  });

  it('shows a change that another request has brought', async () => {
    const { purchase, proxy, stop, rows, untilRows } = createFixture(2);
    await untilRows(2);
    proxy.orders.unshift(orderOf('3', { status: 'received' }));
    const abortController = new AbortController();
    purchase.followOrder('3', abortController.signal, () => {});
    await until(() => rows()[0] === '3 received', 'the new order');
    abortController.abort();
    stop();
  });
});
