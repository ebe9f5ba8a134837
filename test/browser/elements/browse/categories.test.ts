import { sendKeys, setViewport } from '@web/test-runner-commands';
import { expect } from 'chai';
import '../../../../src/define.js';
import type { EtalaseSelectEvent } from '../../../../src/elements/base/events.js';
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

const LAYOUTS = ['row', 'grid', 'tree'] as const;

const category = (id: string, fields: object = {}) => ({
  id_kategori: id,
  nama_kategori: `Kategori ${id}`,
  gambar_kategori: null,
  url_kategori: `${window.SANDBOX}/toko/kategori/${id}`,
  tipe_kategori: 'utama',
  sub_kategori: [],
  ...fields,
});
const list = (count: number, above = '') =>
  Array.from({ length: count }, (_, index) => category(`${above}${index + 1}`));

/** Two categories with sub-categories, one without. */
const SOME = () => [
  category('1', { nama_kategori: 'Pulsa', sub_kategori: list(3, '1-') }),
  category('2', { nama_kategori: 'Sepatu' }),
  category('3', { nama_kategori: 'Game', sub_kategori: list(30, '3-') }),
];

const withRows = (rows: unknown[]) =>
  openShop({ products: 20, faults: [{ kind: 'rows', path: '/app/kategori', rows }] });

const tag = ({ token, api }: TestShop, attributes = '') =>
  `<etalase-categories token="${token}" api="${api}" ${attributes}></etalase-categories>`;

const mains = (element: Element) => deepQueryAll(element, '[part~=category]');
const subs = (element: Element) => deepQueryAll(element, '[part~=sub-category]');
const more = (element: Element) => deepQueryAll(element, '[part~=more]');
const nameOf = (element: Element) => deepQuery(element, '[part~=name]')?.textContent.trim() ?? '';
const byName = (element: Element, name: string) =>
  [...mains(element), ...subs(element)].find((button) => nameOf(button) === name);
const pressed = (element: Element) =>
  deepQueryAll(element, '[aria-pressed=true]').map((button) => nameOf(button));

async function mountRows(rows: unknown[], attributes = ''): Promise<HTMLElement> {
  const element = mount(tag(await withRows(rows), attributes));
  await until(() => mains(element).length > 1, 'the categories');
  return element;
}

/** Mounts the element in a separate shop, so that a selection does not affect other tests. */
async function mountShop(rows: unknown[], layout = 'row') {
  const shop = await withRows(rows);
  const element = mount(`<etalase-shop token="${shop.token}" api="${shop.api}">
    <etalase-search></etalase-search>
    <etalase-categories layout="${layout}"></etalase-categories>
    <etalase-products></etalase-products>
  </etalase-shop>`);
  const chooser = await until(() => {
    const found = deepQuery(element, 'etalase-categories');
    return found && mains(found).length > 1 ? found : null;
  }, 'the categories');
  const requests = async () =>
    (await shop.log())
      .filter(({ path }) => path === '/app/produk')
      .map(({ query }) => [query['id_kategori'] ?? '', query['cari_nama_produk'] ?? '']);
  const chosen: (string | null | undefined)[] = [];
  element.addEventListener('etalase-select', ({ category }: EtalaseSelectEvent) => {
    chosen.push(category === null ? null : category?.id_kategori);
  });
  return { element, chooser, requests, chosen };
}

const press = async (element: Element, name: string) => {
  const button = byName(element, name);
  expect(button, name).not.to.equal(undefined);
  button?.click();
  await until(() => pressed(element).includes(name), `${name} as the chosen one`);
};

beforeEach(() => setViewport({ width: 360, height: 740 }));

