import { resetMouse, sendKeys, sendMouse, setViewport } from '@web/test-runner-commands';
import { expect } from 'chai';
import '../../../../src/define.js';
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
/** A length that no other timer has. */
const INTERVAL = 7;

const target = (n: number) => `${window.SANDBOX}/toko/digital/${n}`;
const image = (n: number) => `${window.SANDBOX}/images/slide/${n}`;
const slide = (n: number) => ({ url_gambar_slide: image(n), url_tujuan: target(n) });
const rows = (count: number) => Array.from({ length: count }, (_, index) => slide(index + 1));

const withRows = (sent: unknown[]) => openShop({ faults: [{ kind: 'rows', rows: sent }] });

const tag = ({ token, api }: TestShop, attributes = '', inner = '') =>
  `<etalase-slides token="${token}" api="${api}" ${attributes}>${inner}</etalase-slides>`;

const track = (element: Element) => deepQuery(element, '[part~=track]');
const slides = (element: Element) => deepQueryAll(element, '[part~=slide]');
const dots = (element: Element) => deepQueryAll<HTMLButtonElement>(element, '[part~=dot]');
const left = (element: Element) => track(element)?.scrollLeft ?? -1;
/** Number of the current dot from 1; 0 without one. */
const current = (element: Element) =>
  dots(element).findIndex((dot) => dot.getAttribute('aria-current') === 'true') + 1;

async function mountSlides(count = 4, attributes = ''): Promise<HTMLElement> {
  const element = mount(tag(await withRows(rows(count)), attributes));
  await until(() => slides(element).length === count, 'the slides');
  if (count > 1) await until(() => current(element) === 1, 'the dots');
  return element;
}

const reached = (element: Element, n: number) =>
  until(() => current(element) === n, `slide ${n} as the current one`);

/** Waits some frames, until pending changes are rendered. */
const settled = async () => {
  for (let frame = 0; frame < 3; frame++) await new Promise(requestAnimationFrame);
};

/** Half out of view, so that `scrollIntoView` would move the page. */
function standAtTheEdge(element: Element): void {
  const above = document.createElement('div');
  above.style.height = `${PHONE.height - 60}px`;
  element.before(above);
  scrollTo(0, 0);
}

beforeEach(() => setViewport(PHONE));

describe('slides', () => {
  it('are links if they have a target, and are labelled by position', async () => {
    const shop = await withRows([
      slide(1),
      { url_gambar_slide: image(2), url_tujuan: null },
      { url_gambar_slide: image(3), url_tujuan: 'javascript:alert(1)' },
      { url_gambar_slide: 'javascript:alert(1)', url_tujuan: target(4) },
      { url_gambar_slide: '', url_tujuan: '' },
    ]);
    const element = mount(tag(shop));
    await until(() => slides(element).length === 3, 'the slides with an image');
    expect(slides(element).map((each) => each.getAttribute('href'))).to.deep.equal([
      target(1),
      null,
      null,
    ]);
    expect(deepQueryAll<HTMLImageElement>(element, 'img').map(({ alt }) => alt)).to.deep.equal([
      'Promo 1 dari 3',
      'Promo 2 dari 3',
      'Promo 3 dari 3',
    ]);
    expect(element.shadowRoot?.innerHTML).not.to.include('javascript:');
    await expectAccessible(element);
  });

  it('load the first image eagerly and the others lazily', async () => {
    const element = await mountSlides(3);
    const how = deepQueryAll(element, 'img').map((each) => [
      each.getAttribute('loading'),
      each.getAttribute('fetchpriority'),
    ]);
    expect(how).to.deep.equal([
      ['eager', 'high'],
      ['lazy', null],
      ['lazy', null],
    ]);
  });

  it('are 16:7 and show the edge of the next', async () => {
    const element = await mountSlides(3);
    const [first, second] = slides(element).map((each) => each.getBoundingClientRect());
    const edge = track(element)?.getBoundingClientRect().right ?? 0;
    expect((first?.width ?? 0) / (first?.height ?? 1)).to.be.closeTo(16 / 7, 0.02);
    expect(second?.left).to.be.below(edge - 12);
    expect(second?.right).to.be.above(edge);
  });

  it('have neither dots nor a visible next slide if there is one', async () => {
    const element = await mountSlides(1);
    await settled();
    expect(dots(element)).to.be.empty;
    expect(slides(element)[0]?.offsetWidth).to.equal(element.offsetWidth);
    await expectAccessible(element);
  });

  it('stand side by side on a wide screen, with a dot for each snap offset', async () => {
    await setViewport(WIDE);
    const element = await mountSlides(4);
    expect(slides(element)[0]?.offsetWidth).to.be.at.most(560);
    expect(dots(element).length).to.be.within(2, 3);
    dots(element)[dots(element).length - 1]?.click();
    await reached(element, dots(element).length);
  });

  it('show a plain background for a missing image, without a layout shift', async () => {
    const missing = { url_gambar_slide: `${window.SANDBOX}/images/tidak-ada`, url_tujuan: null };
    const element = mount(tag(await withRows([missing, slide(2)])));
    await until(() => slides(element).length === 2, 'the slides');
    const height = element.offsetHeight;
    await until(() => deepQuery(element, 'img.broken'), 'a broken image');
    expect(element.offsetHeight).to.equal(height);
  });

  it('scroll to a dot’s slide without scrolling the page', async () => {
    const element = await mountSlides(4);
    standAtTheEdge(element);
    dots(element)[2]?.click();
    await reached(element, 3);
    expect(scrollY).to.equal(0);
  });

  it('update the dots while the shopper swipes', async () => {
    const element = await mountSlides(4);
    const second = slides(element)[1]?.offsetWidth ?? 0;
    track(element)?.scrollTo({ left: second });
    await reached(element, 2);
  });

  it('can be operated with the keyboard alone', async () => {
    const element = await mountSlides(3);
    track(element)?.focus();
    await sendKeys({ press: 'ArrowRight' });
    await until(() => left(element) > 0, 'the track to scroll');
    dots(element)[2]?.focus();
    await sendKeys({ press: 'Enter' });
    await reached(element, 3);
    await expectAccessible(element);
  });

  it('have dots that are labelled and large enough to tap', async () => {
    const element = await mountSlides(4);
    for (const [index, dot] of dots(element).entries()) {
      expect(dot.getAttribute('aria-label')).to.equal(`Ke promo ${index + 1}`);
      expect(dot.offsetWidth).to.be.at.least(44);
      expect(dot.offsetHeight).to.be.at.least(44);
    }
  });

  it('have dots that fit the frame in any number', async () => {
    const element = await mountSlides(20);
    const last = dots(element)[19]?.getBoundingClientRect();
    expect(last?.right).to.be.at.most(element.getBoundingClientRect().right);
  });
});

