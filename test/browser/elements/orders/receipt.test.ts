import { expect } from 'chai';
import '../../../../src/define.js';
import type { Order } from '../../../../src/proxy/contract.js';
import { closePurchaseClients } from '../../../../src/purchase/open-purchase-client.js';
import { setPlatform } from '../../../../src/stores/platform.js';
import { anOrder } from '../../purchase/fake-proxy.js';
import { deepQuery, deepText, expectAccessible, mount, until } from '../../support.js';
import { field, part, parts, TopupFixture, topupTag, wordsOf } from '../topup/topup-fixture.js';

afterEach(() => {
  closePurchaseClients();
  setPlatform({});
  Reflect.deleteProperty(navigator, 'share');
});

const VOUCHER = 'PIN : 1234-5678\tSerial : 998877';

/** A list of one order, opened, beside other elements. */
async function openDetail(
  order: Partial<Order>,
  attributes = '',
  beside = (_fixture: TopupFixture) => '',
): Promise<{ readonly home: HTMLElement; readonly orders: HTMLElement }> {
  const fixture = new TopupFixture();
  fixture.proxy.orders.push(anOrder(order));
  const list = topupTag(fixture, attributes).replace(/etalase-topup/g, 'etalase-orders');
  const home = mount(`<div>${beside(fixture)}${list}</div>`);
  const orders = await until(() => home.querySelector<HTMLElement>('etalase-orders'), 'the list');
  (await until(() => part(orders, 'row'), 'its row')).click();
  await until(() => deepQuery(orders, 'dialog.shown'), 'the detail');
  return { home, orders };
}

describe('a receipt', () => {
  it('shows what was bought, for whom, the price, the time and the number', async () => {
    const { orders } = await openDetail({ status: 'completed', voucher: VOUCHER });
    expect(part(orders, 'receipt')?.contains(part(orders, 'progress'))).to.equal(true);
    expect(wordsOf(orders, 'bought')).to.equal('86 Diamonds Mobile Legends');
    expect(wordsOf(orders, 'account')).to.equal('12345678 · 1234');
    expect(wordsOf(orders, 'cost')).to.equal('Rp21.000');
    expect(wordsOf(orders, 'number')).to.equal('TU-7F3K-92QD');
    // One button for each part of the voucher, and one for the number.
    expect(parts(orders, 'copy')).to.have.length(3);
    await expectAccessible(orders);
  });

  it('names the number that the seller is told, while the order is checked', async () => {
    const { orders } = await openDetail({ status: 'review' });
    expect(wordsOf(orders, 'hint')).to.contain('TU-7F3K-92QD');
  });

  it('shares everything but the voucher', async () => {
    const shared: ShareData[] = [];
    Object.defineProperty(navigator, 'share', {
      configurable: true,
      value: (data: ShareData) => Promise.resolve(shared.push(data)),
    });
    const { orders } = await openDetail({ status: 'completed', voucher: VOUCHER });
    part(orders, 'share')?.click();
    await until(() => shared.length === 1, 'the sheet of the system');
    const text = shared[0]?.text ?? '';
    for (const words of ['86 Diamonds', 'Rp21.000', '12345678', 'TU-7F3K-92QD', 'Selesai']) {
      expect(text).to.contain(words);
    }
    expect(text).not.to.match(/1234-5678|998877/);
  });

  const invoices: readonly (readonly [number | null, string])[] = [
    [348, 'Rp348'],
    [null, 'Jumlahnya tertulis di invoice'],
  ];
  for (const [price, amount] of invoices) {
    it(`says the amount of an invoice (${amount}) and until when it can be paid`, async () => {
      const invoice_url = 'https://pay.test/inv/1';
      const { orders } = await openDetail({ status: 'awaiting_payment', price, invoice_url });
      expect(wordsOf(orders, 'amount')).to.equal(amount);
      expect(wordsOf(orders, 'invoice-panel')).to.match(/Bayar sebelum 1 Jan 2026/);
    });
  }
});

describe('the link to the seller', () => {
  const NUMBER = 'TU-7F3K-92QD';
  const links: readonly (readonly [string, RegExp | null])[] = [
    [
      'https://wa.me/6281234567890',
      RegExp(`^https://wa\\.me/6281234567890\\?text=[^+]*${NUMBER}[^+]*Selesai`),
    ],
    ['https://wa.me/62812?text=Halo%20toko', RegExp(`\\?text=Halo%20toko%0A[^+]*${NUMBER}`)],
    ['https://chat.test/toko', /^https:\/\/chat\.test\/toko$/],
    ['http://wa.me/62812', null],
    ['javascript:alert(1)', null],
    ['{{help}}', null],
    ['', null],
  ];
  for (const [help, expected] of links) {
    it(`of ${help || 'no address'} is ${expected ? 'shown' : 'left out'}`, async () => {
      const { orders } = await openDetail({ status: 'completed' }, `help="${help}"`);
      const href = part(orders, 'help')?.getAttribute('href') ?? null;
      if (expected) expect(href).to.match(expected);
      else expect(href).to.equal(null);
    });
  }

  it('is taken from the shop around', async () => {
    const { home } = await openDetail({ status: 'completed' });
    const shop = document.createElement('etalase-shop');
    shop.setAttribute('help', 'https://chat.test/toko');
    home.parentElement?.append(shop);
    shop.append(home);
    await until(() => home.querySelector('etalase-orders'), 'the list');
    const orders = home.querySelector<HTMLElement>('etalase-orders')!;
    (await until(() => part(orders, 'row'), 'its row')).click();
    await until(
      () => part(orders, 'help')?.getAttribute('href') === 'https://chat.test/toko',
      'it',
    );
  });
});

describe('buying an order of the list again', () => {
  it('fills the top-up on the page in, and buys nothing', async () => {
    const beside = (fixture: TopupFixture) => topupTag(fixture);
    const { home, orders } = await openDetail({ status: 'completed' }, '', beside);
    (await until(() => part(orders, 'again'), 'the button')).click();
    const topup = home.querySelector<HTMLElement>('etalase-topup')!;
    await until(() => parts(topup, 'item').length > 0, 'the form');
    await until(() => field(topup, 'user_id').value === '12345678', 'the account');
    expect(deepQuery<HTMLInputElement>(topup, ':checked')?.value).to.not.equal(undefined);
    expect(deepQuery(orders, 'dialog')).to.equal(null);
    expect(deepQuery(topup, 'dialog')).to.equal(null);
    await until(() => document.activeElement === topup, 'the focus');
  });

  const others: readonly (readonly [string, Partial<Order>, (fixture: TopupFixture) => string])[] =
    [
      ['there is no top-up', { status: 'completed' }, () => ''],
      [
        'it sells something else',
        { status: 'completed' },
        (fixture) => topupTag(fixture, 'provider="snapcart"'),
      ],
      ['the order still runs', { status: 'processing' }, (fixture) => topupTag(fixture)],
    ];
  for (const [why, order, beside] of others) {
    it(`is not offered where ${why}`, async () => {
      const { orders } = await openDetail(order, '', beside);
      await until(() => deepText(orders).includes('TU-7F3K-92QD'), 'the receipt');
      expect(part(orders, 'again')).to.equal(null);
    });
  }
});
