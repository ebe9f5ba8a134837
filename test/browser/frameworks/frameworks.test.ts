import { expect } from 'chai';
import { EtalaseElement } from '../../../src/elements/base/element.js';
import '../../../src/define.js';
import { deepQuery, deepText, expectAccessible, openShop, SHOPPER, until } from '../support.js';
import type { TestShop } from '../support.js';
import { FRAMEWORKS, type Mounted, type View } from './adapters.js';

/** What a whole shop reads for a guest: slides, categories, products and pages. */
const SHOP_LISTS = 4;

const cardCount = (root: Element) => root.shadowRoot?.querySelectorAll('.card').length ?? 0;

for (const [name, framework] of FRAMEWORKS) {
  describe(name, () => {
    let home: HTMLElement;
    let shop: TestShop;
    let mounted: Mounted | undefined;
    const show = (view: View) => (mounted = framework.mount(home, view));

    const shopView = (props: object, ...children: View[]): View => ({
      tag: 'etalase-shop',
      props: { token: shop.token, api: shop.api, ...props },
      children,
    });
    const find = (selector: string) => until(() => home.querySelector(selector), selector);
    const grid = () => find('etalase-products');

    beforeEach(async () => {
      shop = await openShop({ products: 30 });
      home = document.createElement('div');
      home.className = 'mounted';
      document.body.append(home);
    });
    afterEach(() => {
      mounted?.unmount();
      mounted = undefined;
    });

    it('sets properties to numbers, objects, null and undefined', async () => {
      const texts = { products: 'Barang', retry: undefined, loading: 7 };
      const props = { perPage: 20, columns: 3, search: undefined, category: null, sort: false };
      show(shopView({ texts, theme: undefined }, { tag: 'etalase-products', props }));
      await until(async () => cardCount(await grid()) === 20, '20 cards');
      expect(deepText(await grid())).to.contain('Barang');
      const frame = deepQuery(await grid(), '.etalase');
      expect(frame?.style.getPropertyValue('--columns')).to.equal('3');
      const [request] = await shop.log();
      expect(request?.query).to.include({ total_data: '20' });
    });

    it('sets the shopper as numbers, and attributes with hyphens', async () => {
      const shopper = { 'id-user': Number(SHOPPER.id), 'token-user': SHOPPER.token };
      show(shopView(shopper, { tag: 'etalase-balance' }));
      const balance = await find('etalase-balance');
      await until(() => deepText(balance).includes('Rp'), 'the saldo');
    });

    it('sets properties of an element that is defined later', async () => {
      const tag = `etalase-late-${name.replace(/\W/g, '').toLowerCase()}`;
      const props = { perPage: 20, texts: { products: 'Nanti' }, token: undefined };
      const view = { tag, props };
      show(shopView({}, view));
      const late = await find(tag);
      // What a framework does where the element is not defined yet.
      Object.assign(late, props);
      customElements.define(
        tag,
        class extends EtalaseElement {
          static override properties = { perPage: { attribute: 'per-page' } };
          declare perPage: string | null;
          protected override watchedStores() {
            return [];
          }
          protected override renderContent() {
            return `${this.say('products')} ${String(this.perPage)}`;
          }
        },
      );
      await until(() => deepText(late).includes('Nanti 20'), 'the properties');
      expect(Object.keys(late)).not.to.include('perPage');
      await mounted?.render(shopView({}, { tag, props: { ...props, perPage: 30 } }));
      Object.assign(late, { perPage: 30 });
      await until(() => deepText(late).includes('Nanti 30'), 'the new property');
    });

    it('listens to events, also after a new rendering', async () => {
      const chosen: string[] = [];
      const listen = (word: string) =>
        shopView(
          {},
          {
            tag: 'etalase-products',
            props: {
              [framework.listenerOf('etalase-select')]: (event: Event) => {
                event.preventDefault();
                chosen.push(word);
              },
            },
          },
        );
      show(listen('one'));
      await until(async () => cardCount(await grid()) > 0, 'cards');
      deepQuery(await grid(), '.card')?.click();
      await mounted?.render(listen('two'));
      deepQuery(await grid(), '.card')?.click();
      expect(chosen).to.deep.equal(['one', 'two']);
      await expectAccessible(home);
    });

    it('keeps and updates elements that move', async () => {
      const lists = (...keys: string[]) =>
        shopView(
          {},
          ...keys.map((key) => ({ tag: 'etalase-products', key, props: { sort: key } })),
        );
      show(lists('name', 'price-asc', 'discount'));
      const before = Array.from(home.querySelectorAll('etalase-products'));
      await until(() => before.every((each) => cardCount(each) > 0), 'cards');
      await mounted?.render(lists('discount', 'name'));
      const after = Array.from(home.querySelectorAll('etalase-products'));
      expect(after).to.deep.equal([before[2], before[0]]);
      await mounted?.render(
        shopView({ lang: 'en' }, ...(lists('discount', 'name').children ?? [])),
      );
      await until(() => after.every((each) => deepText(each).includes('Products')), 'English');
      expect(after.every((each) => cardCount(each) > 0)).to.equal(true);
    });

    it('renders the whole shop, and stops everything when it is unmounted', async () => {
      show(shopView({}));
      const element = await find('etalase-shop');
      await until(() => deepQuery(element, '.card'), 'cards');
      await until(() => deepQuery(element, '.search input'), 'the search box');
      // A request that is on its way would be logged after the count.
      await until(async () => (await shop.log()).length >= SHOP_LISTS, 'all lists');
      mounted?.unmount();
      mounted = undefined;
      expect(home.childElementCount).to.equal(0);
      const count = (await shop.log()).length;
      window.dispatchEvent(new Event('online'));
      await new Promise(requestAnimationFrame);
      expect(await shop.log()).to.have.length(count);
    });
  });
}