for (const layout of LAYOUTS) {
  describe(`categories as a ${layout}`, () => {
    const attributes = `layout="${layout}"`;

    it('start with "all", which is selected', async () => {
      const { chooser } = await mountShop(SOME(), layout);
      expect(mains(chooser).map(nameOf)).to.deep.equal(['Semua', 'Pulsa', 'Sepatu', 'Game']);
      expect(pressed(chooser)).to.deep.equal(['Semua']);
      await expectAccessible(chooser);
    });

    it('dispatch the selection and filter the products', async () => {
      const { element, chooser, requests, chosen } = await mountShop(SOME(), layout);
      await until(() => deepQuery(element, '[part~=card]'), 'the cards');
      await press(chooser, 'Pulsa');
      await press(chooser, 'Kategori 1-2');
      await expectAccessible(chooser);
      await press(chooser, 'Sepatu');
      expect(subs(chooser)).to.be.empty;
      await press(chooser, 'Semua');
      expect(chosen).to.deep.equal(['1', '1-2', '2', null]);
      await until(async () => (await requests()).length >= 4, 'a request for each');
      expect((await requests()).slice(0, 4).map(([id]) => id)).to.deep.equal(['', '1', '1-2', '2']);
    });

    it('do not filter if the page cancels the event', async () => {
      const { element, chooser, requests } = await mountShop(SOME(), layout);
      element.addEventListener('etalase-select', (event) => event.preventDefault());
      byName(chooser, 'Sepatu')?.click();
      await new Promise(requestAnimationFrame);
      expect(pressed(chooser)).to.deep.equal(['Semua']);
      expect((await requests()).every(([id]) => id === '')).to.equal(true);
    });

    it('can be selected with the keyboard alone', async () => {
      const { chooser } = await mountShop(SOME(), layout);
      mains(chooser)[1]?.focus();
      await sendKeys({ press: 'Enter' });
      await until(() => pressed(chooser).includes('Pulsa'), 'the chosen one');
      // A row is one tab stop, and the arrow keys move inside it.
      const keys = layout === 'tree' ? ['Tab', 'Tab'] : ['Tab', 'ArrowRight'];
      for (const press of [...keys, ' ']) await sendKeys({ press });
      await until(() => pressed(chooser).includes('Kategori 1-1'), 'the chosen part');
    });

    it('show a few of thousands, and a hundred more with each tap', async () => {
      const start = performance.now();
      const element = await mountRows(list(5000), attributes);
      expect(performance.now() - start).to.be.below(2500);
      expect(mains(element).length).to.equal(25);
      const [button] = more(element);
      expect(button?.textContent.trim()).to.equal('4.976 lainnya');
      button?.click();
      await until(() => mains(element).length === 125, 'a hundred more');
      expect(nameOf(element.shadowRoot!.activeElement!)).to.equal('Kategori 25');
      expect(more(element)[0]?.textContent.trim()).to.equal('4.876 lainnya');
      await expectAccessible(element);
    });

    it('show the last ones and remove the button', async () => {
      const element = await mountRows(list(30), attributes);
      more(element)[0]?.click();
      await until(() => mains(element).length === 31, 'all of them');
      expect(more(element)).to.be.empty;
      expect(nameOf(element.shadowRoot!.activeElement!)).to.equal('Kategori 25');
    });

    it('show a few of many sub-categories too', async () => {
      const { chooser } = await mountShop(SOME(), layout);
      await press(chooser, 'Game');
      await until(() => subs(chooser).some((sub) => nameOf(sub) === 'Kategori 3-24'), 'subs');
      expect(byName(chooser, 'Kategori 3-25')).to.equal(undefined);
      more(chooser)[0]?.click();
      await until(() => byName(chooser, 'Kategori 3-30'), 'the rest');
    });

    it('keep the selected one visible even if it is not among the first', async () => {
      const { element, chooser } = await mountShop(list(60), layout);
      more(chooser)[0]?.click();
      await until(() => byName(chooser, 'Kategori 60'), 'the last');
      await press(chooser, 'Kategori 60');
      const second = document.createElement('etalase-categories');
      second.setAttribute('layout', layout);
      element.append(second);
      await until(() => pressed(second).includes('Kategori 60'), 'the chosen one');
      expect(mains(second).length).to.equal(26);
      expect(more(second)[0]?.textContent.trim()).to.equal('35 lainnya');
      if (layout !== 'row') return;
      const box = byName(second, 'Kategori 60')?.getBoundingClientRect();
      expect(box?.left).to.be.at.least(0);
      expect(box?.right).to.be.at.most(360);
    });

    it('are large enough to tap and do not overflow the page', async () => {
      const { chooser } = await mountShop(SOME(), layout);
      await press(chooser, 'Pulsa');
      await until(() => subs(chooser).length > 0, 'the sub-categories');
      for (const button of deepQueryAll(chooser, 'button')) {
        expect(button.offsetHeight, nameOf(button)).to.be.at.least(44);
        expect(button.offsetWidth, nameOf(button)).to.be.at.least(44);
      }
      expect(document.documentElement.scrollWidth).to.be.at.most(360);
    });

    it('have a skeleton of the same shape', async () => {
      const shop = await openShop({ faults: [{ kind: 'delay', ms: 300 }] });
      const element = mount(tag(shop, attributes));
      await until(() => deepQuery(element, '[part~=skeleton]'), 'the skeleton');
      const { offsetHeight } = element;
      const height = deepQuery(element, '.tile, .tree-item')?.offsetHeight;
      await expectAccessible(element);
      await until(() => mains(element).length > 1, 'the categories');
      expect(mains(element)[0]?.offsetHeight).to.equal(height);
      if (layout === 'row') expect(element.offsetHeight).to.equal(offsetHeight);
    });
  });
}

