import { setUserAgent } from '@web/test-runner-commands';
import { expect } from 'chai';
import '../../../../src/define.js';
import type { Order } from '../../../../src/proxy/contract.js';
import { closePurchaseClients } from '../../../../src/purchase/open-purchase-client.js';
import { setPlatform } from '../../../../src/stores/platform.js';
import { closeShops } from '../../../../src/stores/shop.js';
import { anOrder, FakeProxy, SHOPPER } from '../../purchase/fake-proxy.js';
import { createStorage } from '../../stores/store-fixture.js';
import { deepQuery, deepText, mount, until } from '../../support.js';

const API = 'https://api.test/v1';

/** A page with a balance and one order, which is followed in its dialog. */
async function open(parts: Partial<Order>, isBalanceShown = true) {
  const proxy = new FakeProxy();
  proxy.orders.push(anOrder(parts));
  const requestedPaths: string[] = [];
  const storage = createStorage();
  closePurchaseClients();
  closeShops();
  setPlatform({
    fetch: (input, init) => {
      if (typeof input !== 'string' || !input.startsWith(API)) return proxy.fetch(input, init);
      requestedPaths.push(new URL(input).pathname);
      const user = { nama_user: 'Rara', jumlah_saldo: String(proxy.saldo), jumlah_poin: '1' };
      return Promise.resolve(new Response(JSON.stringify({ code: 200, data: user })));
    },
    storage: () => storage,
    wait: () => new Promise(() => {}),
  });
  const shop = mount(
    `<etalase-shop token="t" api="${API}" proxy="${proxy.base}"
      id-user="${SHOPPER.id}" token-user="${SHOPPER.token}">
      ${isBalanceShown ? '<etalase-balance></etalase-balance>' : ''}
      <etalase-orders></etalase-orders>
    </etalase-shop>`,
  );
  const row = await until(() => deepQuery(shop, 'button[part~=row]'), 'the order');
  const balance = shop.querySelector('etalase-balance');
  const shows = (words: string) => balance !== null && deepText(balance).includes(words);
  if (isBalanceShown) await until(() => shows('Rp100.000'), 'the balance');
  row.click();
  await until(() => proxy.heldCount === 1, 'an answer held back');
  const change = async (next: Partial<Order>) => {
    await until(() => proxy.heldCount === 1, 'an answer held back');
    const ordersElement = shop.querySelector('etalase-orders');
    const orderEvent = new Promise((resolve) =>
      ordersElement?.addEventListener('etalase-order', resolve, { once: true }),
    );
    proxy.change('ord-1', next);
    await orderEvent;
  };
  return { shows, proxy, requestedPaths, change };
}

describe('the balance', () => {
  const cases: readonly [string, Partial<Order>, readonly Partial<Order>[], number][] = [
    [
      'once for a purchase',
      { status: 'paying' },
      [{ status: 'placing' }, { status: 'completed' }],
      1,
    ],
    ['after a refund', { status: 'refunding' }, [{ status: 'refunded' }], 1],
    ['not after a failure that moved no money', { status: 'paying' }, [{ status: 'failed' }], 0],
    [
      'not for an invoice',
      { status: 'awaiting_payment', price: null },
      [{ status: 'completed' }],
      0,
    ],
  ];
  for (const [when, parts, changes, expected] of cases) {
    it(`is refreshed ${when}`, async () => {
      const { shows, proxy, requestedPaths, change } = await open(parts);
      proxy.saldo = 79_000;
      for (const next of changes) await change(next);
      if (expected > 0) await until(() => shows('Rp79.000'), 'the new balance');
      expect(requestedPaths.length - 1).to.equal(expected);
      expect(proxy.requestCount('GET /refresh_saldo')).to.equal(0);
    });
  }

  it('is not requested if no element shows it', async () => {
    const { requestedPaths, change } = await open({ status: 'paying' }, false);
    await change({ status: 'completed' });
    expect(requestedPaths).to.have.length(0);
  });

  it('of the app is refreshed too, inside the app', async () => {
    const own = navigator.userAgent;
    await setUserAgent('Mozilla/5.0 (Linux; Android 10; wv) AppleWebKit/537.36 Chrome/80.0 Mobile');
    const { proxy, change } = await open({ status: 'paying' });
    await change({ status: 'completed' });
    await setUserAgent(own);
    expect(proxy.requestCount('GET /refresh_saldo')).to.equal(1);
  });
});
