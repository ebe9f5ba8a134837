/** The form of one product: headings, words of shop and supplier, saved accounts, operators, old prices. */
import { expect } from 'chai';
import '../../../../src/define.js';
import type { ShelfProduct } from '../../../../src/proxy/contract.js';
import { closePurchaseClients } from '../../../../src/purchase/open-purchase-client.js';
import { setPlatform } from '../../../../src/stores/platform.js';
import { deepQuery, expectAccessible, mount, until } from '../../support.js';
import {
  anItem,
  aTile,
  confirm,
  DIAMONDS,
  field,
  fillIn,
  fillInput,
  mountFilled,
  part,
  parts,
  PRODUCT,
  says,
  TopupFixture,
  topupTag,
  wordsOf,
} from './topup-fixture.js';

afterEach(() => {
  closePurchaseClients();
  setPlatform({});
});

const hasItems = (element: Element) =>
  until(() => parts(element, 'item').length > 0, 'the amounts');
const words = (elements: readonly HTMLElement[]) =>
  elements.map((each) => each.textContent.replace(/\s+/g, ' ').trim());

async function mountProduct(product: Partial<ShelfProduct>, attributes = PRODUCT) {
  const fixture = new TopupFixture();
  fixture.setProduct({ ...DIAMONDS, ...product });
  const element = mount(topupTag(fixture, attributes));
  await hasItems(element);
  return { fixture, element };
}

describe('a product', () => {
  it('shows its items under headings, how long they take, and what is said about it', async () => {
    const items = [
      anItem({ id: 'a', name: '3 Diamonds', price: 1_171, group: 'Diamonds', seconds: 59 }),
      anItem({ id: 'b', name: '5 Diamonds', price: 1_900, group: 'Diamonds', seconds: 61 }),
      anItem({ id: 'c', name: 'Weekly Pass', price: 29_000, group: 'Pass', seconds: null }),
    ];
    const said = { note: 'Ada di profil', description: 'Resmi\n<b>x</b>', instruction: 'Satu' };
    const { element } = await mountProduct({ items, ...said }, 'product="mobile-legends"');
    expect(words(parts(element, 'item-heading'))).to.deep.equal(['Diamonds', 'Pass']);
    expect(words(parts(element, 'duration'))).to.deep.equal(['±1 menit', '±2 menit']);
    expect(wordsOf(element, 'note')).to.equal('Ada di profil');
    expect(words(parts(element, 'details'))).to.deep.equal([
      'Cara pakai Satu',
      'Deskripsi Resmi <b>x</b>',
    ]);
    await expectAccessible(element);
  });

  it('refuses a space where the supplier does', async () => {
    const name = { name: 'name', label: 'Name', type: 'text', required: true, no_spaces: true };
    const { element } = await mountProduct({ fields: [{ ...name, type: 'text' }] });
    fillInput(field(element, 'name'), 'Budi 1');
    await says(element, 'Tulis tanpa spasi.');
  });

  it('greys old prices while they are asked for again, and says what has changed', async () => {
    const fixture = new TopupFixture();
    fixture.setProduct({ ...DIAMONDS, read_at: '2025-12-31T00:00:00.000Z' });
    const element = mount(topupTag(fixture, PRODUCT));
    await hasItems(element);
    fillIn(element);
    expect(part(element, 'items')?.getAttribute('aria-busy')).to.equal('true');
    await expectAccessible(element);
    const items = DIAMONDS.items.map((item) => ({ ...item, price: 22_000 }));
    fixture.setProduct({ ...DIAMONDS, items });
    fixture.endWaits();
    await until(() => part(element, 'items')?.getAttribute('aria-busy') === 'false', 'today’s');
    expect(wordsOf(element, 'total')).to.equal('Rp22.000');
    expect(wordsOf(element, 'moved')).to.equal('Harga berubah, tadi Rp21.000');
    expect(field(element, 'user_id').value).to.equal('12345678');
    await expectAccessible(element);
  });

  it('is asked for again once its prices are older than a minute', async () => {
    const { fixture, element } = await mountProduct({});
    fixture.proxy.nowMs += 61_000;
    const items = DIAMONDS.items.map((item) => ({ ...item, price: 4_000 }));
    fixture.setProduct({
      ...DIAMONDS,
      items,
      read_at: new Date(fixture.proxy.nowMs).toISOString(),
    });
    fillInput(field(element, 'user_id'), '1');
    await until(() => words(parts(element, 'price'))[0] === 'Rp4.000', 'today’s prices');
  });
});