describe('categories', () => {
  const layouts: readonly [string, string][] = [
    ['', 'row'],
    ['layout="GRID?"', 'row'],
    ['layout=" grid "', 'grid'],
  ];
  for (const [attribute, layout] of layouts) {
    it(`${attribute || 'no layout'} is a ${layout}`, async () => {
      const element = await mountRows(SOME(), attribute);
      expect(deepQuery(element, '[part~=list]')?.className).to.equal(layout);
    });
  }

  it('keep the current search', async () => {
    const { element, chooser, requests } = await mountShop(SOME());
    const box = await until(() => deepQuery(element, 'input[type=search]'), 'the box');
    box.focus();
    await sendKeys({ type: 'kaos' });
    await sendKeys({ press: 'Enter' });
    await press(chooser, 'Sepatu');
    await until(async () =>
      (await requests()).some(([id, search]) => id === '2' && search === 'kaos'),
    );
  });

  it('set the heading of the products', async () => {
    const { element, chooser } = await mountShop(SOME());
    await press(chooser, 'Pulsa');
    await press(chooser, 'Kategori 1-3');
    const products = deepQuery(element, 'etalase-products');
    await until(() => products && nameOfHeading(products) === 'Kategori 1-3', 'the heading');
  });
  const nameOfHeading = (element: Element) =>
    deepQuery(element, '[part~=heading]')?.textContent.trim();

  it('scroll only their own row to the selected one', async () => {
    const { element, chooser } = await mountShop(list(20));
    // Half out of view, so that `scrollIntoView` would move the page.
    const above = document.createElement('div');
    above.style.height = '640px';
    element.before(above);
    scrollTo(0, 0);
    const button = byName(chooser, 'Kategori 18');
    await press(chooser, 'Kategori 18');
    await until(() => {
      const { left = -1, right = 999 } = button?.getBoundingClientRect() ?? {};
      return left >= 0 && right <= 360;
    }, 'the chosen one in the row');
    expect(scrollY).to.equal(0);
  });

  it('expand sub-categories in a tree without selecting one', async () => {
    const { chooser, chosen } = await mountShop(SOME(), 'tree');
    const folds = deepQueryAll(chooser, '[part~=fold]');
    expect(folds.length).to.equal(2);
    expect(folds[0]?.getAttribute('aria-label')).to.equal('Bagian dari Pulsa');
    expect(folds[0]?.getAttribute('aria-expanded')).to.equal('false');
    folds[0]?.click();
    await until(() => subs(chooser).length === 3, 'the sub-categories');
    expect(folds[0]?.getAttribute('aria-expanded')).to.equal('true');
    expect(subs(chooser)[0]?.closest('ul')?.parentElement?.closest('ul')).not.to.equal(null);
    await expectAccessible(chooser);
    folds[0]?.click();
    await until(() => subs(chooser).length === 0, 'none');
    expect(chosen).to.be.empty;
  });

  const pictures: readonly [string, string | null, string][] = [
    ['missing', null, 'pulsa'],
    ['broken', '/images/tidak-ada', 'pulsa'],
    ['not an address', 'javascript:alert(1)', 'pulsa'],
  ];
  for (const [what, address, name] of pictures) {
    it(`show the initial if a picture is ${what}`, async () => {
      const gambar_kategori = address?.startsWith('/') ? window.SANDBOX + address : address;
      const element = await mountRows([category('1', { nama_kategori: name, gambar_kategori })]);
      const face = deepQueryAll(element, '[part~=image]')[1];
      await until(() => {
        const image = face?.querySelector('img');
        return !image || getComputedStyle(image).opacity === '0';
      }, 'no picture');
      expect(face?.textContent.trim()).to.equal('P');
    });
  }

  it('show markup in a name as text', async () => {
    const nama_kategori = '<img src=x onerror=alert(1)>';
    const element = await mountRows([category('1', { nama_kategori })]);
    expect(mains(element).map(nameOf)).to.include(nama_kategori);
  });

  it('have an empty state', async () => {
    const element = mount(tag(await openShop({ empty: true })));
    await until(() => deepText(element).includes('Belum ada kategori.'), 'the empty state');
    await expectAccessible(element);
  });

  it('report a failure and retry', async () => {
    const shop = await openShop({ faults: [{ kind: 'status', status: 404 }] });
    const element = mount(tag(shop));
    const retry = await until(() => deepQuery(element, '[part~=retry]'), 'the button');
    await expectAccessible(element);
    await shop.setFaults([]);
    retry.click();
    await until(() => mains(element).length > 1, 'the categories');
  });

  it('work again when reinserted', async () => {
    const { element, chooser } = await mountShop(SOME());
    chooser.remove();
    element.prepend(chooser);
    await press(chooser, 'Sepatu');
  });
});

