import { sendKeys, setViewport } from '@web/test-runner-commands';
import { expect } from 'chai';
import '../../../../src/define.js';
import type { EtalaseErrorEvent } from '../../../../src/elements/base/events.js';
import type { EtalaseBuyEvent } from '../../../../src/elements/base/shop-checkout.js';
import type { TestShop } from '../../support.js';
import {
  deepQuery,
  deepQueryAll,
  deepText,
  expectAccessible,
  mount,
  openShop,
  until,
} from '../../support.js';

const PHONE = { width: 360, height: 740 };
const WIDE = { width: 1280, height: 800 };
const ID = '7';
const ADDRESS = 'https://toko.example/produk/kaos-7';

const tag = ({ token, api }: TestShop, id = ID) =>
  `<etalase-product token="${token}" api="${api}" product-id="${id}"></etalase-product>`;

const picture = (n: number) => `${window.SANDBOX}/images/none/${n}.svg`;

const row = (fields: object) => ({
  id_produk: ID,
  nama_produk: 'Kaos Polos',
  harga_produk: 49000,
  url_produk: ADDRESS,
  ...fields,
});

const shopWith = (fields: object) =>
  openShop({ faults: [{ kind: 'rows', path: '/app/produk', rows: [row(fields)] }] });

const part = (element: Element, name: string) => deepQuery(element, `[part~=${name}]`);
const parts = (element: Element, name: string) => deepQueryAll(element, `[part~=${name}]`);
const textOf = (element: Element, name: string) =>
  parts(element, name)
    .map((each) => each.textContent.trim().replace(/\s+/g, ' '))
    .join('|');
const buyLink = (element: Element) => deepQuery<HTMLAnchorElement>(element, 'a[part~=buy]');

async function mountProduct(fields: object): Promise<HTMLElement> {
  const element = mount(tag(await shopWith(fields)));
  await until(() => part(element, 'name'), 'the product');
  return element;
}