describe('saved accounts', () => {
  const save = async (fixture: TopupFixture, id: string) => {
    const element = mount(topupTag(fixture, PRODUCT));
    await hasItems(element);
    fillIn(element);
    fillInput(field(element, 'user_id'), id);
    await until(() => wordsOf(element, 'nickname')?.includes(`Rara ${id}`), 'the name');
    const box = deepQuery<HTMLInputElement>(element, '[type=checkbox]')!;
    if (!box.checked) box.click();
    await confirm(element);
    element.remove();
  };

  it('are several, by name, and can be removed', async () => {
    const fixture = new TopupFixture();
    fixture.nickname = ({ user_id = '' }) => Promise.resolve(`Rara ${user_id}`);
    await save(fixture, '111');
    await save(fixture, '222');
    const element = mount(topupTag(fixture, PRODUCT));
    await hasItems(element);
    const accounts = () => words(parts(element, 'account-use'));
    expect(accounts()).to.deep.equal(['Rara 222 222 · 2001', 'Rara 111 111 · 2001']);
    expect(field(element, 'user_id').value).to.equal('222');
    await expectAccessible(element);
    parts(element, 'account-use')[1]?.click();
    await until(() => field(element, 'user_id').value === '111', 'the other one');
    parts(element, 'account-remove')[1]?.click();
    await until(() => accounts().length === 1, 'it to go');
    expect(accounts()[0]).to.contain('Rara 222');
  });

  it('begin with the one of the version before', async () => {
    const fixture = new TopupFixture();
    deepQuery(await mountFilled(fixture), '[type=checkbox]')?.click();
    const isSaved = (each: string) => each.includes('topup-accounts');
    const saved = await until(() => Object.keys(fixture.storage).find(isSaved), 'the account');
    fixture.storage.removeItem(saved);
    fixture.storage.setItem(
      saved.replace('topup-accounts', 'topup'),
      '1{"user_id":"777","zone_id":"7"}',
    );
    const element = mount(topupTag(fixture, PRODUCT));
    await hasItems(element);
    expect(field(element, 'user_id').value).to.equal('777');
    expect(words(parts(element, 'account-use'))).to.deep.equal(['777 · 7']);
  });
});

describe('pulsa', () => {
  const kind = 'pulsa';
  const phone = (name: string) =>
    ({ name, label: 'Nomor telepon', type: 'number', required: true }) as const;
  const open = async () => {
    const fixture = new TopupFixture();
    const products = ['Telkomsel', 'XL', 'Lainnya'].map((name) =>
      aTile({ id: name, title: `Pulsa ${name}`, kind, category: kind }),
    );
    fixture.shelf = { categories: [], products };
    for (const [i, { id, title }] of products.entries()) {
      const items = [1, 2].map((n) =>
        anItem({ id: `${id}${n}`, name: `${title} ${n}0.000`, price: n * 10_000 }),
      );
      const fields = [phone(`nomor${i}`)];
      fixture.others.set(id, { ...DIAMONDS, id, title, kind, fields, items });
    }
    const element = mount(topupTag(fixture));
    (await until(() => part(element, 'product'), 'the tile')).click();
    await until(() => deepQuery(element, '[name=phone]'), 'the number');
    return { fixture, element };
  };
  const isPicked = (element: Element) =>
    words(parts(element, 'operator-choice').filter((each) => each.ariaPressed === 'true'));

  it('asks for the number first, and knows its operator', async () => {
    const { element } = await open();
    expect(wordsOf(element, 'heading')).to.equal('Pulsa');
    expect(parts(element, 'item')).to.have.length(0);
    await expectAccessible(element);
    const input = field(element, 'phone');
    input.focus();
    fillInput(input, '0812', false);
    await hasItems(element);
    expect(isPicked(element)).to.deep.equal(['Pulsa Telkomsel']);
    expect(element.shadowRoot?.activeElement === input).to.equal(true);
    fillInput(input, '081234567890', false);
    expect(field(element, 'nomor0').value).to.equal('081234567890');
    await expectAccessible(element);
    fillInput(input, '0817 3456 7890');
    await until(() => words(parts(element, 'item'))[0]?.includes('Pulsa XL'), 'the other operator');
    expect(field(element, 'nomor1').value).to.equal('081734567890');
  });

  it('takes another operator, and questions it', async () => {
    const { element } = await open();
    fillInput(field(element, 'phone'), '081234567890');
    await hasItems(element);
    parts(element, 'operator-choice')[1]?.click();
    await says(element, 'Nomor ini sepertinya Telkomsel, bukan XL.');
    expect(isPicked(element)).to.deep.equal(['Pulsa XL']);
  });
});