describe('a template for slides', () => {
  const TEMPLATE = `<template><a class="own" data-href="url_tujuan">
    <img alt="Promo" data-src="url_gambar_slide"></a></template>`;

  it('replaces the slide and scrolls like it', async () => {
    const element = mount(tag(await withRows(rows(3)), '', TEMPLATE));
    const own = () => Array.from(element.querySelectorAll<HTMLAnchorElement>('a.own'));
    await until(() => own().length === 3 && dots(element).length === 3, 'three copies with dots');
    expect(slides(element)).to.be.empty;
    expect(own().map(({ href }) => href)).to.deep.equal([1, 2, 3].map(target));
    dots(element)[2]?.click();
    await reached(element, 3);
  });
});

describe('autoplay of slides', () => {
  const real = {
    setTimeout: window.setTimeout.bind(window),
    clearTimeout: window.clearTimeout.bind(window),
    matchMedia: window.matchMedia.bind(window),
  };
  let motion = Object.assign(new EventTarget(), { matches: false });
  let pending = new Map<number, { after: number; run: () => void }>();

  beforeEach(() => {
    pending = new Map();
    motion = Object.assign(new EventTarget(), { matches: false });
    Object.assign(window, {
      matchMedia: (query: string) =>
        query.includes('reduced-motion') ? motion : real.matchMedia(query),
      setTimeout: (run: () => void, after: number, ...rest: unknown[]) => {
        const id = real.setTimeout(run, after, ...rest);
        pending.set(id, { after, run });
        return id;
      },
      clearTimeout: (id: number) => {
        pending.delete(id);
        real.clearTimeout(id);
      },
    });
  });

  afterEach(async () => {
    Object.assign(window, real);
    Reflect.deleteProperty(document, 'hidden');
    await resetMouse();
  });

  const waiting = (seconds: number) =>
    Array.from(pending.values()).filter(({ after }) => after === seconds * 1000);
  const isMoving = () => waiting(INTERVAL).length > 0;

  /** Lets the interval elapse. */
  const pass = () => {
    for (const [id, { after, run }] of Array.from(pending)) {
      if (after !== INTERVAL * 1000) continue;
      real.clearTimeout(id);
      pending.delete(id);
      run();
    }
  };

  const mountMoving = () => mountSlides(3, `interval="${INTERVAL}"`);

  const intervals: readonly [string, number][] = [
    ['', 5],
    ['interval="8"', 8],
    ['interval="0.1"', 2],
    ['interval="x"', 5],
  ];
  for (const [attribute, seconds] of intervals) {
    it(`advances every ${seconds} s with ${attribute || 'no attribute'}`, async () => {
      await mountSlides(3, attribute);
      await until(() => waiting(seconds).length === 1, 'one timer');
    });
  }

  for (const attribute of ['interval="0"', 'interval="-3"']) {
    it(`is off with ${attribute}`, async () => {
      await mountSlides(3, attribute);
      await settled();
      expect([2, 3, 5].flatMap(waiting).length).to.equal(0);
    });
  }

  it('shows one after another, then the first again, without scrolling the page', async () => {
    const element = await mountMoving();
    standAtTheEdge(element);
    for (const n of [2, 3, 1]) {
      pass();
      await reached(element, n);
    }
    expect(scrollY).to.equal(0);
    expect(isMoving()).to.equal(true);
  });

  type Act = (element: HTMLElement) => unknown;
  const touch = (type: string): Act => {
    return (element) =>
      track(element)?.dispatchEvent(new Event(type, { bubbles: true, composed: true }));
  };
  const hide = (isHidden: boolean) => () => {
    Object.defineProperty(document, 'hidden', { value: isHidden, configurable: true });
    document.dispatchEvent(new Event('visibilitychange'));
  };
  const wishForLess = (matches: boolean) => () => {
    Object.assign(motion, { matches });
    motion.dispatchEvent(new Event('change'));
  };
  const holds: readonly [string, Act, Act][] = [
    ['touched', touch('touchstart'), touch('touchend')],
    [
      'pointed at',
      () => sendMouse({ type: 'move', position: [100, 60] }),
      () => sendMouse({ type: 'move', position: [100, 700] }),
    ],
    ['focused', (element) => dots(element)[0]?.focus(), (element) => dots(element)[0]?.blur()],
    ['out of sight', hide(true), hide(false)],
    ['asked for less motion', wishForLess(true), wishForLess(false)],
    [
      'out of the page',
      (element) => element.remove(),
      (element) => document.querySelector('.mounted')?.append(element),
    ],
  ];
  for (const [what, hold, release] of holds) {
    it(`pauses while ${what}, and resumes`, async () => {
      const element = await mountMoving();
      await until(isMoving, 'a timer');
      await hold(element);
      await until(() => !isMoving(), 'no timer');
      await release(element);
      await until(isMoving, 'a timer again');
    });
  }

  const takeovers: readonly [string, Act][] = [
    [
      'swiped',
      async (element) => {
        touch('touchstart')(element);
        track(element)?.scrollTo({ left: 300 });
        await until(() => left(element) > 0, 'the track to scroll');
        await settled();
        touch('touchend')(element);
      },
    ],
    [
      'tapped a dot',
      (element) => {
        dots(element)[1]?.click();
        dots(element)[1]?.blur();
      },
    ],
    [
      'turned the wheel sideways',
      (element) => track(element)?.dispatchEvent(new WheelEvent('wheel', { deltaX: 40 })),
    ],
  ];
  for (const [what, act] of takeovers) {
    it(`stops once the shopper ${what}`, async () => {
      const element = await mountMoving();
      await until(isMoving, 'a timer');
      await act(element);
      await settled();
      expect(isMoving()).to.equal(false);
    });
  }
});

