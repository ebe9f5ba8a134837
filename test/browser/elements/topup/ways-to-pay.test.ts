/** From the saldo, or at the shop's own checkout: which buttons there are, and where the second leads. */
import { expect } from 'chai';
import '../../../../src/define.js';
import type { EtalaseBuyEvent } from '../../../../src/elements/base/shop-checkout.js';
import type { ShelfProduct } from '../../../../src/proxy/contract.js';
import { writeOrderNote } from '../../../../src/proxy/contract.js';
import { closePurchaseClients } from '../../../../src/purchase/open-purchase-client.js';
import { setPlatform } from '../../../../src/stores/platform.js';
import { deepText, expectAccessible, mount, openShop, until } from '../../support.js';
import {
  anItem,
  DIAMONDS,
  field,
  fillIn,
  fillInput,
  part,
  parts,
  PRODUCT,
  TopupFixture,
  topupTag,
  wordsOf,
} from './topup-fixture.js';

afterEach(() => {
  closePurchaseClients();
  setPlatform({});
});

const GUEST = 'id-user="{{id_user}}" token-user="{{token_user}}"';
const SHOP_URL = 'https://toko.example/produk/ml-86?ref=1';
const [small, ...others] = DIAMONDS.items;
const sellBoth = (checkout_url = SHOP_URL): Partial<ShelfProduct> => ({
  items: [small!, anItem({ ...others[0]!, checkout_url }), ...others.slice(1)],
});

interface Options {
  readonly attributes?: string;
  readonly login?: string;
  readonly product?: Partial<ShelfProduct>;
}

async function mountWays({ attributes = '', login, product = sellBoth() }: Options = {}) {
  const fixture = new TopupFixture();
  fixture.setProduct({ ...DIAMONDS, ...product });
  const element = mount(topupTag(fixture, `${PRODUCT} ${attributes}`, login));
  await until(() => parts(element, 'item').length > 0 || part(element, 'empty'), 'the amounts');
  const bought: EtalaseBuyEvent[] = [];
  element.addEventListener('etalase-buy', (event) => {
    bought.push(event);
    if (event.href.startsWith('https:')) event.preventDefault();
  });
  return { fixture, element, bought };
}

const choose = (element: Element, name: string) =>
  parts(element, 'item')
    .find((each) => each.textContent.includes(name))
    ?.click();
/** The buttons of the bar. */
const buttonsOf = (element: Element) =>
  parts(element, 'bar')
    .flatMap((bar) => Array.from(bar.querySelectorAll('button, a')))
    .map((each) => each.textContent.trim());
const noteIn = (address: string) => new URL(address).searchParams.get('catatan');

describe('the ways to pay', () => {
  const SALDO = 'Bayar dengan saldo';
  const APP = 'Beli lewat aplikasi';
  const LOG_IN = 'Masuk untuk beli';
  const cases: readonly [what: string, Options, item: string | null, buttons: string[]][] = [
    ['both, where one item has both', {}, null, [SALDO, APP]],
    ['both of an item', {}, '86 ', [SALDO, APP]],
    ['the saldo alone of an item without a checkout', {}, '12 ', ['Lanjut']],
    ['the saldo alone where the page wants that', { attributes: 'pay="saldo"' }, '86 ', ['Lanjut']],
    ['the checkout alone', { attributes: 'pay="checkout"' }, '86 ', [APP]],
    ['both for an unknown word', { attributes: 'pay="qris"' }, '86 ', [SALDO, APP]],
    ['the checkout, and the login, for a guest', { login: GUEST }, '86 ', [LOG_IN, APP]],
    ['the login where a guest can do nothing else', { login: GUEST }, '12 ', [LOG_IN]],
    [
      'no checkout of an address that is none',
      { product: sellBoth('javascript:alert(1)') },
      '86 ',
      ['Lanjut'],
    ],
  ];
  for (const [what, options, item, buttons] of cases) {
    it(`are ${what}`, async () => {
      const { element } = await mountWays(options);
      if (item !== null) choose(element, item);
      await until(() => buttonsOf(element).length === buttons.length, 'the buttons');
      expect(buttonsOf(element)).to.deep.equal(buttons);
      await expectAccessible(element);
    });
  }

  it('leave only what has a checkout, where the page sells nothing else', async () => {
    const { element } = await mountWays({ attributes: 'pay="checkout"' });
    expect(parts(element, 'item').map((each) => each.textContent.includes('86 '))).to.deep.equal([
      true,
    ]);
    const none = await mountWays({ attributes: 'pay="checkout"', product: {} });
    expect(deepText(none.element)).to.contain('Belum ada nominal');
  });
});

