import { emulateMedia, sendKeys, sendMouse, setViewport } from '@web/test-runner-commands';
import { expect } from 'chai';
import '../../../../src/define.js';
import {
  deepQuery,
  deepQueryAll,
  expectAccessible,
  mount,
  openShop,
  until,
} from '../../support.js';

const PHONE = { width: 360, height: 740 };
const WIDE = { width: 1280, height: 800 };

const cards = (home: Element) => deepQueryAll<HTMLAnchorElement>(home, '[part~=card]');
const details = (home: Element) => deepQuery(home, 'etalase-product');
const dialog = (home: Element) => deepQuery<HTMLDialogElement>(home, 'dialog.shown');
const isClosed = (home: Element) => details(home) === null;

async function mountProducts(grids = 1): Promise<HTMLElement> {
  const { token, api } = await openShop({ products: 30 });
  const grid = `<etalase-products token="${token}" api="${api}"></etalase-products>`;
  const home = mount(grids === 1 ? grid : `<div>${grid.repeat(grids)}</div>`);
  await until(() => cards(home).length === 30 * grids, 'all cards');
  return home;
}

/** Opens a product with a real key, and waits for its history entry. */
async function openCard(home: Element, index = 0): Promise<HTMLDialogElement> {
  const entries = history.length;
  cards(home)[index]!.focus();
  await sendKeys({ press: 'Enter' });
  const opened = await until(() => dialog(home), 'the dialog');
  await until(() => isMarked() && history.length <= entries + 1, 'its entry in the history');
  return opened;
}

const isMarked = () => Boolean((history.state as { etalase?: string } | null)?.etalase);
const focused = (home: Element) => home.shadowRoot!.activeElement;

