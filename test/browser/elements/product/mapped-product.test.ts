/** A product of the shop that the proxy delivers: its account is asked for before the checkout. */
import { expect } from 'chai';
import '../../../../src/define.js';
import type { EtalaseBuyEvent } from '../../../../src/elements/base/shop-checkout.js';
import '../../../../src/elements/product/mapped-form.js';
import { EtalaseProduct } from '../../../../src/elements/product/product.js';
import { products } from '../../../../src/open-api/products.js';
import { closePurchaseClients } from '../../../../src/purchase/open-purchase-client.js';
import { setPlatform } from '../../../../src/stores/platform.js';
import { SHOPPER } from '../../purchase/fake-proxy.js';
import { deepQuery, expectAccessible, mount, until } from '../../support.js';
import {
  DIAMONDS,
  field,
  fillInput,
  part,
  says,
  TopupFixture,
  wordsOf,
} from '../topup/topup-fixture.js';

afterEach(() => {
  closePurchaseClients();
  setPlatform({});
});

const ADDRESS = 'https://toko.example/produk/ml-86';
const MAPPED = { product: 'lapakgaming:ML', item: 'ML86' };
const LOGIN = `id-user="${SHOPPER.id}" token-user="${SHOPPER.token}"`;

async function mountProduct(fixture: TopupFixture, row: object = {}, login = LOGIN) {
  await customElements.whenDefined('etalase-shop');
  const home = mount(
    `<div><etalase-product proxy="${fixture.proxy.base}" ${login}></etalase-product></div>`,
  );
  await until(() => customElements.get('etalase-product'), 'the element');
  const [element] = Array.from(home.children);
  if (!(element instanceof EtalaseProduct)) throw new Error('no product');
  element.product = products.row.parse({
    ...{ id_produk: '77', nama_produk: '86 Diamonds', harga_produk: 21_000, url_produk: ADDRESS },
    ...row,
  });
  const bought: EtalaseBuyEvent[] = [];
  element.addEventListener('etalase-buy', (event) => {
    bought.push(event);
    event.preventDefault();
  });
  const link = await until(() => deepQuery(element, '[part~=buy]'), 'the button');
  return { element, bought, link };
}

const open = async (parts: Partial<TopupFixture> = {}, row: object = {}, login = LOGIN) => {
  const fixture = new TopupFixture();
  Object.assign(fixture, { mapping: () => Promise.resolve(MAPPED) }, parts);
  return { fixture, ...(await mountProduct(fixture, row, login)) };
};
const untilForm = (element: Element) => until(() => part(element, 'account'), 'the fields');

describe('a mapped product', () => {
  it('asks for the account and confirms its name, then leaves with the note', async () => {
    const { element, bought, link } = await open();
    await untilForm(element);
    expect(deepQuery(element, 'textarea')).to.equal(null);
    await expectAccessible(element);
    link.click();
    await says(element, 'Isi User ID dulu, ya.');
    expect(bought).to.have.length(0);
    fillInput(field(element, 'user_id'), '12345678(2001)');
    await until(() => wordsOf(element, 'nickname')?.includes('RaraGG'), 'the name');
    expect(field(element, 'zone_id').value).to.equal('2001');
    await expectAccessible(element);
    link.click();
    const { product, href, note } = await until(() => bought[0], 'the event');
    expect([product.id_produk, note.split('\n').slice(0, 2)]).to.deep.equal([
      '77',
      ['User ID: 12345678', 'Zone ID: 2001'],
    ]);
    expect(href).to.equal(`${ADDRESS}?catatan=${encodeURIComponent(note)}`);
  });

  it('is bought by a guest without the name', async () => {
    const { element, bought, link, fixture } = await open({}, {}, '');
    await untilForm(element);
    fillInput(field(element, 'user_id'), '12345678');
    fillInput(field(element, 'zone_id'), '2001');
    link.click();
    await until(() => bought[0], 'the event');
    expect(fixture.proxy.requests.filter(({ method }) => method === 'POST')).to.have.length(0);
  });

  it('that the supplier does not have is sold out', async () => {
    const items = DIAMONDS.items.map((item) => ({ ...item, available: false }));
    const fixture = new TopupFixture();
    fixture.setProduct({ ...DIAMONDS, items });
    fixture.mapping = () => Promise.resolve(MAPPED);
    const { element } = await mountProduct(fixture);
    await until(() => wordsOf(element, 'buy') === 'Stok habis', 'the words');
  });

  it('whose fields cannot be loaded says so, and tries again', async () => {
    const fixture = new TopupFixture();
    fixture.mapping = () => Promise.resolve(MAPPED);
    fixture.proxy.faults = [{ path: '/v1/shelf/lapakgaming%3AML', kind: 'internal' }];
    const { element, bought, link } = await mountProduct(fixture);
    await until(() => part(element, 'retry'), 'the error');
    fixture.proxy.faults = [];
    link.click();
    await untilForm(element);
    expect(bought).to.have.length(0);
  });

  it('is waited for by a shopper who is quicker', async () => {
    const questions: ((mapped: object | null) => void)[] = [];
    const mapping = () => new Promise<object | null>((resolve) => questions.push(resolve));
    const answer = async (mapped: object | null) =>
      (await until(() => questions.shift(), 'the question'))(mapped);
    const { element, bought, link } = await open({ mapping });
    const { offsetHeight } = await until(() => deepQuery(element, '[aria-busy=true]'), 'the place');
    link.click();
    await until(() => wordsOf(element, 'buy') === 'Memuat…', 'a state');
    await answer(MAPPED);
    await says(element, 'Isi User ID dulu, ya.');
    expect(bought).to.have.length(0);

    const plain = await open({ mapping });
    await until(() => deepQuery(plain.element, '[aria-busy=true]'), 'the place');
    plain.link.click();
    await answer(null);
    expect((await until(() => plain.bought[0], 'the event')).note).to.equal('');
    const note = await until(() => deepQuery(plain.element, 'label.block'), 'the note');
    expect(note.offsetHeight).to.equal(offsetHeight);

    const silent = await open({ mapping });
    await until(() => deepQuery(silent.element, '[aria-busy=true]'), 'the place');
    silent.link.click();
    await until(() => silent.fixture.waits.length > 0, 'the wait');
    silent.fixture.endWaits();
    await until(() => silent.bought[0], 'the event');
  });

  it('is any other product where the proxy does not know it, or does not answer', async () => {
    for (const kind of ['unknown_product', 'offline'] as const) {
      const fixture = new TopupFixture();
      fixture.proxy.faults = [{ path: '/v1/shop-products/77', kind }];
      const { element, bought, link } = await mountProduct(fixture);
      await until(() => deepQuery(element, 'textarea'), 'the note');
      link.click();
      expect(bought.map(({ href }) => href)).to.deep.equal([ADDRESS]);
    }
    const { element, fixture } = await open({}, { stok: 0 });
    expect(wordsOf(element, 'buy')).to.equal('Stok habis');
    expect(fixture.proxy.requests).to.have.length(0);
  });
});
