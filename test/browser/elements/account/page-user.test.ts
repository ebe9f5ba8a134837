import { expect } from 'chai';
import '../../../../src/define.js';
import { setPlatform } from '../../../../src/stores/platform.js';
import { closeShops } from '../../../../src/stores/shop.js';
import type { ShopOptions, TestShop } from '../../support.js';
import {
  deepQuery,
  deepQueryAll,
  deepText,
  expectAccessible,
  mount,
  openShop,
  SHOPPER,
  until,
} from '../../support.js';

const LOGIN = `id-user="${SHOPPER.id}" token-user="${SHOPPER.token}"`;
const HANGS: ShopOptions = { faults: [{ kind: 'hang' }] };
const FILLED = {
  'nama-user': 'Rina Wulandari',
  'saldo-user': 'Rp 350.000',
  'poin-member': '1.250',
  'nama-membership': 'Reseller Gold',
};

const part = (element: Element, name: string) => deepQuery(element, `[part~=${name}]`);
const wordsOf = (element: Element, name: string) =>
  part(element, name)?.textContent.replace(/\s+/g, ' ').trim() ?? null;

/** What stands on the card, which the shop holds as a child. */
const cardText = (shop: Element) => deepText(shop.querySelector('etalase-balance') ?? shop);

/** A balance in a shop with these attributes. */
async function mountIn(attributes: Readonly<Record<string, string>>, options: ShopOptions = {}) {
  const shop = await openShop(options);
  return { element: mountShop(shop, attributes), shop };
}

function mountShop({ token, api }: TestShop, attributes: Readonly<Record<string, string>>) {
  const element = document.createElement('etalase-shop');
  for (const [name, value] of Object.entries({ token, api, ...attributes }))
    element.setAttribute(name, value);
  element.append(document.createElement('etalase-balance'));
  mount('<p></p>').replaceWith(element);
  return element;
}

const shopper = { 'id-user': SHOPPER.id, 'token-user': SHOPPER.token };

describe('the balance card with what the page knows', () => {
  afterEach(() => setPlatform({}));

  it('shows at once, and the answer changes neither its size nor the place of anything', async () => {
    const { element } = await mountIn(
      { ...shopper, ...FILLED, 'saldo-user': '349.000' },
      { faults: [{ kind: 'delay', ms: 300 }] },
    );
    await until(() => part(element, 'saldo'), 'the saldo');
    expect(wordsOf(element, 'saldo')).to.equal('Rp349.000');
    expect(wordsOf(element, 'heading')).to.equal('Halo, Rina Wulandari');
    expect(wordsOf(element, 'membership')).to.equal('Reseller Gold');
    expect(wordsOf(element, 'points')).to.equal('Poin 1.250');
    expect(part(element, 'skeleton')).to.equal(null);
    await expectAccessible(element);
    const placesOf = () =>
      ['card', 'heading', 'membership', 'saldo', 'points', 'topup', 'history'].map((name) => {
        const { x, y, height } = part(element, name)!.getBoundingClientRect();
        return [name, x, y, height];
      });
    const before = placesOf();
    await until(() => wordsOf(element, 'saldo') === 'Rp350.000', 'the answer');
    expect(placesOf()).to.deep.equal(before);
  });

  const spellings: readonly [string, string | null][] = [
    ['350000', 'Rp350.000'],
    ['350.000', 'Rp350.000'],
    ['Rp350.000', 'Rp350.000'],
    ['Rp 350.000', 'Rp350.000'],
    ['Rp350.000,00', 'Rp350.000'],
    ['0', 'Rp0'],
    ['-Rp2.500', '-Rp2.500'],
    ['{{saldo_user}}', null],
    ['Rp {{saldo_user}}', null],
    ['tiga ratus ribu', null],
    ['1e6', null],
    ['', null],
  ];
  for (const [value, expected] of spellings) {
    it(`takes saldo-user="${value}" for ${expected ?? 'none'}`, async () => {
      const { element } = await mountIn({ ...shopper, 'saldo-user': value }, HANGS);
      await until(() => part(element, expected === null ? 'skeleton' : 'saldo'), 'the card');
      expect(wordsOf(element, 'saldo')).to.equal(expected);
    });
  }

  it('shows markup as text, and nothing of a placeholder', async () => {
    const values = { 'saldo-user': '5000', 'nama-user': '<b onload=x>Budi</b>' };
    const unfilled = { 'poin-member': '{{poin_member}}', 'nama-membership': '{{nama_membership}}' };
    const { element } = await mountIn({ ...shopper, ...values, ...unfilled }, HANGS);
    await until(() => part(element, 'saldo'), 'the saldo');
    expect(wordsOf(element, 'heading')).to.equal('Halo, <b onload=x>Budi</b>');
    expect(wordsOf(element, 'points')).to.equal('Poin \u2014');
    expect(part(element, 'membership')).to.equal(null);
    expect(cardText(element)).not.to.contain('{{');
  });

  it('stays with a bar when the answer does not come, and tells of an ended session', async () => {
    setPlatform({ backoff: 1 });
    const offline = await mountIn({ ...shopper, ...FILLED }, { faults: [{ kind: 'disconnect' }] });
    await until(() => part(offline.element, 'stale'), 'the bar');
    expect(wordsOf(offline.element, 'saldo')).to.equal('Rp350.000');
    const status = { kind: 'status', status: 401 } as const;
    const ended = await mountIn({ ...shopper, ...FILLED }, { faults: [status] });
    await until(() => part(ended.element, 'login'), 'the link');
    expect(part(ended.element, 'saldo')).to.equal(null);
  });

  it('prefers what the page knows to what an earlier visit has stored', async () => {
    setPlatform({ now: () => Math.floor(performance.timeOrigin) - 60_000 });
    const { element, shop } = await mountIn(shopper);
    await until(() => wordsOf(element, 'saldo') === 'Rp350.000', 'the answer');
    await until(() => JSON.stringify(localStorage).includes('350000'), 'storage');
    element.remove();
    closeShops();
    const old = mountShop(shop, { ...shopper, 'saldo-user': '120.000' });
    await until(() => part(old, 'saldo'), 'the saldo');
    expect(wordsOf(old, 'saldo')).to.equal('Rp120.000');
    expect(wordsOf(old, 'points')).to.equal('Poin 1.250');
  });

  it('is not there for a guest', async () => {
    const { element, shop } = await mountIn({ ...FILLED, 'id-user': '{{id_user}}' });
    await until(() => part(element, 'login'), 'the invitation');
    expect(cardText(element)).not.to.contain('350.000');
    expect(await shop.log()).to.deep.equal([]);
  });

  it('follows its attributes, its own first', async () => {
    const { token, api } = await openShop(HANGS);
    const element = mount(
      `<etalase-balance token="${token}" api="${api}" ${LOGIN} saldo-user="1.000"></etalase-balance>`,
    );
    await until(() => wordsOf(element, 'saldo') === 'Rp1.000', 'the saldo');
    element.setAttribute('saldo-user', '2.000');
    await until(() => wordsOf(element, 'saldo') === 'Rp2.000', 'the change');
  });
});

