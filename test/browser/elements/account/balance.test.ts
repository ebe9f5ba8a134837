import { sendKeys, setViewport } from '@web/test-runner-commands';
import { expect } from 'chai';
import '../../../../src/define.js';
import type { EtalaseErrorEvent } from '../../../../src/elements/base/events.js';
import { registerLazyElement } from '../../../../src/elements/base/lazy-define.js';
import type { Order } from '../../../../src/proxy/contract.js';
import { closePurchaseClients } from '../../../../src/purchase/open-purchase-client.js';
import { setPlatform } from '../../../../src/stores/platform.js';
import { anOrder, FakeProxy } from '../../purchase/fake-proxy.js';
import type { TestShop } from '../../support.js';
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

const PHONE = { width: 360, height: 740 };

const login = ({ id, token }: { id: string; token: string }) =>
  `id-user="${id}" token-user="${token}"`;

const tag = ({ token, api }: TestShop, attributes = login(SHOPPER)) =>
  `<etalase-balance token="${token}" api="${api}" ${attributes}></etalase-balance>`;

const part = (element: Element, name: string) => deepQuery(element, `[part~=${name}]`);
const wordsOf = (element: Element, name: string) =>
  part(element, name)?.textContent.replace(/\s+/g, ' ').trim() ?? null;

async function mountBalance(shop: TestShop, attributes?: string): Promise<HTMLElement> {
  const element = mount(tag(shop, attributes));
  await until(() => part(element, 'saldo'), 'the saldo');
  return element;
}

const openHistory = async (element: Element) => {
  const button = await until(() => part(element, 'history'), 'the button');
  button.click();
  return button;
};

// Runs first: once the ledger is defined, it is not loaded again.
describe('the history inside the balance, before its code is loaded', () => {
  const load = async () =>
    (await import('../../../../src/elements/account/balance-history.js')).EtalaseLedger;

  it('reports that loading failed, and retries', async () => {
    registerLazyElement('etalase-ledger', () => Promise.reject(new TypeError('offline')));
    const element = await mountBalance(await openShop());
    await openHistory(element);
    const retry = await until(() => part(element, 'retry'), 'the error');
    expect(deepText(element)).to.contain('Belum bisa terhubung.');
    await expectAccessible(element);
    registerLazyElement('etalase-ledger', () => new Promise(() => {}));
    retry.click();
    await until(() => part(element, 'skeleton'), 'the skeleton');
    await expectAccessible(element);
    registerLazyElement('etalase-ledger', load);
    part(element, 'history')?.click();
    await until(() => !part(element, 'skeleton'), 'the history to close');
    await openHistory(element);
    await until(() => deepQueryAll(element, '[part~=row]').length === 20, 'the history');
  });
});

