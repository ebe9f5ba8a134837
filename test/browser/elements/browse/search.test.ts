import { sendKeys, setViewport } from '@web/test-runner-commands';
import { expect } from 'chai';
import '../../../../src/define.js';
import type { TestShop } from '../../support.js';
import { deepQuery, deepText, expectAccessible, mount, openShop, until } from '../../support.js';

const around = ({ token, api }: TestShop, inner: string) =>
  `<etalase-shop token="${token}" api="${api}">${inner}</etalase-shop>`;

const box = (element: Element) => deepQuery<HTMLInputElement>(element, 'input[type=search]');
const hint = (element: Element) => deepQuery(element, '[part~=hint]')?.textContent.trim();
const heading = (element: Element) =>
  deepQuery(element, 'etalase-products [part~=heading], [part~=heading]')?.textContent.trim();

/** The searches that the shop received, in order; `''` is everything. */
const searches = async (shop: TestShop) =>
  (await shop.log())
    .filter(({ path }) => path === '/app/produk')
    .map(({ query }) => query['cari_nama_produk'] ?? '');

async function mountSearch(): Promise<{ element: HTMLElement; shop: TestShop }> {
  const shop = await openShop({ products: 30 });
  const element = mount(
    around(shop, '<etalase-search></etalase-search><etalase-products></etalase-products>'),
  );
  await until(() => box(element) && deepQuery(element, '[part~=card]'), 'the box and the cards');
  return { element, shop };
}

async function type(element: Element, text: string): Promise<void> {
  box(element)?.focus();
  await sendKeys({ type: text });
}

const expectRequests = (shop: TestShop, ...expected: string[]) =>
  until(async () => (await searches(shop)).join('|') === expected.join('|'), expected.join('|'));

beforeEach(() => setViewport({ width: 360, height: 740 }));

describe('the search box', () => {
  it('is labelled, large enough, and requests the search keyboard', async () => {
    const { element } = await mountSearch();
    const input = box(element);
    expect(input?.labels?.[0]?.textContent.trim()).to.equal('Cari produk');
    expect(input?.getAttribute('enterkeyhint')).to.equal('search');
    expect(input?.offsetHeight).to.be.at.least(44);
    expect(getComputedStyle(input!).fontSize).to.equal('16px');
    await expectAccessible(deepQuery(element, 'etalase-search')!);
  });

  it('searches once after the shopper stops typing', async () => {
    const { element, shop } = await mountSearch();
    await type(element, 'pulsa');
    expect(await searches(shop)).to.deep.equal(['']);
    await expectRequests(shop, '', 'pulsa');
    await until(() => heading(element)?.includes('pulsa'), 'the heading');
    expect(document.activeElement?.localName).to.equal('etalase-search');
  });

  it('searches at once on Enter, and closes the keyboard', async () => {
    const { element, shop } = await mountSearch();
    const address = location.href;
    const setTimeout = window.setTimeout.bind(window);
    const neverPaused = (run: () => void, after: number) =>
      after === 400 ? 0 : setTimeout(run, after);
    Object.assign(window, { setTimeout: neverPaused });
    try {
      await type(element, 'kaos');
      await sendKeys({ press: 'Enter' });
      await expectRequests(shop, '', 'kaos');
    } finally {
      Object.assign(window, { setTimeout });
    }
    expect(deepQuery(element, 'etalase-search')?.shadowRoot?.activeElement).to.equal(null);
    expect(location.href).to.equal(address);
  });

  const LETTERS = /Hanya huruf, angka, dan spasi/;
  const entered: readonly [string, string, string | null, RegExp | null][] = [
    ['a name', 'kaos', 'kaos', null],
    ['several words, by the longest', 'kaos polos', 'polos', null],
    ['accents', 'Kéju', 'Keju', null],
    ['spaces around it', '  kaos   polos ', 'polos', null],
    ['signs in it', 'kaos #1 (baru)!', 'kaos', null],
    ['a hyphen in it', 't-shirt', 'shirt', null],
    ['nothing but signs', '!!! ???', null, /minimal 2 huruf/],
    ['a name and emoji', 'kaos 🎮', 'kaos', LETTERS],
    ['nothing but emoji', '🎮🔥', null, LETTERS],
    ['another alphabet', 'قميص', null, LETTERS],
    ['one letter', 'k', null, /minimal 2 huruf/],
    ['nothing', '   ', null, null],
  ];
  for (const [what, text, search, said] of entered) {
    it(`${what}: “${text}”`, async () => {
      const { element, shop } = await mountSearch();
      await type(element, text);
      await sendKeys({ press: 'Enter' });
      if (search === null) {
        await until(() => (said ? said.test(hint(element) ?? '') : true), 'the hint');
        expect(await searches(shop)).to.deep.equal(['']);
      } else await expectRequests(shop, '', search);
      if (said) expect(hint(element)).to.match(said);
      else expect(hint(element)).to.equal('');
      await expectAccessible(deepQuery(element, 'etalase-search')!);
    });
  }

  it('removes the hint when the shopper types on', async () => {
    const { element } = await mountSearch();
    await type(element, '🎮1');
    await until(() => hint(element), 'the sentence');
    expect(deepQuery(element, '[part~=hint]')?.getAttribute('role')).to.equal('status');
    await type(element, '2');
    await until(() => hint(element) === '', 'no sentence');
  });

  it('sends no request for the same search', async () => {
    const { element, shop } = await mountSearch();
    await type(element, 'kaos');
    await sendKeys({ press: 'Enter' });
    await expectRequests(shop, '', 'kaos');
    await type(element, ' ');
    await sendKeys({ press: 'Enter' });
    await until(() => box(element)?.value === 'kaos ', 'the space');
    expect(await searches(shop)).to.deep.equal(['', 'kaos']);
  });

  it('is cleared by its button, which keeps the focus in the box', async () => {
    const { element, shop } = await mountSearch();
    expect(deepQuery(element, '[part~=clear]')).to.equal(null);
    await type(element, 'kaos');
    await sendKeys({ press: 'Enter' });
    await expectRequests(shop, '', 'kaos');
    const clear = deepQuery(element, '[part~=clear]');
    expect(clear?.getAttribute('aria-label')).to.equal('Hapus pencarian');
    expect(clear?.offsetWidth).to.be.at.least(44);
    clear?.click();
    await until(() => heading(element) === 'Produk', 'all products');
    expect(box(element)?.value).to.equal('');
    expect(deepQuery(element, 'etalase-search')?.shadowRoot?.activeElement).to.equal(box(element));
    expect(deepQuery(element, '[part~=clear]')).to.equal(null);
  });

  it('can be cleared by deleting the text', async () => {
    const { element } = await mountSearch();
    await type(element, 'ab');
    await until(() => heading(element)?.includes('ab'), 'the search');
    await sendKeys({ press: 'Backspace' });
    await sendKeys({ press: 'Backspace' });
    await until(() => heading(element) === 'Produk', 'all products');
  });

  it('adopts a search that another element clears', async () => {
    const { element } = await mountSearch();
    await type(element, 'tidakadasamasekali');
    await sendKeys({ press: 'Enter' });
    const button = await until(
      () => deepQuery(element, '[part~=empty] button'),
      'the button that shows all products',
    );
    button.click();
    await until(() => box(element)?.value === '', 'an empty box');
    expect(deepText(element)).not.to.include('tidakadasamasekali');
  });

  it('sends no request after removal, and works when reinserted', async () => {
    const { element, shop } = await mountSearch();
    const search = deepQuery(element, 'etalase-search');
    const later = await mountSearch();
    await type(element, 'kaos');
    search?.remove();
    // Later input has been searched for by now, so the earlier one would have been too.
    await type(later.element, 'pulsa');
    await expectRequests(later.shop, '', 'pulsa');
    expect(await searches(shop)).to.deep.equal(['']);
    element.prepend(search!);
    await type(element, ' polos');
    await expectRequests(shop, '', 'polos');
  });

  it('filters only the products of its own shop', async () => {
    const { element } = await mountSearch();
    const other = mount(around(await openShop(), '<etalase-products></etalase-products>'));
    await until(() => deepQuery(other, '[part~=card]'), 'the other cards');
    await type(element, 'kaos');
    await sendKeys({ press: 'Enter' });
    await until(() => heading(element)?.includes('kaos'), 'the search');
    expect(heading(other)).to.equal('Produk');
  });
});