describe('etalase-product', () => {
  const followed: boolean[] = [];
  /** Links are not followed in these tests; records whether one would have been. */
  const stay = (event: Event) => {
    const isLink = event.composedPath().some((each) => each instanceof HTMLAnchorElement);
    if (!isLink) return;
    followed.push(!event.defaultPrevented);
    event.preventDefault();
  };

  beforeEach(async () => {
    followed.length = 0;
    addEventListener('click', stay);
    await setViewport(PHONE);
  });
  afterEach(() => removeEventListener('click', stay));

  describe('shows', () => {
    const cases: readonly [what: string, fields: object, part: string, text: RegExp | null][] = [
      ['the name as text', { nama_produk: '<b>Kaos</b>' }, 'name', /^<b>Kaos<\/b>$/],
      ['the price', {}, 'price', /^Rp49\.000$/],
      ['no price', { harga_produk: null }, 'price', /^Lihat harga$/],
      ['the struck-out price', { harga_produk_asli: 98000 }, 'old-price', /^Rp98\.000$/],
      ['the discount', { harga_produk_asli: 98000 }, 'discount', /-50%/],
      ['no discount', { harga_produk_asli: 0 }, 'discount', null],
      ['that stock is low', { stok: 3 }, 'stock', /^Sisa 3$/],
      ['that it is sold out', { stok: 0 }, 'stock', /^Stok habis$/],
      ['nothing of ample stock', { stok: 600 }, 'stock', null],
      ['the condition', { kondisi_produk: 'Baru' }, 'facts', /^Kondisi Baru$/],
      ['grams', { berat: 800 }, 'facts', /^Berat 800 g$/],
      ['kilograms', { berat: '1200' }, 'facts', /^Berat 1,2 kg$/],
      ['the stock', { stok: 1600 }, 'facts', /^Stok 1\.600$/],
      ['no weight of 0', { berat: 0, stok: null }, 'facts', null],
      ['the long description', { deskripsi_panjang: '<p>Adem</p>' }, 'description', /^Adem$/],
      [
        'the short one instead',
        { deskripsi_panjang: '<p></p>', deskripsi_singkat: 'Pas' },
        'description',
        /^Pas$/,
      ],
      ['no description', {}, 'description', null],
      ['sizes', { ukuran: ['L', 'M', 'L'] }, 'option', /^L\|M$/],
      ['no sizes', { ukuran: null }, 'variants', null],
      ['the only colour as chosen', { warna: ['Ungu'] }, 'chosen', /^Ungu$/],
      ['a bar with the price', {}, 'total', /^Rp49\.000$/],
      ['no link without an address', { url_produk: 'javascript:alert(1)' }, 'buy', null],
      ['nothing to share without an address', { url_produk: null }, 'share', null],
      ['no link where it is sold out', { stok: 0 }, 'buy', /^Stok habis$/],
      ['no note where it is sold out', { stok: 0 }, 'note', null],
    ];
    for (const [what, fields, name, text] of cases) {
      it(what, async () => {
        const element = await mountProduct(fields);
        if (text === null) expect(part(element, name)).to.equal(null);
        else expect(textOf(element, name)).to.match(text);
      });
    }
  });

  it('finds the product of a grid on the same page without another request', async () => {
    const shop = await openShop({ products: 30 });
    const { token, api } = shop;
    const home = mount(
      `<div><etalase-shop token="${token}" api="${api}"><etalase-products></etalase-products>
        <etalase-product product-id="5000010"></etalase-product></etalase-shop></div>`,
    );
    await until(() => deepQuery(home, '.detail [part~=name]'), 'the product');
    await until(() => part(home, 'card'), 'the cards');
    expect(await shop.log()).to.have.length(1);
  });

  it('searches further pages, at most five', async () => {
    const shop = await openShop({ products: 400 });
    const last = mount(tag(shop, '5000201'));
    await until(() => part(last, 'name'), 'the last product of the fifth page');
    const errors: EtalaseErrorEvent[] = [];
    const beyond = mount('<div></div>');
    beyond.addEventListener('etalase-error', (event) => errors.push(event));
    beyond.innerHTML = tag(shop, '5000200');
    await until(() => /Yang Anda cari tidak ada/.test(deepText(beyond)), 'the sentence');
    expect(errors.map(({ code }) => code)).to.deep.equal(['not-found']);
    expect(await shop.log()).to.have.length(5);
    await expectAccessible(beyond);
  });

  it('reports a failed further page and retries it', async () => {
    const page = { path: '/app/produk', query: { page: '2' } };
    const shop = await openShop({
      products: 60,
      faults: [{ kind: 'status', status: 403, ...page }],
    });
    const element = mount(tag(shop, '5000001'));
    const retry = await until(() => part(element, 'retry'), 'the error');
    await shop.setFaults([]);
    retry.click();
    await until(() => part(element, 'name'), 'the product');
  });

  const states: readonly [what: string, options: object, text: RegExp][] = [
    ['an empty shop', { empty: true }, /Yang Anda cari tidak ada/],
    ['an unknown shop', { faults: [{ kind: 'status', status: 401 }] }, /tidak dikenali/],
    ['a shop that does not answer yet', { faults: [{ kind: 'hang' }] }, /Memuat/],
  ];
  for (const [what, options, text] of states) {
    it(`has a state for ${what}`, async () => {
      const element = mount(tag(await openShop(options)));
      await until(() => text.test(deepText(element)), 'the state');
      await expectAccessible(element);
    });
  }

  it('is accessible with all details, in both themes', async () => {
    const element = await mountProduct({
      harga_produk_asli: 98000,
      stok: 2,
      berat: 100,
      kondisi_produk: 'Baru',
      ukuran: ['S', 'M'],
      warna: ['Hitam', 'Putih'],
      deskripsi_panjang: 'Adem',
      gambar_utama: picture(1),
      list_gambar: [picture(1), picture(2)],
    });
    buyLink(element)?.click();
    await until(() => /Pilih ukuran dulu/.test(deepText(element)), 'the question');
    await expectAccessible(element);
    element.setAttribute('theme', 'dark');
    await until(() => deepQuery(element, '[data-theme=dark]'), 'the dark theme');
    await expectAccessible(element);
  });

  describe('its gallery', () => {
    const five = { gambar_utama: picture(1), list_gambar: [1, 2, 3, 4, 5].map(picture) };

    it('has no controls for one picture or none', async () => {
      const element = await mountProduct({ gambar_utama: picture(1), list_gambar: [picture(1)] });
      expect(parts(element, 'image')).to.have.length(1);
      expect(part(element, 'counter')).to.equal(null);
      const none = await mountProduct({ list_gambar: ['javascript:1'] });
      expect(parts(none, 'image')).to.have.length(1);
      expect(deepQuery(none, '[part~=image] img')).to.equal(null);
    });

    it('counts while swiped, and hides broken pictures', async () => {
      const element = await mountProduct(five);
      expect(textOf(element, 'counter')).to.equal('1/5');
      await until(() => deepQuery(element, '[part~=image] img.broken'), 'the broken picture');
      const strip = deepQuery(element, '.strip')!;
      strip.scrollTo({ left: strip.clientWidth * 2, behavior: 'auto' });
      await until(() => textOf(element, 'counter') === '3/5', 'the third picture');
    });

    it('moves by arrow keys and buttons, and stops at both ends', async () => {
      await setViewport(WIDE);
      const element = await mountProduct(five);
      deepQuery(element, '.strip')!.focus();
      await sendKeys({ press: 'ArrowRight' });
      await until(() => textOf(element, 'counter') === '2/5', 'the second picture');
      part(element, 'previous')!.click();
      await until(() => textOf(element, 'counter') === '1/5', 'the first picture again');
      expect(part(element, 'previous')!.getAttribute('aria-disabled')).to.equal('true');
      await sendKeys({ press: 'ArrowLeft' });
      part(element, 'next')!.click();
      await until(() => textOf(element, 'counter') === '2/5', 'the second picture');
    });
  });

  describe('its description', () => {
    it('is collapsed only if it is long', async () => {
      const element = await mountProduct({ deskripsi_panjang: 'Satu\n'.repeat(5) });
      const long = await mountProduct({ deskripsi_panjang: 'Satu\n'.repeat(9) });
      const more = await until(() => part(long, 'read-more'), 'the button');
      expect(part(element, 'read-more')).to.equal(null);
      const folded = part(long, 'description')!.clientHeight;
      expect(more.getAttribute('aria-expanded')).to.equal('false');
      more.click();
      await until(() => part(long, 'description')!.clientHeight > folded, 'the rest');
      expect(more.getAttribute('aria-expanded')).to.equal('true');
      more.click();
      await until(() => part(long, 'description')!.clientHeight === folded, 'the fold');
    });
  });

  describe('buying', () => {
    const choose = (element: Element, option: string) =>
      deepQueryAll(element, '[part~=option]')
        .find((each) => each.textContent.trim() === option)!
        .click();
    const write = async (element: Element, note: string) => {
      deepQuery(element, 'textarea')!.focus();
      await sendKeys({ type: note });
    };
    const catatan = (element: Element) =>
      new URL(buyLink(element)!.href).searchParams.get('catatan');

    it('follows the purchase link in the same window after `etalase-buy`', async () => {
      const element = await mountProduct({});
      const events: EtalaseBuyEvent[] = [];
      element.parentElement!.addEventListener('etalase-buy', (event) => events.push(event));
      expect(buyLink(element)!.href).to.equal(ADDRESS);
      expect(buyLink(element)!.target).to.equal('');
      buyLink(element)!.click();
      expect(
        events.map(({ product, href, note }) => [product.id_produk, href, note]),
      ).to.deep.equal([[ID, ADDRESS, '']]);
      expect(followed).to.deep.equal([true]);
    });

    it('does not follow the link if the page cancels the event', async () => {
      const element = await mountProduct({});
      element.addEventListener('etalase-buy', (event) => event.preventDefault());
      buyLink(element)!.click();
      expect(followed).to.deep.equal([false]);
    });

    it('asks for missing variants one after the other', async () => {
      const element = await mountProduct({ ukuran: ['S', 'L'], warna: ['Ungu', 'Biru'] });
      let bought = 0;
      element.addEventListener('etalase-buy', () => bought++);
      const active = () => element.shadowRoot!.activeElement;
      buyLink(element)!.click();
      await until(() => /Pilih ukuran dulu, ya/.test(deepText(element)), 'the first question');
      expect(active()).to.have.property('name', 'size');
      await sendKeys({ press: 'ArrowDown' });
      await until(() => textOf(element, 'chosen') === 'L', 'the second size');
      expect(deepText(element)).not.to.match(/Pilih ukuran/);
      buyLink(element)!.click();
      await until(() => /Pilih warna dulu, ya/.test(deepText(element)), 'the second question');
      expect(active()).to.have.property('name', 'colour');
      expect(bought).to.equal(0);
      choose(element, 'Ungu');
      await until(() => textOf(element, 'chosen') === 'L|Ungu', 'the colour');
      buyLink(element)!.click();
      expect(bought).to.equal(1);
      expect(followed).to.deep.equal([false, false, true]);
      expect(catatan(element)).to.equal('Ukuran: L, Warna: Ungu');
    });

    it('adds the note to the URL and keeps its other parameters', async () => {
      const element = await mountProduct({
        warna: ['Ungu', 'Biru'],
        url_produk: `${ADDRESS}?ref=a%26b&catatan=lama#atas`,
      });
      expect(catatan(element)).to.equal('lama');
      choose(element, 'Biru');
      await write(element, '0812 & <b>+62</b> #1');
      await until(() => catatan(element) !== 'Warna: Biru', 'the note');
      const address = new URL(buyLink(element)!.href);
      expect(address.searchParams.get('catatan')).to.equal('Warna: Biru. 0812 & <b>+62</b> #1');
      expect(address.searchParams.get('ref')).to.equal('a&b');
      expect(address.hash).to.equal('#atas');
      expect(address.search).not.to.contain('+');
    });

    it('limits the note to 500 characters', async () => {
      const element = await mountProduct({});
      expect(deepQuery<HTMLTextAreaElement>(element, 'textarea')!.maxLength).to.equal(500);
    });

    it('resets with another product', async () => {
      const element = await mountProduct({ warna: ['Ungu', 'Biru'] });
      choose(element, 'Biru');
      await write(element, 'Halo');
      await until(() => catatan(element)?.includes('Halo'), 'the note');
      const other = { ...row({}), id_produk: '8', ukuran: [], warna: ['Ungu', 'Biru'] };
      const unread = { list_gambar: [], gambar_utama: null, stok: 1, berat: 0 };
      const words = { deskripsi_panjang: '', deskripsi_singkat: '', kondisi_produk: '' };
      Object.assign(element, { product: { ...other, ...unread, ...words } });
      await until(() => part(element, 'chosen') === null, 'the other product');
      expect(catatan(element)).to.equal(null);
      expect(deepQuery<HTMLTextAreaElement>(element, 'textarea')!.value).to.equal('');
    });
  });

  describe('sharing', () => {
    const done: unknown[] = [];
    const pretend = (owner: object, name: string, value: unknown) =>
      Object.defineProperty(owner, name, { value, configurable: true });
    beforeEach(() => done.splice(0));
    afterEach(() => {
      Reflect.deleteProperty(navigator, 'share');
      Reflect.deleteProperty(navigator, 'clipboard');
      Reflect.deleteProperty(document, 'execCommand');
    });

    const accept = (what: unknown) => Promise.resolve(void done.push(what));
    const refuse = (name: string) => () => Promise.reject(new DOMException('', name));
    const select = (element: Element) => {
      const { activeElement } = element.shadowRoot!;
      done.push(activeElement instanceof HTMLTextAreaElement && activeElement.value);
      return true;
    };
    const link = { title: 'Kaos Polos', url: ADDRESS };
    interface Phone {
      share?: unknown;
      writeText?: unknown;
      execCommand?: (element: Element) => boolean;
    }
    const cases: readonly [what: string, phone: Phone, does: unknown[], says: string][] = [
      ['uses the phone’s own sheet', { share: accept }, [link], ''],
      ['takes a change of mind', { share: refuse('AbortError'), writeText: accept }, [], ''],
      ['copies where there is no sheet', { writeText: accept }, [ADDRESS], 'Tautan disalin'],
      [
        'copies where the sheet is not allowed',
        { share: refuse('NotAllowedError'), writeText: accept },
        [ADDRESS],
        'Tautan disalin',
      ],
      ['copies in old WebViews', { execCommand: select }, [ADDRESS], 'Tautan disalin'],
      [
        'copies where the clipboard is not allowed',
        { writeText: refuse('NotAllowedError'), execCommand: select },
        [ADDRESS],
        'Tautan disalin',
      ],
      ['says where nothing helps', { execCommand: () => false }, [], 'Tautan belum bisa disalin'],
    ];
    for (const [what, { share, writeText, execCommand }, does, says] of cases) {
      it(what, async () => {
        const element = await mountProduct({});
        pretend(navigator, 'share', share);
        pretend(navigator, 'clipboard', writeText && { writeText });
        pretend(document, 'execCommand', () => execCommand?.(element) ?? false);
        const button = part(element, 'share')!;
        button.focus();
        button.click();
        await until(() => done.length === does.length, 'what is done');
        await until(() => textOf(element, 'status') === says, 'what is said');
        expect(done).to.deep.equal(does);
        expect(element.shadowRoot!.activeElement).to.equal(button);
        expect(deepQueryAll(element, 'textarea')).to.have.length(1);
      });
    }
  });
});