describe('the shop’s own checkout', () => {
  const open = async (options?: Options) => {
    const mounted = await mountWays(options);
    choose(mounted.element, '86 ');
    return mounted;
  };

  it('is opened with a note in the proxy’s words, once the name is there', async () => {
    const { fixture, element, bought } = await open({ attributes: 'lang="en"' });
    let tell = (_name: string) => {};
    fixture.nickname = () => new Promise((resolve) => (tell = resolve));
    part(element, 'checkout')?.click();
    await until(() => field(element, 'user_id').getAttribute('aria-invalid') === 'true', 'a fault');
    expect(bought).to.have.length(0);
    fillInput(field(element, 'user_id'), ' 1234 5678 ');
    fillInput(field(element, 'zone_id'), '2001');
    part(element, 'checkout')?.click();
    await until(() => wordsOf(element, 'checkout') === 'Loading…', 'a state');
    await until(() => fixture.proxy.requestCount('POST /v1/nicknames') === 1, 'the question');
    tell('RaraGG');
    const { product, href, note } = await until(() => bought[0], 'the event');
    expect(note).to.equal(
      writeOrderNote([
        { label: 'User ID', value: '12345678' },
        { label: 'Zone ID', value: '2001' },
      ]),
    );
    expect(new URL(href).searchParams.get('ref')).to.equal('1');
    expect(noteIn(href)).to.equal(note);
    expect(href).not.to.contain('+');
    expect([product.nama_produk, product.harga_produk, product.id_produk]).to.deep.equal([
      'Mobile Legends 86 Diamonds',
      21_000,
      '',
    ]);
    expect(fixture.proxy.requestCount('POST /v1/quotes')).to.equal(0);
    expect(Object.keys(fixture.storage).some((key) => key.includes('topup-bought'))).to.equal(
      false,
    );
  });

  it('names an option by its label, unless two are called so', async () => {
    const options = [
      { value: 'os_asia', label: 'Asia' },
      { value: 'os_usa', label: 'America' },
      { value: 'os_euro', label: 'america' },
    ];
    const fields = [
      { name: 'server', label: 'Server', type: 'select', required: true, options },
    ] as const;
    for (const [value, line] of [
      ['os_asia', 'Server: Asia'],
      ['os_usa', 'Server: os_usa'],
    ]) {
      const { element, bought } = await open({ product: { ...sellBoth(), fields: [...fields] } });
      fillInput(field(element, 'server'), value!);
      part(element, 'checkout')?.click();
      expect((await until(() => bought[0], 'the event')).note.split('\n')[0]).to.equal(line);
    }
  });

  it('asks about a doubt first, and then goes where the shopper wanted', async () => {
    const { fixture, element, bought } = await open();
    fixture.foundWithoutName = false;
    fixture.nickname = () => Promise.resolve(null);
    fillIn(element);
    part(element, 'checkout')?.click();
    (await until(() => part(element, 'proceed'), 'the question')).click();
    await until(() => bought[0], 'the event');
  });

  it('is open to guests, without the name', async () => {
    const { fixture, element, bought } = await open({ login: GUEST });
    fillIn(element);
    part(element, 'checkout')?.click();
    expect((await until(() => bought[0], 'the event')).note).to.contain('User ID: 12345678');
    expect(fixture.proxy.requests.filter(({ method }) => method === 'POST')).to.have.length(0);
  });

  it('is followed in the same window, and what was bought is remembered', async () => {
    // The page stays where the answer has no content.
    const faults = [{ kind: 'status', status: 204, path: '/app/kategori' }] as const;
    const shop = await openShop({ faults });
    const address = `${shop.api}/app/kategori?token=${shop.token}`;
    const { fixture, element } = await open({ product: sellBoth(address) });
    fillIn(element);
    part(element, 'remember')?.click();
    part(element, 'checkout')?.click();
    const { query } = await until(async () => (await shop.log())[0], 'the checkout');
    expect(query['catatan']).to.contain('User ID: 12345678\nZone ID: 2001\n#');
    const stored = Object.keys(fixture.storage).join();
    for (const name of ['topup-bought', 'topup-accounts', 'checkout-left']) {
      expect(stored).to.contain(name);
    }
    await expectAccessible(element);
  });
});
