/** Orders of the shop's own checkout: their words and steps. */
import { expect } from 'chai';
import '../../../../src/define.js';
import type { Order } from '../../../../src/proxy/contract.js';
import { ORDER_STATUSES } from '../../../../src/proxy/contract.js';
import { closePurchaseClients } from '../../../../src/purchase/open-purchase-client.js';
import { expectCheckout } from '../../../../src/purchase/orders/expect-checkout.js';
import { setPlatform } from '../../../../src/stores/platform.js';
import { anOrder, SHOPPER } from '../../purchase/fake-proxy.js';
import { deepQuery, deepText, expectAccessible, mount, until } from '../../support.js';
import { part, parts, TopupFixture, topupTag, wordsOf } from '../topup/topup-fixture.js';

afterEach(() => {
  closePurchaseClients();
  setPlatform({});
});

function mountOrders(fixture: TopupFixture, orders: readonly Partial<Order>[]): HTMLElement {
  fixture.proxy.orders.push(...orders.map((parts) => anOrder({ paid_by: 'checkout', ...parts })));
  return mount(topupTag(fixture).replace(/etalase-topup/g, 'etalase-orders'));
}

describe('an order of the shop’s own checkout', () => {
  const STEPS: Readonly<Partial<Record<Order['status'], string>>> = {
    received: 'done now next',
    paying: 'done now next',
    placing: 'done now next',
    processing: 'done done now',
    completed: 'done done done',
    refunding: 'done bad now',
    refunded: 'done bad done',
  };
  const MESSAGE = 'Tulis Zone ID Anda lewat chat, ya.';

  for (const status of ORDER_STATUSES.filter((each) => each !== 'awaiting_payment')) {
    it(`that is ${status} says nothing of a debited saldo`, async () => {
      const order = { status, reason: 'note_unclear', message: MESSAGE } as const;
      const element = mountOrders(new TopupFixture(), [order]);
      (await until(() => part(element, 'row'), 'its row')).click();
      await until(() => deepQuery(element, 'dialog.shown'), 'the detail');
      const steps = parts(element, 'step');
      const states = steps.map(({ classList }) => classList.item(1)).join(' ');
      expect(states).to.equal(STEPS[status] ?? '');
      if (STEPS[status]) expect(steps[0]?.textContent).to.contain('Dibayar di aplikasi');
      expect(wordsOf(element, 'reason')).to.equal(MESSAGE);
      expect(deepText(element)).not.to.match(/(saldo|memotong).{0,20}potong|Membayar/i);
      await expectAccessible(element);
    });
  }
});

it('is looked for again by a shopper who is back from there', async () => {
  const fixture = new TopupFixture();
  expectCheckout({ proxy: fixture.proxy.base, shopper: SHOPPER });
  const element = mountOrders(fixture, []);
  await until(() => part(element, 'empty'), 'no orders');
  fixture.proxy.orders.push(anOrder({ paid_by: 'checkout', status: 'placing' }));
  await until(() => fixture.waits.length > 0, 'a pause');
  fixture.endWaits();
  await until(() => part(element, 'row'), 'the order');
});