describe('the cart and the bell beside the search box', () => {
  const part = (element: Element, name: string) => deepQuery(element, `[part~=${name}]`);
  const link = (element: Element, name: string) => {
    const words = part(element, name)?.textContent.replace(/\s+/g, ' ').trim();
    return words === undefined
      ? null
      : `${words} ${part(element, name)?.getAttribute('href') ?? ''}`;
  };
  const NOTICES = '/akun/?page=notifikasi';
  const cases: readonly [attributes: string, cart: string | null, bell: string | null][] = [
    ['', null, null],
    ['total-cart="{{total_cart}}" total-notif="{{total_notif}}"', null, null],
    ['total-cart="banyak" total-notif="-1"', null, null],
    ['total-cart="3"', 'Keranjang 3 /cart/', null],
    ['total-cart="0" total-notif="99"', 'Keranjang /cart/', `Notifikasi 99 ${NOTICES}`],
    ['total-cart="100" total-notif="1.200"', 'Keranjang 99+ /cart/', `Notifikasi 99+ ${NOTICES}`],
    [
      'total-notif="2" notif-link="https://toko.test/kabar"',
      null,
      'Notifikasi 2 https://toko.test/kabar',
    ],
    ['total-notif="2" notif-link="javascript:alert(1)"', null, `Notifikasi 2 ${NOTICES}`],
  ];
  for (const [attributes, cart, bell] of cases) {
    it(`are ${cart ?? 'no cart'} and ${bell ?? 'no bell'} with ${attributes}`, async () => {
      const element = mount(
        `<etalase-shop token="x" api="${window.SANDBOX}" ${attributes}>
          <etalase-search></etalase-search>
        </etalase-shop>`,
      );
      await until(() => box(element), 'the box');
      expect([link(element, 'cart'), link(element, 'notices')]).to.deep.equal([cart, bell]);
    });
  }

  it('open in the same window, are large enough, and leave room on the smallest screen', async () => {
    await setViewport({ width: 280, height: 600 });
    const element = mount(
      '<etalase-shop total-cart="120" total-notif="7"><etalase-search></etalase-search></etalase-shop>',
    );
    await until(() => box(element), 'the box');
    for (const name of ['cart', 'notices']) {
      expect(part(element, name)?.hasAttribute('target')).to.equal(false);
      expect(part(element, name)?.offsetWidth).to.be.at.least(44);
      expect(part(element, name)?.offsetHeight).to.be.at.least(44);
    }
    expect(box(element)?.offsetWidth).to.be.at.least(150);
    expect(document.documentElement.scrollWidth).to.be.at.most(280);
    await expectAccessible(element);
    element.setAttribute('total-cart', '4');
    await until(() => link(element, 'cart') === 'Keranjang 4 /cart/', 'the change');
  });
});
