/** What frameworks must do with custom elements, after the public suite for all of them, with our own. */
import { expect } from 'chai';
import { EtalaseElement } from '../../../src/elements/base/element.js';
import '../../../src/define.js';
import { deepQuery, deepText, openShop, until, type TestShop } from '../support.js';
import { FRAMEWORKS, type Mounted, type View } from './adapters.js';

const PROBE = 'etalase-probe';

/** Takes every kind of data. What is an attribute too becomes text, as in HTML. */
class Probe extends EtalaseElement {
  static override properties = {
    isOpen: { attribute: false },
    count: { attribute: false },
    word: { attribute: 'word' },
    list: { attribute: false },
    record: { attribute: false },
    camelRecord: { attribute: false },
  };

  declare isOpen: boolean;
  declare count: unknown;
  declare word: unknown;
  declare list: unknown;
  declare record: unknown;
  declare camelRecord: unknown;

  protected override watchedStores() {
    return [];
  }

  protected override renderContent() {
    return JSON.stringify(this.record);
  }
}
customElements.define(PROBE, Probe);

const DATA = [
  ['a boolean', 'isOpen', true, false],
  ['a number', 'count', 42, 0],
  ['a text', 'word', 'kata', ''],
  ['a list', 'list', ['satu', 'dua'], []],
  ['an object', 'record', { nama: 'Baju' }, {}],
  ['an object by a name with capitals', 'camelRecord', { nama: 'Baju' }, {}],
] as const;

const EVENTS = ['lowercase', 'kebab-case', 'camelCase', 'CAPScase', 'PascalCase'];

for (const [name, framework] of FRAMEWORKS) {
  describe(`a custom element in ${name}`, () => {
    let home: HTMLElement;
    let mounted: Mounted | undefined;
    const show = (view: View) => (mounted = framework.mount(home, view));
    const find = (selector: string) => until(() => home.querySelector(selector), selector);

    beforeEach(() => {
      home = document.createElement('div');
      document.body.append(home);
    });
    afterEach(() => {
      mounted?.unmount();
      mounted = undefined;
      home.remove();
    });

    for (const [what, property, first, next] of DATA) {
      it(`takes ${what} as it is, and a new one later`, async () => {
        show({ tag: PROBE, props: { [property]: first } });
        const probe = await find(PROBE);
        expect(Reflect.get(probe, property)).to.deep.equal(first);
        await mounted?.render({ tag: PROBE, props: { [property]: next } });
        expect(await find(PROBE)).to.equal(probe);
        expect(Reflect.get(probe, property)).to.deep.equal(next);
      });
    }

    it('shows what a property holds', async () => {
      show({ tag: PROBE, props: { record: { nama: 'Baju' } } });
      const probe = await find(PROBE);
      await until(() => deepText(probe).includes('Baju'), 'the object');
    });

    it('is listened to by names of every case, declared or added by hand', async () => {
      const heard: string[] = [];
      const listeners = EVENTS.map((event) => [
        framework.listenerOf(event),
        ({ type }: Event) => heard.push(type),
      ]);
      show({ tag: PROBE, props: Object.fromEntries(listeners) as Record<string, unknown> });
      const probe = await find(PROBE);
      for (const event of EVENTS) {
        probe.addEventListener(event, ({ type }) => heard.push(`${type} by hand`));
        probe.dispatchEvent(new Event(event));
      }
      expect(heard).to.deep.equal(EVENTS.flatMap((event) => [event, `${event} by hand`]));
    });

    describe('that is a shop', () => {
      let shop: TestShop;
      beforeEach(async () => {
        shop = await openShop({ products: 10 });
      });

      const HEADING = { tag: 'h2', key: 'heading', props: { slot: 'header', class: 'own' } };
      const productsOf = (isHeaded: boolean): View => ({
        tag: 'etalase-products',
        key: 'products',
        ...(isHeaded && { children: [HEADING] }),
      });
      const shopOf = (...children: readonly View[]): View => ({
        tag: 'etalase-shop',
        props: { token: shop.token, api: shop.api },
        children: [{ tag: 'p', key: 'first' }, ...children],
      });
      const hasCards = () => {
        const grid = home.querySelector('etalase-products');
        return grid !== null && deepQuery(grid, '.card') !== null;
      };

      it('keeps its children, and shows them again after they were left out', async () => {
        show(shopOf(productsOf(false)));
        await until(hasCards, 'cards');
        await mounted?.render(shopOf());
        expect(home.querySelector('etalase-products')).to.equal(null);
        expect(home.querySelectorAll('etalase-shop > p')).to.have.length(1);
        await mounted?.render(shopOf(productsOf(false)));
        await until(hasCards, 'cards again');
      });

      it('shows a child in its slot, also one that comes later and goes', async () => {
        show(shopOf(productsOf(false)));
        await until(hasCards, 'cards');
        await mounted?.render(shopOf(productsOf(true)));
        const heading = await find('h2');
        await until(() => heading.assignedSlot, 'its slot');
        await mounted?.render(shopOf(productsOf(false)));
        expect(home.querySelector('h2')).to.equal(null);
        expect(hasCards()).to.equal(true);
      });
    });
  });
}
