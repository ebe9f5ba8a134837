import { emulateMedia, sendKeys, setViewport } from '@web/test-runner-commands';
import { expect } from 'chai';
import '../../../../src/define.js';
import { closePurchaseClients } from '../../../../src/purchase/open-purchase-client.js';
import { setPlatform } from '../../../../src/stores/platform.js';
import {
  deepQuery,
  deepQueryAll,
  deepText,
  expectAccessible,
  mount,
  openShop,
  until,
} from '../../support.js';
import { SHOPPER } from '../../purchase/fake-proxy.js';
import { shelfOf, TopupFixture } from '../topup/topup-fixture.js';

const PHONE = { width: 360, height: 740 };
const LOGIN = `id-user="${SHOPPER.id}" token-user="${SHOPPER.token}"`;
const GAMES = Array.from({ length: 20 }, (_, i) => `Game ${i + 1}`);

const part = (home: Element, name: string) => deepQuery(home, `[part~=${name}]`);
const parts = (home: Element, name: string) => deepQueryAll(home, `[part~=${name}]`);
const section = (home: Element) => deepQuery(home, 'etalase-topup-section');
const tiles = (home: Element) => {
  const found = section(home);
  return found && !found.hidden ? parts(found, 'product') : [];
};
const titles = (home: Element) =>
  tiles(home).map((tile) => deepQuery(tile, '.name')?.textContent.trim());
const sheet = (home: Element) => {
  const found = deepQuery(home, 'etalase-sheet');
  return found && deepQuery(found, 'dialog.shown') ? found : null;
};
const firstCard = (home: Element) => {
  const grid = deepQuery(home, 'etalase-products');
  return grid && deepQuery(grid, '[part~=card]');
};
const topOf = (home: Element, tag: string) => deepQuery(home, tag)!.getBoundingClientRect().top;

/** @param fixture its shelf is sold; without one, the shop has no proxy */
async function mountShop(fixture: TopupFixture | null, login = LOGIN): Promise<HTMLElement> {
  const { token, api } = await openShop({ products: 60 });
  const proxy = fixture ? `proxy="${fixture.proxy.base}"` : '';
  const home = mount(
    `<etalase-shop token="${token}" api="${api}" ${login} ${proxy}></etalase-shop>`,
  );
  await until(() => firstCard(home), 'the products');
  await until(() => deepQueryAll(home, '[part~=category]').length > 2, 'the categories');
  return home;
}

async function mountSelling(titles?: readonly string[]): Promise<HTMLElement> {
  const fixture = new TopupFixture();
  if (titles) fixture.shelf = shelfOf(titles);
  const home = await mountShop(fixture);
  await until(() => tiles(home).length > 0, 'the top-ups');
  return home;
}

async function search(home: Element, text: string): Promise<void> {
  const box = deepQuery<HTMLInputElement>(home, 'input[type=search]')!;
  box.value = text;
  box.dispatchEvent(new Event('input', { bubbles: true, composed: true }));
  box.form?.requestSubmit();
  await until(() => deepText(home).includes(`“${text}”`), 'the search');
}

beforeEach(() => setViewport(PHONE));

afterEach(() => {
  closePurchaseClients();
  setPlatform({});
  scrollTo(0, 0);
});

describe('the section of top-ups', () => {
  it('is not there without a proxy, and leaves nothing empty', async () => {
    const home = await mountShop(null);
    expect(section(home) === null).to.equal(true);
    expect(deepText(home)).not.to.contain('Top up saya');
  });

  it('shows the first eight in two rows of four, and is accessible', async () => {
    const home = await mountSelling(GAMES);
    expect(titles(home)).to.deep.equal(GAMES.slice(0, 8));
    const tops = new Set(tiles(home).map((tile) => tile.getBoundingClientRect().top));
    expect(tops.size).to.equal(2);
    await expectAccessible(home);
  });

  it('goes where nothing is sold', async () => {
    const fixture = new TopupFixture();
    fixture.shelf = { categories: [], products: [] };
    const home = await mountShop(fixture);
    await until(() => section(home)?.hidden, 'its end');
    expect(section(home)?.offsetHeight).to.equal(0);
  });

  it('shows an error with a retry while the proxy does not answer', async () => {
    const fixture = new TopupFixture();
    fixture.proxy.faults = [{ path: '/v1/shelf', kind: 'offline' }];
    const home = await mountShop(fixture);
    const ended = until(() => deepQuery(section(home)!, '[part~=retry]'), 'the retry');
    await until(() => fixture.waits.length > 0, 'the pause before the second attempt');
    fixture.endWaits();
    const retry = await ended;
    fixture.proxy.faults = [];
    retry.click();
    await until(() => tiles(home).length > 0, 'the top-ups');
  });

  it('opens a product in a sheet, from where the back button returns to the page', async () => {
    const home = await mountSelling();
    const [tile] = tiles(home);
    tile!.focus();
    tile!.click();
    const opened = await until(() => sheet(home), 'the sheet');
    await until(() => parts(opened, 'item').length > 0, 'the amounts');
    await expectAccessible(opened);
    history.back();
    await until(() => deepQuery(home, 'etalase-sheet') === null, 'its end');
    expect(section(home)?.shadowRoot?.activeElement === tile).to.equal(true);
  });

  it('opens all of them in a sheet, and closes product and sheet one by one', async () => {
    const home = await mountSelling(GAMES);
    part(section(home)!, 'all')!.click();
    const opened = await until(() => sheet(home), 'the sheet');
    await until(() => parts(opened, 'product').length === GAMES.length, 'all of them');
    expect(parts(opened, 'heading')).to.have.length(2);
    parts(opened, 'product')[4]!.click();
    await until(() => parts(opened, 'item').length > 0, 'the amounts');
    history.back();
    await until(() => parts(opened, 'product').length === GAMES.length, 'all of them again');
    expect(sheet(home)).not.to.equal(null);
    const topup = deepQuery(opened, 'etalase-topup')!;
    const focused = await until(() => topup.shadowRoot?.activeElement, 'the focus');
    expect(focused.textContent).to.contain('Game 5');
    history.back();
    await until(() => deepQuery(home, 'etalase-sheet') === null, 'its end');
  });

  it('opens one sheet for two taps', async () => {
    const home = await mountSelling();
    tiles(home)[0]!.click();
    tiles(home)[0]!.click();
    await until(() => sheet(home), 'the sheet');
    expect(deepQueryAll(home, 'etalase-sheet')).to.have.length(1);
  });
});

