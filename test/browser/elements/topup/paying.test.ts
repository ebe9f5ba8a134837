import { expect } from 'chai';
import '../../../../src/define.js';
import { closePurchaseClients } from '../../../../src/purchase/open-purchase-client.js';
import { setPlatform } from '../../../../src/stores/platform.js';
import { entriesOf } from '../../stores/store-fixture.js';
import {
  deepQuery,
  deepQueryAll,
  deepText,
  expectAccessible,
  mount,
  until,
} from '../../support.js';
import {
  changeOrder,
  closeSheet,
  confirm,
  field,
  fillIn,
  fillInput,
  goBack,
  hasFocus,
  isOpen,
  mountConfirm,
  mountOrdered,
  ordered,
  part,
  parts,
  pay,
  pinOf,
  PRODUCT,
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

describe('paying', () => {
  it('turns the sheet into the receipt, up to the voucher', async () => {
    const fixture = new TopupFixture();
    const element = await mountConfirm(fixture);
    await until(() => wordsOf(element, 'nickname'), 'the name');
    const statuses: string[] = [];
    element.addEventListener('etalase-order', ({ order }) => statuses.push(order.status));
    pay(element);
    await ordered(element);
    expect(isOpen(element)).to.equal(true);
    expect(deepQuery(element, 'dialog')!.contains(element.shadowRoot!.activeElement)).to.equal(
      true,
    );
    await expectAccessible(element);
    await until(() => fixture.proxy.heldCount > 0, 'it to be followed');
    changeOrder(fixture, { status: 'completed', voucher: 'PIN : AB12\tSerial : 998877' });
    await until(() => part(element, 'code'), 'the voucher');
    expect(parts(element, 'code').map((one) => one.textContent)).to.deep.equal(['AB12', '998877']);
    expect(deepQuery(element, 'dd[part=nickname]')?.textContent).to.equal('RaraGG');
    expect(wordsOf(element, 'number')).to.equal('TU-7F3K-92QD');
    await expectAccessible(element);
    expect(statuses).to.deep.equal(['received', 'completed']);
    part(element, 'again')?.click();
    await until(() => !isOpen(element), 'the sheet to close');
    expect(field(element, 'user_id').value).to.equal('12345678');
    await until(() => hasFocus(element, 'heading'), 'the focus on the form');
  });

  for (const end of ['processing', 'completed'] as const) {
    it(`leaves an order (${end}) in place of the choice, and its receipt can be opened again`, async () => {
      const fixture = new TopupFixture();
      const element = await mountOrdered(fixture);
      changeOrder(fixture, { status: end });
      await until(() => fixture.proxy.requests.length > 0, 'the change');
      await closeSheet(element);
      await shown(element);
      expect(hasFocus(element, 'order')).to.equal(true);
      expect(part(element, 'progress')).to.not.equal(null);
      await expectAccessible(element);
      part(element, 'open')?.click();
      await until(() => deepQuery(element, 'dialog.shown [part~=receipt]'), 'the receipt');
      await closeSheet(element);
      expect(element.shadowRoot?.activeElement).to.not.equal(null);
    });
  }

  it('says in the receipt that the connection is gone, and goes on', async () => {
    const fixture = new TopupFixture();
    const element = await mountOrdered(fixture);
    fixture.proxy.faults = [{ path: fixture.proxy.orders[0]!.id, kind: 'offline', times: 1 }];
    fixture.proxy.releaseHeld();
    await until(() => (fixture.endWaits(), part(element, 'trouble')), 'the line');
    await expectAccessible(element);
    await until(() => (fixture.endWaits(), !part(element, 'trouble')), 'the recovery');
  });

  it('buys once, however often the button is pressed', async () => {
    const fixture = new TopupFixture();
    const element = await mountConfirm(fixture);
    const button = part<HTMLButtonElement>(element, 'pay');
    const form = deepQuery<HTMLFormElement>(element, 'form[part=dialog]');
    fixture.proxy.faults = [{ path: '/v1/orders', kind: 'lost', times: 1 }];
    button?.click();
    button?.click();
    form?.requestSubmit();
    await until(() => wordsOf(element, 'sentence') === 'Mengirim pesanan…', 'it to be sent');
    button?.click();
    await until(() => (fixture.endWaits(), part(element, 'number')), 'the receipt');
    expect(fixture.proxy.orders).to.have.length(1);
    expect(fixture.proxy.requestCount('POST /v1/quotes')).to.equal(1);
  });

  it('renews an expired quote, and buys at the same price', async () => {
    const fixture = new TopupFixture();
    const element = await mountConfirm(fixture);
    fixture.proxy.nowMs += 6 * 60_000;
    pay(element);
    await ordered(element);
    expect(fixture.proxy.orders).to.have.length(1);
    expect(fixture.proxy.requestCount('POST /v1/quotes')).to.equal(2);
  });

  it('asks again when an expired quote has a new price', async () => {
    const fixture = new TopupFixture();
    const element = await mountConfirm(fixture);
    fixture.proxy.nowMs += 6 * 60_000;
    fixture.proxy.prices.ML86 = 22_000;
    pay(element);
    await says(element, 'Harga berubah dari Rp21.000 menjadi Rp22.000.');
    expect(fixture.proxy.orders).to.have.length(0);
  });

  it('explains a refusal, and buys nothing', async () => {
    const fixture = new TopupFixture();
    const element = await mountConfirm(fixture);
    fixture.proxy.faults = [{ path: '/v1/orders', kind: 'item_unavailable' }];
    pay(element);
    await says(element, 'Nominal ini baru saja habis.');
    expect(fixture.proxy.orders).to.have.length(0);
  });

  it('retries a lost answer as the same order', async () => {
    const fixture = new TopupFixture();
    const element = await mountConfirm(fixture);
    fixture.proxy.faults = [{ path: '/v1/orders', kind: 'lost', times: 2 }];
    pay(element);
    await until(() => (fixture.endWaits(), deepText(element).includes('Sambungan terputus')), 'it');
    await expectAccessible(element);
    await closeSheet(element);
    await says(element, 'tidak akan dibeli dua kali');
    await expectAccessible(element);
    part(element, 'again')?.click();
    await shown(element);
    expect(fixture.proxy.orders).to.have.length(1);
  });

  it('retries a lost answer in the sheet', async () => {
    const fixture = new TopupFixture();
    const element = await mountConfirm(fixture);
    fixture.proxy.faults = [{ path: '/v1/orders', kind: 'lost', times: 2 }];
    pay(element);
    await until(() => (fixture.endWaits(), part(element, 'again')), 'the button');
    expect(part(element, 'receipt')).to.not.equal(null);
    part(element, 'again')?.click();
    await ordered(element);
    expect(isOpen(element)).to.equal(true);
    expect(fixture.proxy.orders).to.have.length(1);
  });

  it('goes on behind a closed sheet', async () => {
    const fixture = new TopupFixture();
    const element = await mountConfirm(fixture);
    fixture.proxy.faults = [{ path: '/v1/orders', kind: 'lost', times: 1 }];
    pay(element);
    await goBack();
    await until(() => !isOpen(element), 'the sheet to close');
    await until(() => (fixture.endWaits(), part(element, 'order')), 'the order');
    expect(fixture.proxy.orders).to.have.length(1);
  });
});

describe('a PIN', () => {
  it('is required where the shop says so, and stored nowhere', async () => {
    const fixture = new TopupFixture();
    fixture.proxy.pin = '402938';
    const home = mount(`<etalase-shop pin="required">${topupTag(fixture, PRODUCT)}</etalase-shop>`);
    const element = await until(() => home.querySelector<HTMLElement>('etalase-topup'), 'it');
    await until(() => parts(element, 'item').length > 0, 'the amounts');
    fillIn(element);
    await confirm(element);
    fillInput(pinOf(element), '40293');
    pay(element);
    await says(element, 'PIN terdiri dari 6 angka.');
    expect(fixture.proxy.requestCount('POST /v1/orders')).to.equal(0);
    await expectAccessible(element);
    fillInput(pinOf(element), '402938');
    pay(element);
    await ordered(element);
    expect(fixture.proxy.orders[0]?.reason).to.equal(null);
    const stored = JSON.stringify(Array.from(entriesOf(fixture.storage)));
    expect(stored + deepText(element)).not.to.contain('402938');
  });

  it('is asked for again after a wrong one', async () => {
    const fixture = new TopupFixture();
    fixture.proxy.pin = '402938';
    const element = await mountConfirm(fixture, 'pin="required"');
    fillInput(pinOf(element), '111111');
    pay(element);
    await says(element, 'PIN tadi salah dan saldo tidak dipotong.');
    await until(() => element.shadowRoot?.activeElement === pinOf(element), 'the focus');
    expect(isOpen(element)).to.equal(true);
    expect(pinOf(element).value).to.equal('');
    await expectAccessible(element);
    fillInput(pinOf(element), '402938');
    pay(element);
    await ordered(element);
    expect(deepText(element)).to.not.contain('PIN tadi salah');
    expect(fixture.proxy.orders).to.have.length(2);
    expect(fixture.proxy.orders[0]?.fields).to.deep.equal({ user_id: '12345678', zone_id: '2001' });
  });

  it('takes digits only, six of them, however they are written', async () => {
    const fixture = new TopupFixture();
    const element = await mountConfirm(fixture, 'pin="required"');
    const filled = () => deepQueryAll(element, '.pin-box.filled').length;
    const written = [
      ['12', '12'],
      ['12 34-5a', '12345'],
      ['１２３４５６', '123456'],
      ['12345678', '123456'],
    ] as const;
    for (const [text, expected] of written) {
      fillInput(pinOf(element), text);
      expect(pinOf(element).value).to.equal(expected);
      await until(() => filled() === expected.length, 'the boxes');
    }
  });

  it('is asked for when the proxy demands one', async () => {
    const fixture = new TopupFixture();
    fixture.proxy.pin = '402938';
    const element = await mountConfirm(fixture);
    pay(element);
    await until(() => pinOf(element), 'the box');
    fillInput(pinOf(element), '402938');
    pay(element);
    await ordered(element);
  });
});
