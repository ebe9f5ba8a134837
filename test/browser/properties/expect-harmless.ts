/** Checks that a page shows hostile texts as text, and does nothing else with them. */
import { expect } from 'chai';
import { deepQueryAll } from '../support.js';
import { HOSTILE_URLS, naughtyStrings, OWN_PICTURE_URL, XSS_VECTORS } from './hostile-strings.js';

const LONG = 'W'.repeat(400);
export const PHONE = { width: 360, height: 740 };

/** Joins the texts into at most `count`. */
function joinInto(all: readonly string[], count: number): readonly string[] {
  const size = Math.ceil(all.length / count);
  return Array.from({ length: Math.ceil(all.length / size) }, (_, i) =>
    all.slice(i * size, (i + 1) * size).join(' | '),
  );
}

/** At most `count` texts; the first is one long word. */
export async function hostileTexts(count: number): Promise<readonly string[]> {
  const all = [...XSS_VECTORS, ...HOSTILE_URLS, ...(await naughtyStrings())];
  return [LONG, ...joinInto(all, count - 1)];
}

/** What the watched page has done beyond showing text. */
const violations: string[] = [];

/** Records policy violations, rejections and dialogs. @returns ends it */
export function watchPage(): () => void {
  const onViolation = ({ violatedDirective, blockedURI }: SecurityPolicyViolationEvent) =>
    violations.push(`${violatedDirective}: ${blockedURI}`);
  const onRejection = ({ reason }: PromiseRejectionEvent) => violations.push(String(reason));
  const dialogFunctions = ['alert', 'confirm', 'prompt', 'open'] as const;
  const originals = dialogFunctions.map((name): unknown => Reflect.get(window, name));
  violations.length = 0;
  performance.clearResourceTimings();
  document.addEventListener('securitypolicyviolation', onViolation);
  window.addEventListener('unhandledrejection', onRejection);
  for (const name of dialogFunctions) {
    Reflect.set(window, name, (...args: unknown[]) =>
      violations.push(`${name}(${String(args[0])})`),
    );
  }
  return () => {
    document.removeEventListener('securitypolicyviolation', onViolation);
    window.removeEventListener('unhandledrejection', onRejection);
    dialogFunctions.forEach((name, i) => Reflect.set(window, name, originals[i]));
  };
}

/** Alternates between hostile URLs and harmless ones. */
export const urlAt = (i: number): string =>
  i % 2 === 0 ? (HOSTILE_URLS[(i / 2) % HOSTILE_URLS.length] ?? '') : `${OWN_PICTURE_URL}?${i}`;

const textNodes = (root: Node): string[] =>
  Array.from(root.childNodes).flatMap((node) => {
    if (node instanceof Text) return [node.data.trim()];
    const shadow = node instanceof Element && node.shadowRoot ? textNodes(node.shadowRoot) : [];
    return node instanceof HTMLStyleElement ? [] : [...shadow, ...textNodes(node)];
  });

/** The text nodes of an element, one a line. */
export const shownIn = (element: Element): string =>
  [...(element.shadowRoot ? textNodes(element.shadowRoot) : []), ...textNodes(element)].join('\n');

const LINKS = ['href', 'src', 'srcset', 'action', 'formaction', 'xlink:href', 'poster', 'data'];
const FORBIDDEN =
  'script,iframe,object,embed,base,meta,link,form[action],marquee,audio,video,math,frame,foreignObject';

/** No script ran, nothing was requested, every link is http(s), and the layout has kept its width. */
export async function expectHarmless(element: Element): Promise<void> {
  await new Promise((done) => setTimeout(done, 50));
  expect(Reflect.get(window, 'PWNED'), 'a script ran').to.equal(undefined);
  expect(violations).to.deep.equal([]);
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

export function expectShown(element: Element, expected: readonly string[]): void {
  const shown = shownIn(element);
  const missing = expected.map((text) => text.trim()).filter((text) => !shown.includes(text));
  expect(missing.slice(0, 3), `${missing.length} are not shown`).to.deep.equal([]);
}