describe('the balance', () => {
  it('shows the shopper, and links to points and top-up', async () => {
    const element = await mountBalance(await openShop());
    expect(wordsOf(element, 'heading')).to.equal('Halo, Rina Wulandari');
    expect(part(element, 'heading')?.tagName).to.equal('H2');
    expect(wordsOf(element, 'membership')).to.equal('Reseller Gold');
    expect(wordsOf(element, 'saldo')).to.equal('Rp350.000');
    expect(wordsOf(element, 'points')).to.equal('Poin 1.250');
    expect(part(element, 'topup')?.getAttribute('href')).to.equal('/akun/?page=topup');
    expect(part(element, 'points')?.getAttribute('href')).to.equal('/akun/?page=poin');
  });

  const user = { nama_user: 'Budi', jumlah_saldo: '50000', jumlah_poin: '500' };
  const cases: readonly [string, object, string, string | null][] = [
    ['a saldo that cannot be read', { jumlah_saldo: null }, 'saldo', '\u2014'],
    ['a saldo of nothing', { jumlah_saldo: '0' }, 'saldo', 'Rp0'],
    ['a debt', { jumlah_saldo: -2500 }, 'saldo', '-Rp2.500'],
    ['points that cannot be read', { jumlah_poin: 'x' }, 'points', 'Poin \u2014'],
    ['no membership', { nama_membership: '' }, 'membership', null],
    ['somebody without a name', { nama_user: '' }, 'heading', 'Halo!'],
    ['markup as text', { nama_user: '<i>x</i>' }, 'heading', 'Halo, <i>x</i>'],
    ['the first letter without a picture', { foto_profil: 'link gambar' }, 'avatar', 'B'],
    ['the first letter, however it is coded', { nama_user: '🦊 Rubah' }, 'avatar', '🦊'],
  ];
  for (const [what, fields, name, expected] of cases) {
    it(`shows ${what}`, async () => {
      const shop = await openShop({ faults: [{ kind: 'data', data: { ...user, ...fields } }] });
      expect(wordsOf(await mountBalance(shop), name)).to.equal(expected);
    });
  }

  it('shows the initial if the picture fails to load', async () => {
    const data = { ...user, foto_profil: `${window.SANDBOX}/none.png` };
    const element = await mountBalance(await openShop({ faults: [{ kind: 'data', data }] }));
    const picture = await until(() => deepQuery(element, '[part~=avatar] img'), 'the picture');
    await until(() => picture.offsetWidth === 0, 'the picture to go');
    expect(wordsOf(element, 'avatar')).to.equal('B');
  });

  it('sends no request for a guest', async () => {
    const shop = await openShop();
    for (const attributes of ['', 'id-user="{{id_user}}" token-user="{{token_user}}"']) {
      const element = mount(tag(shop, attributes));
      await until(() => part(element, 'login'), 'the invitation');
      expect(part(element, 'login')?.getAttribute('href')).to.equal('/akun/');
      expect(deepText(element)).to.contain('Masuk dulu untuk lihat saldo dan poin.');
      await expectAccessible(element);
    }
    expect(await shop.log()).to.deep.equal([]);
  });

  const ends: readonly [string, object][] = [
    ['refused', { kind: 'status', status: 401, times: 1 }],
    ['answered with nothing', { kind: 'data', data: null, times: 1 }],
    ['answered with an empty list', { kind: 'rows', rows: [], times: 1 }],
  ];
  for (const [what, fault] of ends) {
    it(`reports an ended session when the answer is ${what}`, async () => {
      const shop = await openShop();
      await shop.setFaults([fault as { kind: 'malformed' }]);
      const element = mount(tag(shop));
      const retry = await until(() => part(element, 'retry'), 'the error');
      expect(deepText(element)).to.contain('Sesi Anda sudah berakhir. Masuk lagi, ya.');
      expect(part(element, 'login')?.getAttribute('href')).to.equal('/akun/');
      await expectAccessible(element);
      retry.click();
      await until(() => part(element, 'saldo'), 'the saldo');
    });
  }

  it('dispatches one error event for a failure, without a token in it', async () => {
    const codes: string[] = [];
    const note = (event: EtalaseErrorEvent) => codes.push(event.code);
    document.addEventListener('etalase-error', note);
    const element = mount(tag(await openShop({ faults: [{ kind: 'malformed' }] })));
    await until(() => part(element, 'retry'), 'the error');
    document.removeEventListener('etalase-error', note);
    expect(codes).to.deep.equal(['malformed']);
    expect(deepText(element)).not.to.contain(SHOPPER.token);
  });

  for (const width of [320, 360, 768, 1280]) {
    it(`does not shift the layout while loading at ${String(width)} px`, async () => {
      await setViewport({ ...PHONE, width });
      const hanging = mount(tag(await openShop({ faults: [{ kind: 'hang' }] })));
      await until(() => part(hanging, 'skeleton'), 'the skeleton');
      const element = await mountBalance(await openShop());
      expect(element.offsetHeight).to.equal(hanging.offsetHeight);
      expect(document.documentElement.scrollWidth).to.be.at.most(width);
      await setViewport(PHONE);
    });
  }

  for (const theme of ['light', 'dark']) {
    it(`is accessible, ${theme}`, async () => {
      const element = await mountBalance(await openShop(), `theme="${theme}" ${login(SHOPPER)}`);
      await openHistory(element);
      await until(() => deepQuery(element, '[part~=row]'), 'the history');
      await expectAccessible(element);
    });
  }

  it('is accessible while loading', async () => {
    const element = mount(tag(await openShop({ faults: [{ kind: 'hang' }] })));
    await until(() => part(element, 'skeleton'), 'the skeleton');
    await expectAccessible(element);
  });

  for (const accent of ['#ffb300', '#e91e63', '#111111']) {
    it(`is accessible in ${accent}`, async () => {
      const element = mount(tag(await openShop()));
      element.style.setProperty('--etalase-accent', accent);
      await until(() => part(element, 'saldo'), 'the saldo');
      const frame = part(element, 'base');
      await until(() => frame?.style.getPropertyValue('--derived-on-accent') !== '', 'the colours');
      await expectAccessible(element);
    });
  }

  it('opens and closes its history with the keyboard', async () => {
    const shop = await openShop();
    const element = await mountBalance(shop);
    const button = await until(() => part(element, 'history'), 'the button');
    expect(button.getAttribute('aria-expanded')).to.equal('false');
    button.focus();
    await sendKeys({ press: 'Enter' });
    await until(() => deepQueryAll(element, '[part~=row]').length === 20, 'the history');
    expect(button.getAttribute('aria-expanded')).to.equal('true');
    // The settings were on the balance, not on a shop around it.
    expect((await shop.log()).map(({ path }) => path)).to.deep.equal([
      '/user/info',
      '/user/catatan',
    ]);
    await sendKeys({ press: 'Enter' });
    await until(() => !deepQuery(element, 'etalase-ledger'), 'the history to close');
    expect(button.getAttribute('aria-expanded')).to.equal('false');
  });

  it('passes on its language and theme', async () => {
    const attributes = `lang="en" theme="dark" ${login(SHOPPER)}`;
    const element = await mountBalance(await openShop(), attributes);
    await openHistory(element);
    const ledger = await until(() => deepQuery(element, 'etalase-ledger'), 'the history');
    await until(() => deepText(ledger).includes('Balance history'), 'English');
    expect(part(ledger, 'base')?.dataset.theme).to.equal('dark');
  });

  it('uses the settings of the shop around it', async () => {
    const { token, api } = await openShop();
    const settings = `token="${token}" api="${api}" ${login(SHOPPER)}`;
    const shop = mount(
      `<etalase-shop ${settings}><etalase-balance></etalase-balance></etalase-shop>`,
    );
    await openHistory(shop);
    await until(() => deepQueryAll(shop, '[part~=row]').length === 20, 'the history');
  });

  it('aborts its request when removed, and starts again when reinserted', async () => {
    const shop = await openShop({ faults: [{ kind: 'hang', times: 1 }] });
    let stopped = false;
    setPlatform({
      fetch: (input, init) => {
        init?.signal?.addEventListener('abort', () => (stopped = true));
        return fetch(input, init);
      },
    });
    const element = mount(tag(shop));
    const home = element.parentElement;
    await until(async () => (await shop.log()).length === 1, 'the request');
    element.remove();
    await until(() => stopped, 'the request to stop');
    setPlatform({});
    home?.append(element);
    await until(() => part(element, 'saldo'), 'the saldo');
  });
});

