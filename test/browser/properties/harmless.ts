/** That a page did nothing but show what it was given. */
import { expect } from 'chai';
import { deepQueryAll } from '../support.js';
import { ADDRESSES, naughtyStrings, PICTURES, VECTORS } from './hostile.js';

const LONG = 'W'.repeat(400);
export const PHONE = { width: 360, height: 740 };

/** Several to a text, so that there are only so many texts. */
function together(all: readonly string[], count: number): readonly string[] {
  const size = Math.ceil(all.length / count);
  return Array.from({ length: Math.ceil(all.length / size) }, (_, i) =>
    all.slice(i * size, (i + 1) * size).join(' | '),
  );
}

/** So many texts at most, a long word among them. */
export async function hostileTexts(count: number): Promise<readonly string[]> {
  const all = [...VECTORS, ...ADDRESSES, ...(await naughtyStrings())];
  return [LONG, ...together(all, count - 1)];
}

/** Whatever a page does that it was not told to. */
const guilty: string[] = [];

/** Begins to watch the page; gives what ends it. */
export function watch(): () => void {
  const onViolation = ({ violatedDirective, blockedURI }: SecurityPolicyViolationEvent) =>
    guilty.push(`${violatedDirective}: ${blockedURI}`);
  const onRejection = ({ reason }: PromiseRejectionEvent) => guilty.push(String(reason));
  const ways = ['alert', 'confirm', 'prompt', 'open'] as const;
  const own = ways.map((name): unknown => Reflect.get(window, name));
  guilty.length = 0;
  performance.clearResourceTimings();
  document.addEventListener('securitypolicyviolation', onViolation);
  window.addEventListener('unhandledrejection', onRejection);
  for (const name of ways) {
    Reflect.set(window, name, (...said: unknown[]) => guilty.push(`${name}(${String(said[0])})`));
  }
  return () => {
    document.removeEventListener('securitypolicyviolation', onViolation);
    window.removeEventListener('unhandledrejection', onRejection);
    ways.forEach((name, i) => Reflect.set(window, name, own[i]));
  };
}

/** An address that must not be used, beside one that may. */
export const addressAt = (i: number): string =>
  i % 2 === 0 ? (ADDRESSES[(i / 2) % ADDRESSES.length] ?? '') : `${PICTURES}?${i}`;

const textNodes = (root: Node): string[] =>
  Array.from(root.childNodes).flatMap((node) => {
    if (node instanceof Text) return [node.data.trim()];
    const shadow = node instanceof Element && node.shadowRoot ? textNodes(node.shadowRoot) : [];
    return node instanceof HTMLStyleElement ? [] : [...shadow, ...textNodes(node)];
  });

/** All that is written, each text on its own. */
export const shownIn = (element: Element): string =>
  [...(element.shadowRoot ? textNodes(element.shadowRoot) : []), ...textNodes(element)].join('\n');

const LINKS = ['href', 'src', 'srcset', 'action', 'formaction', 'xlink:href', 'poster', 'data'];
const FORBIDDEN =
  'script,iframe,object,embed,base,meta,link,form[action],marquee,audio,video,math,frame,foreignObject';

/** Nothing ran, nothing was loaded, nothing leads anywhere that is not http(s), nothing is torn. */
export async function expectHarmless(element: Element): Promise<void> {
  await new Promise((done) => setTimeout(done, 50));
  expect(Reflect.get(window, 'PWNED'), 'a script ran').to.equal(undefined);
  expect(guilty).to.deep.equal([]);
  const foreign = performance
    .getEntriesByType('resource')
    .map(({ name }) => name)
    .filter((name) => ![location.origin, window.SANDBOX].some((own) => name.startsWith(`${own}/`)));
  expect(foreign, 'requests').to.deep.equal([]);
  const all = deepQueryAll<Element>(element, '*');
  expect(all.filter((each) => each.matches(FORBIDDEN)).map((each) => each.outerHTML)).to.deep.equal(
    [],
  );
  for (const each of all) {
    for (const { name, value } of Array.from(each.attributes)) {
      expect(/^on/i.test(name), `${name}="${value}"`).to.equal(false);
      if (!LINKS.includes(name)) continue;
      expect(value, `${each.localName} ${name}`).to.match(/^(#|\/[a-z]|https?:\/\/[^\s]+$)/i);
      expect(value).not.to.match(/evil\.test/);
    }
  }
  expect(document.documentElement.scrollWidth, 'the width').to.be.at.most(PHONE.width);
}

export function expectShown(element: Element, wanted: readonly string[]): void {
  const shown = shownIn(element);
  const missing = wanted.map((text) => text.trim()).filter((text) => !shown.includes(text));
  expect(missing.slice(0, 3), `${missing.length} are not shown`).to.deep.equal([]);
}
