import { expect } from 'chai';
import '../../../../src/define.js';
import { closePurchaseClients } from '../../../../src/purchase/open-purchase-client.js';
import { setPlatform } from '../../../../src/stores/platform.js';
import type { Fault } from '../../purchase/fake-proxy.js';
import {
  deepQuery,
  deepQueryAll,
  deepText,
  expectAccessible,
  mount,
  until,
} from '../../support.js';
import {
  confirm,
  DIAMONDS,
  field,
  fillInput,
  goBack,
  hasFocus,
  isMarked,
  isOpen,
  mountConfirm,
  mountFilled,
  mountOrdered,
  ordered,
  part,
  parts,
  pay,
  pinOf,
  PRODUCT,
  reload,
  says,
  shown,
  TopupFixture,
  topupTag,
  wordsOf,
} from './topup-fixture.js';

afterEach(() => {
  closePurchaseClients();
  setPlatform({});
});

describe('the confirmation', () => {
  it('reserves no space for a notice where there is none', async () => {
    const element = await mountConfirm(new TopupFixture());
    expect(part(element, 'notice')?.offsetHeight).to.equal(0);
    expect(part(element, 'notice')?.matches(':empty')).to.equal(true);
  });

  it('shows item, account, price and the balance afterwards', async () => {
    const element = await mountConfirm(new TopupFixture());
    await until(() => wordsOf(element, 'nickname'), 'the name');
    expect(wordsOf(element, 'what')).to.contain('86 Diamonds');
    expect(parts(element, 'account').map((one) => one.textContent)).to.include('12345678');
    expect(deepQuery(element, 'dd[part=nickname]')?.textContent).to.equal('RaraGG');
    expect(wordsOf(element, 'cost')).to.equal('Rp21.000');
    expect(wordsOf(element, 'balance')).to.equal('Rp100.000');
    expect(wordsOf(element, 'balance-after')).to.equal('Rp79.000');
    expect(wordsOf(element, 'pay')).to.equal('Bayar Rp21.000');
    await expectAccessible(element);
  });

  it('links to the top-up of a balance that is too low, and lets a shopper who topped up pay', async () => {
    const fixture = new TopupFixture();
    fixture.proxy.saldo = 16_000;
    const element = await mountFilled(fixture);
    part(element, 'next')?.click();
    await says(element, 'Saldo kurang Rp5.000. Isi saldo dulu, ya.');
    expect(part(element, 'topup')?.getAttribute('href')).to.equal('/akun/?page=topup');
    expect(part(element, 'pay')).to.equal(null);
    await expectAccessible(element);
    part(element, 'topped-up')?.click();
    (await until(() => part(element, 'pay'), 'the button')).click();
    await ordered(element);
  });

  it('shows whose bill it is and for when, once its number is typed', async () => {
    const fixture = new TopupFixture();
    fixture.proxy.bill = { name: 'RINA WULANDARI', period: '11/2026', amount: 20_000 };
    fixture.setProduct({
      ...DIAMONDS,
      kind: 'bill',
      fields: [{ name: 'billNumber', label: 'Nomor VA', type: 'number', required: true }],
      items: DIAMONDS.items.slice(1, 2).map((item) => ({ ...item, price: null })),
    });
    fixture.proxy.prices.ML86 = 21_000;
    const element = mount(topupTag(fixture, PRODUCT));
    await until(() => deepQuery(element, '[name=billNumber]'), 'the number');
    expect(part(element, 'items')).to.equal(null);
    expect(wordsOf(element, 'total')).to.equal('Sesuai tagihan');
    fillInput(field(element, 'billNumber'), '8888801234561');
    await confirm(element);
    const facts = parts(element, 'account').map((one) => one.textContent);
    expect(facts).to.include('RINA WULANDARI');
    expect(facts).to.include('11/2026');
    expect(wordsOf(element, 'pay')).to.equal('Bayar Rp21.000');
    await expectAccessible(element);
  });

  it('shows neither balance nor PIN for an invoice', async () => {
    const fixture = new TopupFixture();
    fixture.setProduct({
      ...DIAMONDS,
      items: DIAMONDS.items.map((item) => ({ ...item, price: null })),
    });
    const element = await mountConfirm(fixture, 'pin="required"');
    expect(wordsOf(element, 'cost')).to.equal('Sesuai tagihan');
    expect(wordsOf(element, 'pay')).to.equal('Buat pesanan');
    expect(pinOf(element)).to.equal(null);
    expect(part(element, 'balance')).to.equal(null);
    await expectAccessible(element);
  });

  it('closes by its button and by going back, and returns the focus', async () => {
    const element = await mountConfirm(new TopupFixture());
    part(element, 'close')?.click();
    await until(() => !isOpen(element) && !isMarked(), 'it to close');
    part(element, 'next')?.focus();
    await confirm(element);
    await goBack();
    await until(() => !isOpen(element), 'it to close');
    expect(hasFocus(element, 'next')).to.equal(true);
  });

  it('asks for agreement to a changed price', async () => {
    const fixture = new TopupFixture();
    const element = await mountFilled(fixture);
    fixture.proxy.prices.ML86 = 22_000;
    await confirm(element);
    await says(element, 'Harga berubah dari Rp21.000 menjadi Rp22.000.');
    await expectAccessible(element);
    pay(element);
    await until(() => wordsOf(element, 'pay') === 'Bayar Rp22.000', 'the second question');
    expect(fixture.proxy.orders).to.have.length(0);
    pay(element);
    await ordered(element);
    expect(fixture.proxy.orders[0]?.price).to.equal(22_000);
  });

  it('renews its quote before it expires', async () => {
    const fixture = new TopupFixture();
    const element = await mountConfirm(fixture);
    expect(fixture.proxy.requestCount('POST /v1/quotes')).to.equal(1);
    fixture.proxy.prices.ML86 = 23_000;
    fixture.endWaits(60_000);
    await says(element, 'Harga berubah dari Rp21.000 menjadi Rp23.000.');
    expect(fixture.proxy.requestCount('POST /v1/quotes')).to.equal(2);
  });

  it('closes and shows a refused field under its input', async () => {
    const fixture = new TopupFixture();
    const errors = [{ field: 'zone_id', fault: 'not_an_option' }];
    const fault: Fault = { path: '/v1/quotes', kind: 'invalid_fields', extra: { errors } };
    fixture.proxy.faults = [fault];
    const element = await mountFilled(fixture);
    part(element, 'next')?.click();
    await says(element, 'Pilih salah satu, ya.');
    expect(isOpen(element)).to.equal(false);
  });

  const failures = [
    ['item_unavailable', 'Nominal ini baru saja habis.'],
    ['upstream_unavailable', 'Layanan ini sedang gangguan.'],
    ['unknown_shopper', 'Sesi Anda sudah berakhir.'],
    ['proof_time', 'Jam ponsel Anda tidak tepat.'],
    ['forbidden_origin', 'Pembelian belum diatur di toko ini.'],
    ['too_many_requests', 'Toko sedang ramai.'],
    ['session_locked', 'Terlalu banyak percobaan masuk.'],
    ['pin_locked', 'PIN terlalu sering salah.'],
    ['internal', 'Ada gangguan di toko.'],
    ['html', 'Ada gangguan di toko.'],
  ] as const;
  for (const [kind, expected] of failures) {
    it(`explains ${kind}, and can be retried`, async () => {
      const fixture = new TopupFixture();
      fixture.proxy.faults = [{ path: '/v1/quotes', kind, times: 1 }];
      const element = await mountFilled(fixture);
      part(element, 'next')?.click();
      await says(element, expected);
      await expectAccessible(element);
      pay(element);
      await until(() => wordsOf(element, 'pay') === 'Bayar Rp21.000', 'the price');
    });
  }
});