describe('the entry to the top-ups on the balance card', () => {
  /** A shop whose proxy knows these orders. */
  async function mountSelling(orders: readonly Partial<Order>[], attributes = login(SHOPPER)) {
    const shop = await openShop();
    const proxy = new FakeProxy();
    proxy.orders.push(...orders.map((parts, i) => anOrder({ id: `ord-${i}`, ...parts })));
    closePurchaseClients();
    setPlatform({ fetch: proxy.fetch, now: () => proxy.nowMs });
    const element = mount(tag(shop, `proxy="${proxy.base}" ${attributes}`));
    return { element, proxy };
  }

  afterEach(() => {
    closePurchaseClients();
    setPlatform({});
  });

  it('opens the orders in a sheet, and gets the focus back', async () => {
    const { element } = await mountSelling([{ status: 'completed' }]);
    const entry = await until(() => part(element, 'orders'), 'the entry');
    entry.focus();
    entry.click();
    await until(() => deepQuery(element, 'etalase-orders [part~=row], button[part~=row]'), 'a row');
    const dialog = deepQuery(element, 'dialog.shown')!;
    expect(dialog.getAttribute('aria-label')).to.equal('Top up saya');
    await expectAccessible(element);
    await sendKeys({ press: 'Escape' });
    await until(() => deepQuery(element, 'etalase-sheet') === null, 'its end');
    expect(element.shadowRoot?.activeElement === entry).to.equal(true);
  });

  it('has a dot with words while an order runs, and still the same height', async () => {
    const { element } = await mountSelling([{ status: 'processing' }]);
    await until(() => part(element, 'orders'), 'the entry');
    const before = element.offsetHeight;
    const dot = await until(() => part(element, 'dot'), 'the dot');
    expect(dot.textContent).to.contain('ada kabar baru');
    expect(element.offsetHeight).to.equal(before);
    await expectAccessible(element);
  });

  it('works without an answer of the proxy', async () => {
    const { element, proxy } = await mountSelling([]);
    proxy.faults = [{ path: '/v1/sessions', kind: 'internal' }];
    const entry = await until(() => part(element, 'orders'), 'the entry');
    entry.click();
    await until(() => deepQuery(element, 'etalase-sheet'), 'the sheet');
    await until(() => deepQuery(element, '[part~=error]'), 'the error in it');
    expect(part(element, 'dot')).to.equal(null);
  });

  for (const attributes of ['', 'id-user="{{id_user}}" token-user="{{token_user}}"']) {
    it(`is not there for a guest, and asks for nothing: ${attributes || 'no attributes'}`, async () => {
      const { element, proxy } = await mountSelling([], attributes);
      await until(() => part(element, 'login'), 'the invitation');
      expect(part(element, 'orders')).to.equal(null);
      expect(proxy.requests).to.deep.equal([]);
    });
  }

  it('is not there without a proxy', async () => {
    const element = await mountBalance(await openShop());
    expect(part(element, 'orders')).to.equal(null);
  });

  it('is one tab stop with the other actions, which the arrow keys reach', async () => {
    const { element } = await mountSelling([]);
    await until(() => part(element, 'orders'), 'the entry');
    part(element, 'points')?.focus();
    const focused = () => element.shadowRoot?.activeElement?.getAttribute('part');
    const moves = ['topup', 'history', 'orders'];
    for (const name of moves) {
      await sendKeys({ press: 'ArrowRight' });
      expect(focused()).to.contain(name);
    }
    await sendKeys({ press: 'Tab' });
    expect(focused() ?? null).to.equal(null);
  });
});
