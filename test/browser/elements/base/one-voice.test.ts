import { expect } from 'chai';
import '../../../../src/define.js';
// The files of all elements: what is tested starts when they are there.
import '../../../../src/index.js';
import {
  deepQueryAll,
  deepText,
  expectAccessible,
  mount,
  openShop,
  SHOPPER,
  until,
} from '../../support.js';
import type { TestShop } from '../../support.js';

const arrangement = ({ token, api }: TestShop, inner: string) =>
  `<etalase-shop token="${token}" api="${api}" id-user="${SHOPPER.id}"
    token-user="${SHOPPER.token}" proxy="http://127.0.0.1:9">${inner}</etalase-shop>`;

const WHOLE = '';
const OWN = `<etalase-categories></etalase-categories><etalase-balance></etalase-balance>
  <etalase-products></etalase-products><etalase-transactions></etalase-transactions>`;

const messages = () =>
  deepQueryAll(document, '[role=alert]').filter((each) => each.getClientRects().length > 0);

const isSettled = (shop: Element, count: number) => {
  const codes = deepQueryAll(shop, '*').filter((each) => each.localName.startsWith('etalase-'));
  return codes.length >= count && codes.every((each) => each.shadowRoot?.childElementCount);
};

describe('one voice when the network fails', () => {
  for (const [name, inner, count] of [
    ['the whole shop', WHOLE, 6],
    ['an arrangement of its own', OWN, 4],
  ] as const) {
    it(`has ${name}, and goes silent when the network is back`, async () => {
      const shop = await openShop({ faults: [{ kind: 'disconnect' }] });
      const failed = new Set<string>();
      const listen = ({ element }: { element: HTMLElement }) => failed.add(element.localName);
      document.addEventListener('etalase-error', listen);
      const element = mount(arrangement(shop, inner));
      await until(() => isSettled(element, count) && failed.size >= 4, 'all failures');
      // A hidden page does not try again by itself, which would fail once more as the network returns.
      Object.defineProperty(document, 'hidden', { value: true, configurable: true });
      const [message] = await until(() => messages().length === 1 && messages(), 'one message');
      expect(message?.textContent).to.contain('Belum bisa terhubung.');
      expect(message?.querySelector('svg')).not.to.equal(null);
      const skeletons = deepQueryAll(element, '.skeleton');
      expect(skeletons.length).to.be.greaterThan(0);
      await expectAccessible(element);
      document.removeEventListener('etalase-error', listen);

      await shop.setFaults([]);
      Reflect.deleteProperty(document, 'hidden');
      window.dispatchEvent(new Event('online'));
      await until(() => deepQueryAll(element, '.card').length > 1, 'cards');
      await until(() => messages().length === 0, 'silence');
    });
  }

  it('passes on when the speaker leaves the page', async () => {
    const shop = await openShop({ faults: [{ kind: 'disconnect' }] });
    const element = mount(arrangement(shop, OWN));
    await until(() => isSettled(element, 4) && messages().length === 1, 'one message');
    const said = () => element.querySelectorAll('etalase-products, etalase-balance');
    element.querySelector('etalase-categories')?.remove();
    await until(() => Array.from(said()).some((each) => deepText(each).includes('Belum bisa')));
    await until(() => messages().length === 1, 'one message');
  });

  it('names the missing connection only where there is none', async () => {
    Object.defineProperty(navigator, 'onLine', { value: false, configurable: true });
    const shop = await openShop({ faults: [{ kind: 'disconnect' }] });
    mount(arrangement(shop, '<etalase-products></etalase-products>'));
    const [message] = await until(() => messages().length === 1 && messages(), 'a message');
    expect(message?.textContent).to.contain('Tidak ada sambungan internet.');
    Reflect.deleteProperty(navigator, 'onLine');
  });
});