describe('the states of slides', () => {
  it('include a skeleton of the same height', async () => {
    const shop = await openShop({ faults: [{ kind: 'delay', ms: 300 }] });
    const element = mount(tag(shop));
    await until(() => deepQuery(element, '[part~=skeleton]'), 'the skeleton');
    const { offsetHeight } = element;
    await expectAccessible(element);
    await until(() => slides(element).length > 1, 'the slides');
    expect(element.offsetHeight).to.equal(offsetHeight);
  });

  it('include an empty state', async () => {
    const element = mount(tag(await openShop({ empty: true })));
    await until(() => deepText(element).includes('Belum ada promo.'), 'the empty state');
    await expectAccessible(element);
  });

  it('include a failure that can be retried', async () => {
    const shop = await openShop({ faults: [{ kind: 'status', status: 404 }] });
    const element = mount(tag(shop));
    const retry = await until(() => deepQuery(element, '[part~=retry]'), 'the button');
    await expectAccessible(element);
    await shop.setFaults([]);
    retry.click();
    await until(() => slides(element).length > 0, 'the slides');
  });

  it('are translated to English', async () => {
    const element = mount(tag(await withRows(rows(2)), 'lang="en"'));
    await until(
      () => deepQuery<HTMLImageElement>(element, 'img')?.alt === 'Offer 1 of 2',
      'English',
    );
  });
});
