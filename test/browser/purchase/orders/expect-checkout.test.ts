import { expect } from 'chai';
import { atom } from 'nanostores';
import type { Order } from '../../../../src/proxy/contract.js';
import {
  expectCheckout,
  watchForCheckout,
} from '../../../../src/purchase/orders/expect-checkout.js';
import type { Feed } from '../../../../src/stores/feed.js';
import { announceReturn } from '../../../../src/stores/page-return.js';
import { until } from '../../support.js';
import { anOrder, SHOPPER } from '../fake-proxy.js';
import { createPurchaseFixture } from '../purchase-fixture.js';

const TIMES_MS = [2_000, 4_000, 8_000, 16_000, 24_000];

function createFixture(shopper: typeof SHOPPER | null = SHOPPER) {
  const waits: { readonly ms: number; readonly end: () => void }[] = [];
  const fixture = createPurchaseFixture({
    wait: (ms) => new Promise((end) => waits.push({ ms, end })),
  });
  const $feed = atom<Feed<Order>>({ status: 'pending' });
  let reads = 0;
  const feed = { $feed, loadMore: () => {}, refresh: () => (reads += 1) };
  const settings = { proxy: fixture.proxy.base, shopper };
  const show = (rows: readonly Order[]) =>
    $feed.set({
      ...{ status: 'ready', rows, pages: 1, done: true, moreStatus: 'idle', at: 0 },
      ...{ staleReason: null, dropped: 0 },
    });
  /** Ends the pauses, and returns how long the first was. */
  const pass = async () => {
    const { ms } = await until(() => waits[0], 'a pause');
    for (const wait of waits.splice(0)) wait.end();
    await new Promise(requestAnimationFrame);
    return ms;
  };
  return {
    ...fixture,
    ...{ waits, show, pass, readCount: () => reads },
    leave: () => expectCheckout(settings),
    watch: () => watchForCheckout(settings, feed, fixture.page),
  };
}

describe('a purchase at the shop’s own checkout', () => {
  it('is looked for a few times within a minute, and again with each return', async () => {
    const { leave, watch, pass, waits, show, readCount } = createFixture();
    leave();
    const stop = watch();
    show([anOrder({ status: 'completed' })]);
    for (const [i, ms] of TIMES_MS.entries()) {
      expect(await pass()).to.equal(ms);
      expect(readCount()).to.equal(i + 1);
    }
    expect(waits).to.have.length(0);
    announceReturn();
    expect(await pass()).to.equal(2_000);
    expect(readCount()).to.equal(6);
    stop();
    await pass();
    announceReturn();
    expect(readCount()).to.equal(6);
    expect(waits).to.have.length(0);
  });

  it('is not looked for while its order runs, or on a hidden page', async () => {
    const { leave, watch, pass, page, show, readCount } = createFixture();
    leave();
    const stop = watch();
    page.become('hidden');
    await pass();
    expect(readCount()).to.equal(0);
    page.become('visible');
    await until(() => readCount() === 1, 'a look');
    show([anOrder({ status: 'placing' })]);
    await pass();
    expect(readCount()).to.equal(1);
    stop();
  });

  it('is expected only of a shopper who has just left for it', () => {
    const early = createFixture();
    early.watch()();
    const guest = createFixture(null);
    guest.leave();
    guest.watch()();
    const late = createFixture();
    late.leave();
    late.proxy.nowMs += 31 * 60_000;
    late.watch()();
    for (const { waits } of [early, guest, late]) expect(waits).to.have.length(0);
  });
});
