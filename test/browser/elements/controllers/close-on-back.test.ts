import { expect } from 'chai';
import { closeOnBack } from '../../../../src/elements/controllers/close-on-back.js';
import { mount, until } from '../../support.js';

const isOurs = () => Boolean((history.state as { etalase?: object } | null)?.etalase);
/** Long enough for a step that the module may still take by itself. */
const settle = () => new Promise((resolve) => setTimeout(resolve, 120));

/** Things that are open, by name; the latest last. */
class Stack {
  readonly open: string[] = [];
  private readonly releases = new Map<string, () => void>();

  async push(name: string): Promise<void> {
    const before = JSON.stringify(history.state);
    this.pushNow(name);
    await until(() => JSON.stringify(history.state) !== before, `the entry of ${name}`);
  }

  pushNow(name: string): void {
    this.open.push(name);
    const release = closeOnBack(() => this.close(name));
    this.releases.set(name, release);
  }

  readonly close = (name: string) => {
    const index = this.open.indexOf(name);
    if (index < 0) throw new Error(`${name} closed twice`);
    this.open.splice(index, 1);
    this.releases.get(name)?.();
  };
}

const scrollsTo = async (y: number) => {
  scrollTo(0, y);
  await until(() => Math.round(scrollY) === y, `a scroll to ${y}`);
};

describe('closeOnBack', () => {
  let stack: Stack;
  beforeEach(() => {
    mount('<div style="height: 5000px"></div>');
    stack = new Stack();
    history.replaceState({ page: 7 }, '');
  });
  afterEach(async () => {
    for (const name of [...stack.open].reverse()) stack.close(name);
    await until(() => !isOurs(), 'the page’s own entry');
    await settle();
    history.replaceState(null, '');
    scrollTo(0, 0);
  });

  it('closes one thing a step, the latest first', async () => {
    for (const name of ['product', 'photo', 'zoom']) await stack.push(name);
    for (const left of [['product', 'photo'], ['product'], []]) {
      history.back();
      await until(() => stack.open.length === left.length, 'the step');
      expect(stack.open).to.deep.equal(left);
    }
    expect(history.state).to.deep.equal({ page: 7 });
  });

  it('closes two things by two quick steps, and not a third', async () => {
    for (const name of ['product', 'photo', 'zoom']) await stack.push(name);
    history.go(-2);
    await until(() => stack.open.length === 1, 'both');
    await settle();
    expect(stack.open).to.deep.equal(['product']);
    expect(isOurs()).to.equal(true);
  });

  it('keeps what is open when what lies above or below it closes', async () => {
    for (const name of ['section', 'game', 'sheet', 'photo']) await stack.push(name);
    stack.close('game');
    await settle();
    expect(stack.open).to.deep.equal(['section', 'sheet', 'photo']);
    history.back();
    await until(() => stack.open.length === 2, 'the photo');
    history.back();
    await until(() => stack.open.length === 1, 'the sheet');
    await settle();
    expect(stack.open).to.deep.equal(['section']);
    history.back();
    await until(() => stack.open.length === 0, 'the section');
    expect(history.state).to.deep.equal({ page: 7 });
  });

  it('opens one thing while another closes', async () => {
    await stack.push('first');
    const { length } = history;
    stack.close('first');
    stack.pushNow('second');
    await settle();
    expect(isOurs()).to.equal(true);
    expect(history.length).to.equal(length);
    history.back();
    await until(() => stack.open.length === 0, 'the second');
    expect(history.state).to.deep.equal({ page: 7 });
  });

  it('takes a step forward to a closed thing back', async () => {
    await stack.push('product');
    history.back();
    await until(() => stack.open.length === 0 && !isOurs(), 'the step');
    history.forward();
    await settle();
    expect(stack.open).to.deep.equal([]);
    expect(history.state).to.deep.equal({ page: 7 });
  });

  it('survives the page’s own entries above it', async () => {
    await stack.push('product');
    history.pushState({ page: 8 }, '');
    history.back();
    await until(isOurs, 'its own entry');
    await settle();
    expect(stack.open).to.deep.equal(['product']);
  });

  const modes: readonly ScrollRestoration[] = ['auto', 'manual'];
  const ways: readonly [string, (stack: Stack) => void][] = [
    ['the shopper goes back', () => history.back()],
    ['it is closed in another way', (own) => own.close('product')],
  ];
  for (const mode of modes) {
    for (const [how, leave] of ways) {
      it(`keeps the scroll position when ${how}, with the page’s mode ${mode}`, async () => {
        history.scrollRestoration = mode;
        try {
          await scrollsTo(300);
          await stack.push('product');
          expect(history.scrollRestoration).to.equal(mode);
          await scrollsTo(1700);
          leave(stack);
          await until(() => !isOurs(), 'the page’s own entry');
          await settle();
          expect(Math.round(scrollY)).to.equal(1700);
          expect(history.scrollRestoration).to.equal(mode);
        } finally {
          history.scrollRestoration = 'auto';
        }
      });
    }
  }

  it('gives the mode back after nested things, closed at once', async () => {
    await scrollsTo(300);
    await stack.push('section');
    await scrollsTo(900);
    await stack.push('sheet');
    await scrollsTo(1500);
    stack.close('sheet');
    stack.close('section');
    await until(() => !isOurs(), 'the page’s own entry');
    await settle();
    expect(Math.round(scrollY)).to.equal(1500);
    expect(history.scrollRestoration).to.equal('auto');
  });
});
