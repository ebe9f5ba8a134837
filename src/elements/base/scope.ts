/** How an element finds the shop around it, in its own page or outside the shadow root it is in. */
import type { ReadableAtom } from 'nanostores';
import type { RawSettings } from '../../stores/settings.js';
import type { FilterStore } from '../../stores/product-filter.js';
import { createFilter } from '../../stores/product-filter.js';

/** What an `<etalase-shop>` shares with the elements inside it. */
export interface Scope {
  /** its own attributes, then those of the shops around it */
  readonly $chain: ReadableAtom<readonly RawSettings[]>;
  readonly filter: FilterStore;
}

interface SharedState {
  readonly scopes: WeakMap<Node, Scope>;
  /** for elements that stand in a page without a shop around them */
  readonly pageView: FilterStore;
}

declare global {
  // The later files import `etalase.js` by its bare name: where a page asked for it as
  // `etalase.js?v=2` there are two copies of this module, and they must find each other's shops.
  var etalaseShared: SharedState | undefined;
}

const { scopes, pageView } = (globalThis.etalaseShared ??= {
  scopes: new WeakMap(),
  pageView: createFilter(),
});

export function provideScope(element: Element, scope: Scope): void {
  scopes.set(element, scope);
}

export function composedParentOf(node: Node): Node | null {
  return node.parentNode ?? (node instanceof ShadowRoot ? node.host : null);
}

export function findScope(element: Element): Scope | null {
  for (let node = composedParentOf(element); node; node = composedParentOf(node)) {
    const scope = scopes.get(node);
    if (scope) return scope;
  }
  return null;
}

export const filterOf = (scope: Scope | null): FilterStore => scope?.filter ?? pageView;