describe('etalase-product as a dialog', () => {
  beforeEach(async () => {
    await setViewport(PHONE);
    await until(() => !isMarked(), 'the history of the test before to be left');
  });

  it('is a sheet on a phone and centred on a wide screen', async () => {
    const home = await mountProducts();
    await openCard(home);
    const panel = deepQuery(home, '[part~=dialog]')!;
    const box = () => panel.getBoundingClientRect();
    await until(() => Math.round(box().bottom) === PHONE.height, 'its lower end');
    expect(box().height).to.be.at.most(PHONE.height * 0.92 + 1);
    expect(box().width).to.equal(PHONE.width);
    await until(() => getComputedStyle(cards(home)[0]!).opacity === '1', 'the card to be itself');
    await expectAccessible(home);
    await setViewport(WIDE);
    await until(() => box().width < WIDE.width, 'the wide dialog');
    expect(Math.round(box().left)).to.equal(Math.round(WIDE.width - box().right));
    const gallery = deepQuery(home, '[part~=gallery]')!.getBoundingClientRect();
    expect(gallery.right).to.be.below(deepQuery(panel, '[part~=share]')!.getBoundingClientRect().x);
  });

  const ways: readonly [how: string, act: (home: Element) => unknown][] = [
    ['Escape', () => sendKeys({ press: 'Escape' })],
    ['its button', (home) => deepQuery(home, '[part~=close]')!.click()],
    ['a tap beside it', () => sendMouse({ type: 'click', position: [180, 20] })],
    ['the back button', () => history.back()],
    ['the browser itself', (home) => dialog(home)!.close()],
    ['being taken away', (home) => details(home)!.remove()],
  ];
  for (const [how, act] of ways) {
    it(`closes by ${how} and restores focus, scrolling and history`, async () => {
      const home = await mountProducts();
      const before = document.documentElement.getAttribute('style');
      const opened = await openCard(home, 1);
      expect(getComputedStyle(document.documentElement).overflowY).to.equal('hidden');
      expect(opened.contains(details(home)!.shadowRoot!.activeElement)).to.equal(true);
      await act(home);
      await until(() => isClosed(home), 'its end');
      await until(() => !isMarked(), 'the entry before');
      expect(document.documentElement.getAttribute('style')).to.equal(before);
      expect(focused(home)).to.equal(cards(home)[1]);
    });
  }

  it('leaves no history entry behind, however often it is opened', async () => {
    const home = await mountProducts();
    await openCard(home);
    const entries = history.length;
    for (let time = 0; time < 3; time++) {
      deepQuery(home, '[part~=close]')!.click();
      await until(() => isClosed(home) && !isMarked(), 'its end');
      await openCard(home);
    }
    expect(history.length).to.equal(entries);
  });

  it('can be closed while opening, and opened while closing', async () => {
    const home = await mountProducts();
    cards(home)[0]!.click();
    await until(() => dialog(home) && isMarked(), 'the dialog');
    const first = JSON.stringify(history.state);
    deepQuery(home, '[part~=close]')!.click();
    await until(() => isClosed(home), 'its end');
    cards(home)[1]!.click();
    await until(() => dialog(home), 'the second dialog');
    const isOther = () => isMarked() && JSON.stringify(history.state) !== first;
    await until(isOther, 'its own entry in the history');
    history.back();
    await until(() => isClosed(home) && !isMarked(), 'its end');
  });

  it('can be opened twice: the back button closes one after the other', async () => {
    const home = await mountProducts(2);
    cards(home)[0]!.click();
    cards(home)[30]!.click();
    const both = () => deepQueryAll(home, 'dialog.shown').length;
    await until(() => both() === 2, 'both');
    await until(isMarked, 'their entries in the history');
    const top = history.state as unknown;
    history.back();
    await until(() => both() === 1, 'one of them');
    expect(getComputedStyle(document.documentElement).overflowY).to.equal('hidden');
    expect(isMarked()).to.equal(true);
    expect(history.state).not.to.deep.equal(top);
    history.back();
    await until(() => isClosed(home) && !isMarked(), 'none');
    expect(getComputedStyle(document.documentElement).overflowY).to.equal('visible');
  });

  it('removes both history entries if the lower dialog closes first', async () => {
    const home = await mountProducts(2);
    cards(home)[0]!.click();
    cards(home)[30]!.click();
    await until(() => deepQueryAll(home, 'dialog.shown').length === 2, 'both');
    await until(isMarked, 'their entries in the history');
    details(home)!.remove();
    await sendKeys({ press: 'Escape' });
    await until(() => isClosed(home) && !isMarked(), 'none');
  });

  it('opens once, however often its card is tapped', async () => {
    const home = await mountProducts();
    for (let tap = 0; tap < 3; tap++) cards(home)[tap]!.click();
    await until(() => dialog(home), 'the dialog');
    for (let frame = 0; frame < 5; frame++) await new Promise(requestAnimationFrame);
    expect(deepQueryAll(home, 'dialog')).to.have.length(1);
  });

  it('is not closed by the page’s own history steps', async () => {
    const home = await mountProducts();
    const opened = await openCard(home);
    history.pushState({ page: 'own' }, '');
    dispatchEvent(new PopStateEvent('popstate', { state: null }));
    await until(() => isClosed(home) || opened.open, 'nothing');
    history.back();
    await until(isMarked, 'its own entry');
    expect(opened.open).to.equal(true);
    expect(isClosed(home)).to.equal(false);
  });

  it('keeps the page’s own history state', async () => {
    history.replaceState({ page: 3 }, '');
    const home = await mountProducts();
    await openCard(home);
    expect(history.state).to.include({ page: 3 });
    history.back();
    await until(() => isClosed(home), 'its end');
    expect(history.state).to.deep.equal({ page: 3 });
    history.replaceState(null, '');
  });

  it('works where the history is not accessible', async () => {
    Object.defineProperty(history, 'pushState', {
      configurable: true,
      value: () => {
        throw new DOMException('', 'SecurityError');
      },
    });
    try {
      const home = await mountProducts();
      cards(home)[0]!.click();
      await until(() => dialog(home), 'the dialog');
      await sendKeys({ press: 'Escape' });
      await until(() => isClosed(home), 'its end');
    } finally {
      Reflect.deleteProperty(history, 'pushState');
    }
  });

  it('opens again when reinserted', async () => {
    const home = await mountProducts();
    await openCard(home);
    const element = details(home)!;
    element.remove();
    await until(() => !isMarked(), 'the entry before');
    home.shadowRoot!.append(element);
    await until(() => dialog(home)?.open, 'the dialog');
  });

  it('keeps the scroll position of the page', async () => {
    const home = await mountProducts();
    document.body.style.overflowX = 'hidden';
    try {
      scrollTo(0, 300);
      const { top } = home.getBoundingClientRect();
      cards(home)[2]!.focus({ preventScroll: true });
      cards(home)[2]!.click();
      await until(() => dialog(home), 'the dialog');
      expect(home.getBoundingClientRect().top).to.equal(top);
      await sendKeys({ press: 'Escape' });
      await until(() => isClosed(home), 'its end');
      expect(home.getBoundingClientRect().top).to.equal(top);
      expect(document.body.style.cssText).to.equal('overflow-x: hidden;');
    } finally {
      document.body.removeAttribute('style');
      scrollTo(0, 0);
    }
  });

  it('opens near the shopper in a WebView that is as tall as its page', async () => {
    Object.defineProperty(screen, 'height', { configurable: true, value: PHONE.height });
    try {
      await setViewport({ ...PHONE, height: 4000 });
      const home = await mountProducts();
      const card = cards(home)[20]!.getBoundingClientRect();
      await openCard(home, 20);
      const panel = deepQuery(home, '[part~=dialog]')!;
      await until(() => panel.getAnimations().length === 0, 'its place');
      const { top, bottom, height } = panel.getBoundingClientRect();
      expect(height).to.be.at.most(PHONE.height);
      expect(top).to.be.below(card.bottom);
      expect(bottom).to.be.above(card.top);
    } finally {
      Reflect.deleteProperty(screen, 'height');
    }
  });

  it('skips transitions with reduced motion', async () => {
    // The test runner cannot emulate it in Firefox.
    if (navigator.userAgent.includes('Firefox')) return;
    await emulateMedia({ reducedMotion: 'reduce' });
    try {
      const home = await mountProducts();
      await openCard(home);
      const panel = deepQuery(home, '[part~=dialog]')!;
      expect(getComputedStyle(panel).transitionProperty).to.equal('none');
      await sendKeys({ press: 'Escape' });
      await until(() => isClosed(home), 'its end');
    } finally {
      await emulateMedia({ reducedMotion: 'no-preference' });
    }
  });
});
