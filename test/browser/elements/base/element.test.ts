import { expect } from 'chai';
import '../../../../src/define.js';
import { EtalaseElement } from '../../../../src/elements/base/element.js';
import { deepQuery, deepQueryAll, deepText, mount, openShop, until } from '../../support.js';

/** Text properties that reach an element from the page around it. */
const INHERITED = `white-space: nowrap; text-indent: 60px; letter-spacing: 0.3em; word-spacing: 1em;
  text-transform: uppercase; line-height: 0; text-align: right; font-style: italic; font-weight: 900;
  font-variant: small-caps; font-stretch: condensed; word-break: break-all; overflow-wrap: anywhere;
  hyphens: auto; text-shadow: 1px 1px red; cursor: help; list-style: square; tab-size: 1; quotes: none;
  -webkit-text-fill-color: red; -webkit-text-stroke: 2px red; user-select: none; fill: red;
  stroke-dasharray: 2; writing-mode: vertical-rl; border-collapse: collapse; font-size: 40px;
  -webkit-text-security: disc; text-underline-offset: 9px; caret-color: red;`;

const measure = (element: Element) => {
  const [grid] = deepQueryAll(element, '.grid');
  const parts = deepQueryAll(element, '.heading, .card, .name, .price, .meta, .icon, select');
  return {
    height: grid?.getBoundingClientRect().height,
    styles: parts.map((part) => {
      const styles = getComputedStyle(part);
      return Array.from(styles)
        .filter((name) => !/-origin$|^(block|inline)-size$|^(width|height)$/.test(name))
        .map((name) => `${name}: ${styles.getPropertyValue(name)}`);
    }),
  };
};

describe('an element on any page', () => {
  it('looks the same, whatever text properties the page sets around it', async () => {
    const { token, api } = await openShop({ products: 4 });
    const tag = `<etalase-products token="${token}" api="${api}"></etalase-products>`;
    const plain = mount(`<div>${tag}</div>`);
    const styled = mount(`<div><div>${tag}</div></div>`);
    styled.firstElementChild?.setAttribute('style', INHERITED);
    await until(() => [plain, styled].every((each) => deepQuery(each, 'select')), 'both grids');
    // Writing mode turns the host, which is the page's own.
    const frame = deepQuery(styled, '.etalase');
    frame?.style.setProperty('width', `${String(plain.getBoundingClientRect().width)}px`);
    expect(measure(styled)).to.deep.equal(measure(plain));
  });

  it('follows the page in direction, font, visibility and pointer events', async () => {
    const { token, api } = await openShop({ products: 4 });
    const home = mount(
      `<div style="direction: rtl; font-family: monospace; visibility: hidden; pointer-events: none">
        <etalase-products token="${token}" api="${api}"></etalase-products></div>`,
    );
    const card = await until(() => deepQuery(home, '.card'), 'a card');
    const styles = getComputedStyle(card);
    expect(styles.direction).to.equal('rtl');
    expect(styles.fontFamily).to.equal('monospace');
    expect(styles.visibility).to.equal('hidden');
    expect(styles.pointerEvents).to.equal('none');
  });

  it('leaves the text of the page inside a shop as it is', async () => {
    const { token, api } = await openShop({ products: 4 });
    const text = '<h2 style="display: inline">Baru</h2>';
    const home = mount(
      `<div style="line-height: 40px; text-align: center; color: rgb(1, 2, 3); font-size: 30px">
        <etalase-shop token="${token}" api="${api}" theme="dark">${text}
          <etalase-products></etalase-products></etalase-shop>${text}</div>`,
    );
    await until(() => deepQuery(home, '.card'), 'cards');
    const [inside, outside] = Array.from(home.querySelectorAll('h2'), (heading) => {
      const { lineHeight, textAlign, color, fontSize } = getComputedStyle(heading);
      return { lineHeight, textAlign, color, fontSize };
    });
    expect(inside).to.deep.equal(outside);
  });

  it('shows an exception as its own error, and recovers', async () => {
    let isBroken = true;
    customElements.define(
      'etalase-broken',
      class extends EtalaseElement {
        protected override watchedStores() {
          return [];
        }
        protected override renderContent() {
          if (isBroken) throw new Error('a malformed thing');
          return 'Utuh';
        }
      },
    );
    const { token, api } = await openShop({ products: 4 });
    const codes: string[] = [];
    const home = mount('<div></div>');
    home.addEventListener('etalase-error', ({ code }) => codes.push(code));
    home.innerHTML = `<etalase-shop token="${token}" api="${api}"><etalase-broken></etalase-broken>
      <etalase-products></etalase-products></etalase-shop>`;
    await until(() => deepQuery(home, '.card'), 'cards');
    expect(codes).to.deep.equal(['malformed']);
    isBroken = false;
    deepQuery(home, '[part~=retry]')?.click();
    const broken = home.querySelector('etalase-broken') ?? home;
    await until(() => deepText(broken).includes('Utuh'), 'the content');
  });
});