describe('categories as links to their own pages', () => {
  const follow = (element: HTMLElement, isStopped: boolean) => {
    const selected: (string | undefined)[] = [];
    element.addEventListener('etalase-select', (event) => {
      selected.push(event.category?.id_kategori);
      if (isStopped) event.preventDefault();
    });
    let isFollowed = false;
    const stop = (event: Event) => {
      isFollowed = !event.defaultPrevented;
      event.preventDefault();
    };
    document.addEventListener('click', stop, { once: true });
    mains(element)[0]?.click();
    return { selected, isFollowed };
  };

  for (const layout of LAYOUTS) {
    it(`open in the same window, in a ${layout}`, async () => {
      const rows = [category('7', { url_kategori: null }), ...SOME()];
      const element = await mountRows(rows, `layout="${layout}" open="page"`);
      expect(mains(element).map((each) => each.getAttribute('href'))).to.deep.equal([
        null,
        ...['1', '2', '3'].map((id) => `${window.SANDBOX}/toko/kategori/${id}`),
      ]);
      expect(mains(element).every((each) => !each.hasAttribute('target'))).to.equal(true);
      await expectAccessible(element);
    });
  }

  for (const isStopped of [false, true]) {
    it(`are ${isStopped ? 'not ' : ''}followed where the page ${isStopped ? 'stops' : 'allows'} it`, async () => {
      const element = await mountRows(SOME(), 'open="page"');
      expect(follow(element, isStopped)).to.deep.equal({ selected: ['1'], isFollowed: !isStopped });
    });
  }

  it('never lead to anything but a page', async () => {
    const rows = [category('1', { url_kategori: 'javascript:alert(1)' }), category('2')];
    const element = await mountRows(rows, 'open="page"');
    expect(mains(element)[0]?.tagName).to.equal('BUTTON');
  });
});

describe("categories in a designer's template", () => {
  const TEMPLATE = `<template><a class="own" data-href="url_kategori">
    <b data-text="nama_kategori"></b><i data-text="sub_kategori"></i></a></template>`;

  it('bind fields as text and addresses, and filter by a tap, all again by another', async () => {
    const shop = await withRows([
      category('1', { nama_kategori: '<b>Pulsa</b>', sub_kategori: list(2, '1-') }),
      category('2', { url_kategori: 'javascript:alert(1)' }),
    ]);
    const chosen: (string | null)[] = [];
    const element = mount(
      `<etalase-shop token="${shop.token}" api="${shop.api}">
        <etalase-categories>${TEMPLATE}</etalase-categories>
      </etalase-shop>`,
    );
    element.addEventListener('etalase-select', (event) => {
      chosen.push(event.category?.id_kategori ?? null);
    });
    const copies = () => Array.from(element.querySelectorAll<HTMLElement>('.own'));
    await until(() => copies().length === 2, 'the copies');
    const [first, second] = copies();
    expect(first?.querySelector('b')?.textContent).to.equal('<b>Pulsa</b>');
    expect(first?.querySelector('i')?.textContent).to.equal('');
    expect(first?.getAttribute('href')).to.equal(`${window.SANDBOX}/toko/kategori/1`);
    expect(second?.hasAttribute('href')).to.equal(false);
    expect(first?.offsetHeight).to.be.above(0);
    first?.click();
    await until(() => deepQuery(element, '[part~=sub-category]'), 'its parts');
    first?.click();
    expect(chosen).to.deep.equal(['1', null]);
    await expectAccessible(element);
  });
});