describe('the referral code', () => {
  const share = Object.getOwnPropertyDescriptor(navigator, 'share');
  const clipboard = Object.getOwnPropertyDescriptor(navigator, 'clipboard');
  const put = (name: 'share' | 'clipboard', value: unknown) =>
    Object.defineProperty(navigator, name, { value, configurable: true });

  afterEach(() => {
    for (const [name, before] of Object.entries({ share, clipboard })) {
      if (before) Object.defineProperty(navigator, name, before);
      else Reflect.deleteProperty(navigator, name);
    }
  });

  it('is shared by the phone where it can', async () => {
    const shared: ShareData[] = [];
    put('share', (data: ShareData) => Promise.resolve(void shared.push(data)));
    const { element } = await mountIn(shopper);
    const button = await until(() => part(element, 'referral'), 'the button');
    expect(button.textContent.trim()).to.equal('Bagikan kode');
    button.click();
    await until(() => shared.length > 0, 'the share sheet');
    expect(shared).to.deep.equal([
      { title: 'Bagikan kode', text: 'Pakai kode referral saya: RINA94' },
    ]);
    expect(cardText(element)).not.to.contain('disalin');
  });

  it('is copied where it cannot, and says so', async () => {
    const copied: string[] = [];
    put('share', undefined);
    put('clipboard', { writeText: (text: string) => Promise.resolve(void copied.push(text)) });
    const { element } = await mountIn(shopper);
    (await until(() => part(element, 'referral'), 'the button')).click();
    await until(() => cardText(element).includes('Kode disalin'), 'the sentence');
    expect(copied).to.deep.equal(['RINA94']);
    await expectAccessible(element);
  });

  it('has no button where the shop sends none', async () => {
    const data = { nama_user: 'Budi', jumlah_saldo: '1', kode_referral: '' };
    const { element } = await mountIn(shopper, { faults: [{ kind: 'data', data }] });
    await until(() => part(element, 'saldo'), 'the saldo');
    expect(deepQueryAll(element, '[part~=referral]')).to.deep.equal([]);
  });
});