describe('a search in the whole shop', () => {
  it('shows matching top-ups first, and hides what was not searched for', async () => {
    const home = await mountSelling();
    await search(home, 'ml');
    await until(() => titles(home).length === 1, 'the matches');
    expect(titles(home)).to.deep.equal(['Mobile Legends']);
    expect(topOf(home, 'etalase-topup-section')).to.be.below(topOf(home, 'etalase-products'));
    for (const tag of ['etalase-balance', 'etalase-slides', 'etalase-categories']) {
      expect(deepQuery(home, tag)?.offsetHeight, tag).to.equal(0);
    }
    await expectAccessible(home);
  });

  it('hides the section where none matches, and shows everything again afterwards', async () => {
    const home = await mountSelling();
    await search(home, 'tumbler');
    await until(() => section(home)?.hidden, 'its end');
    part(home, 'clear')!.click();
    await until(() => titles(home).length === 6, 'all top-ups');
    expect(deepQuery(home, 'etalase-balance')?.offsetHeight).to.be.above(0);
  });

  it('starts at the first result, however far the page was scrolled', async () => {
    const home = await mountSelling();
    scrollTo(0, 3000);
    await search(home, 'ml');
    // The box sticks to the top wherever the page is, so it alone would tell nothing.
    await until(() => topOf(home, 'etalase-topup-section') >= 0, 'the first result');
    expect(topOf(home, 'etalase-topup-section')).to.be.within(0, 200);
    expect(topOf(home, 'etalase-search')).to.be.within(-20, 20);
  });
});

describe('a tapped category in the whole shop', () => {
  const choose = (home: Element) => parts(home, 'category')[1]!.click();
  const isInView = (home: Element) => {
    const card = firstCard(home)?.getBoundingClientRect();
    return card !== undefined && card.top > 40 && card.top < PHONE.height - 100;
  };

  for (const reducedMotion of ['no-preference', 'reduce'] as const) {
    it(`brings its products into view, motion: ${reducedMotion}`, async () => {
      await emulateMedia({ reducedMotion });
      const home = await mountSelling();
      expect(isInView(home)).to.equal(false);
      choose(home);
      await until(() => isInView(home), 'the products');
      expect(part(home, 'category')!.getBoundingClientRect().top).to.be.at.least(40);
      await emulateMedia({ reducedMotion: 'no-preference' });
    });
  }

  it('does not move products that are in view', async () => {
    const home = await mountSelling();
    choose(home);
    await until(() => isInView(home), 'the products');
    await until(() => scrollY > 0 && deepText(home).includes('Pulsa'), 'the scroll');
    const before = scrollY;
    parts(home, 'category')[2]!.click();
    await until(() => parts(home, 'sub-category').length > 0, 'the other category');
    expect(scrollY).to.equal(before);
  });
});

describe('the keyboard in the whole shop', () => {
  it('reaches the first product within eight stops from the top', async () => {
    const home = await mountSelling(GAMES);
    await until(() => part(home, 'saldo'), 'the saldo');
    const stops: string[] = [];
    const start = document.createElement('button');
    home.before(start);
    start.focus();
    const active = () => {
      let element = document.activeElement;
      while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
      return element;
    };
    while (stops[stops.length - 1] !== 'card' && stops.length < 30) {
      await sendKeys({ press: 'Tab' });
      stops.push(active()?.getAttribute('part') ?? '');
    }
    start.remove();
    expect(stops.length, stops.join(', ')).to.be.at.most(8);
  });

  it('moves inside a row by the arrow keys, Home and End', async () => {
    const home = await mountSelling(GAMES);
    const focused = () => section(home)?.shadowRoot?.activeElement?.textContent.trim();
    part(section(home)!, 'all')!.focus();
    const moves: readonly [key: string, end: RegExp][] = [
      ['ArrowRight', /Game 1$/],
      ['End', /Game 8$/],
      ['ArrowRight', /Game 8$/],
      ['ArrowLeft', /Game 7$/],
      ['Home', /^Lihat semua$/],
      ['ArrowLeft', /^Lihat semua$/],
    ];
    for (const [press, end] of moves) {
      await sendKeys({ press });
      expect(focused(), press).to.match(end);
    }
  });
});
