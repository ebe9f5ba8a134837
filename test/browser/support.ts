/** Shared by browser tests: sandbox shops, mounted elements, waiting, queries, accessibility. */
// Not a module: it sets `window.axe`.
import 'axe-core/axe.min.js';
import { expect } from 'chai';
import type { FaultInput } from '../../src/sandbox/faults/fault-plan.js';

export interface LoggedRequest {
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly status: number | null;
}

export interface TestShop {
  readonly token: string;
  readonly api: string;
  /** The requests that count for the quota. */
  log(): Promise<readonly LoggedRequest[]>;
  setFaults(faults: readonly FaultInput[]): Promise<void>;
}

export interface ShopOptions {
  readonly products?: number;
  readonly categories?: number;
  readonly quota?: number;
  readonly empty?: boolean;
  readonly faults?: readonly FaultInput[];
}

export const SHOPPER = { id: '130173', token: 'demo-user' } as const;
/** A shopper without history. */
export const NEW_SHOPPER = { id: '130174', token: 'demo-user-2' } as const;

/** Creates a new shop in the test runner's sandbox. */
export async function openShop(options: ShopOptions = {}): Promise<TestShop> {
  const control = `${window.SANDBOX}/sandbox/shops`;
  const json = { 'Content-Type': 'application/json' };
  const made = await fetch(control, {
    method: 'POST',
    headers: json,
    body: JSON.stringify(options),
  });
  expect(made.status).to.equal(201);
  const { token, api } = (await made.json()) as { token: string; api: string };
  return {
    token,
    api,
    log: async () => {
      const answer = await fetch(`${control}/${token}/log`);
      const { requests } = (await answer.json()) as { requests: readonly LoggedRequest[] };
      return requests;
    },
    setFaults: async (faults) => {
      const body = JSON.stringify(faults);
      const put = await fetch(`${control}/${token}/faults`, { method: 'PUT', headers: json, body });
      expect(put.status).to.equal(204);
    },
  };
}

/** Adds markup to the page until the end of the test, and returns its first element. */
export function mount(markup: string): HTMLElement {
  const home = document.createElement('div');
  home.className = 'mounted';
  home.innerHTML = markup;
  document.body.append(home);
  const first = home.firstElementChild;
  if (!(first instanceof HTMLElement)) throw new Error('nothing to mount');
  return first;
}

type Empty = undefined | null | false;

/**
 * Returns the first result other than `null`, `undefined` and `false` of `condition`, tried each frame;
 * fails after 10 s, which only a machine under load needs.
 */
export async function until<T>(
  condition: () => T | Empty | Promise<T | Empty>,
  what = 'the condition',
): Promise<Exclude<T, Empty>> {
  const deadline = performance.now() + 10_000;
  while (performance.now() < deadline) {
    const result = await condition();
    if (isThere(result)) return result;
    await new Promise(requestAnimationFrame);
  }
  throw new Error(`timed out waiting for ${what}`);
}

const isThere = <T>(value: T | Empty): value is Exclude<T, Empty> =>
  value !== undefined && value !== null && value !== false;

/** The first match in `root` or in any open shadow root below it. */
export function deepQuery(
  root: Element | ShadowRoot | Document,
  selector: string,
): HTMLElement | null;
export function deepQuery<T extends Element>(
  root: Element | ShadowRoot | Document,
  selector: string,
): T | null;
export function deepQuery<T extends Element>(
  root: Element | ShadowRoot | Document,
  selector: string,
): T | null {
  return deepQueryAll<T>(root, selector)[0] ?? null;
}

export function deepQueryAll<T extends Element = HTMLElement>(
  root: Element | ShadowRoot | Document,
  selector: string,
): T[] {
  const shadow = root instanceof Element ? root.shadowRoot : null;
  const roots = shadow ? [root, shadow] : [root];
  return roots.flatMap((each) => [
    ...Array.from(each.querySelectorAll<T>(selector)),
    ...Array.from(each.querySelectorAll('*'))
      .filter((element) => element.shadowRoot)
      .flatMap((element) =>
        element.shadowRoot ? deepQueryAll<T>(element.shadowRoot, selector) : [],
      ),
  ]);
}

/** The text in `root` and in the shadow roots below it. */
export function deepText(root: Element | ShadowRoot): string {
  const shadow = root instanceof Element ? root.shadowRoot : null;
  const from = shadow ?? root;
  return Array.from(from.childNodes)
    .map((node) => {
      if (node instanceof HTMLStyleElement) return '';
      if (node instanceof Element) return deepText(node);
      return node.nodeType === Node.TEXT_NODE ? (node.textContent ?? '') : '';
    })
    .join(' ')
    .replace(/\s+/g, ' ');
}

/** Fails on violations of axe's rules, also in shadow roots. */
export async function expectAccessible(element: Element): Promise<void> {
  const { violations } = await window.axe.run(element, {
    resultTypes: ['violations'],
    // Rules for whole pages.
    rules: { region: { enabled: false }, 'page-has-heading-one': { enabled: false } },
  });
  const found = violations.map(
    ({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' | ')}`,
  );
  expect(found).to.deep.equal([]);
}

beforeEach(() => localStorage.clear());

afterEach(() => {
  for (const home of Array.from(document.querySelectorAll('.mounted'))) home.remove();
});