describe('a page that is loaded again', () => {
  it('finds the order whose answer was lost', async () => {
    const fixture = new TopupFixture();
    const element = await mountConfirm(fixture);
    fixture.proxy.faults = [{ path: '/v1/orders', kind: 'hang-done' }];
    pay(element);
    await until(() => fixture.proxy.orders.length === 1, 'the order');
    await shown(reload(element, fixture));
    expect(fixture.proxy.orders).to.have.length(1);
  });

  it('shows an order again until it is dismissed', async () => {
    const fixture = new TopupFixture();
    const again = reload(await mountOrdered(fixture), fixture, 'provider="lapakgaming"');
    await shown(again);
    expect(isOpen(again)).to.equal(false);
    part(again, 'again')?.click();
    await until(() => part(again, 'products'), 'the tiles');
    const third = reload(again, fixture);
    await until(() => parts(third, 'item').length > 0, 'the amounts');
  });

  it('keeps looking for an order that may still arrive', async () => {
    const fixture = new TopupFixture();
    const element = await mountConfirm(fixture);
    fixture.proxy.faults = [{ path: '/v1/orders', kind: 'hang' }];
    pay(element);
    await until(() => fixture.proxy.requestCount('POST /v1/orders') === 1, 'it to be sent');
    const again = reload(element, fixture);
    await says(again, 'Memastikan pesanan terakhir Anda…');
    await expectAccessible(again);
    fixture.proxy.nowMs += 6 * 60_000;
    await until(() => (fixture.endWaits(), deepText(again).includes('tidak sampai')), 'the answer');
    expect(fixture.proxy.orders).to.have.length(0);
  });
});

describe('an element that is removed', () => {
  it('stops following', async () => {
    const fixture = new TopupFixture();
    const element = await mountOrdered(fixture);
    element.remove();
    await until(() => fixture.proxy.heldCount === 0, 'it to stop');
    const { length } = fixture.proxy.requests;
    fixture.endWaits();
    await new Promise((resolve) => setTimeout(resolve, 30));
    expect(fixture.proxy.requests).to.have.length(length);
  });

  it('shows the order when it returns, if it was paying', async () => {
    const fixture = new TopupFixture();
    const element = await mountConfirm(fixture);
    const home = element.parentElement;
    fixture.proxy.faults = [{ path: '/v1/orders', kind: 'lost', times: 1 }];
    pay(element);
    element.remove();
    await until(
      () => (fixture.endWaits(), fixture.proxy.requestCount('POST /v1/orders') === 2),
      'both tries',
    );
    expect(deepQueryAll(document, 'dialog')).to.have.length(0);
    home?.append(element);
    await shown(element);
    expect(fixture.proxy.orders).to.have.length(1);
  });

  it('buys nothing, if it was not paying', async () => {
    const fixture = new TopupFixture();
    const element = await mountConfirm(fixture);
    const home = element.parentElement;
    element.remove();
    home?.append(element);
    await until(() => parts(element, 'item').length > 0, 'the amounts');
    expect(isOpen(element)).to.equal(false);
    expect(fixture.proxy.requestCount('POST /v1/orders')).to.equal(0);
  });
});
