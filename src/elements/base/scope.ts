/**
 * Finds the `<etalase-shop>` around an element, also across shadow roots. Copies of the script share
 * what is here only when they are of one version.
 */
import type { ReadableAtom } from 'nanostores';
import type { RawSettings } from '../../stores/settings.js';
import type { FilterStore } from '../../stores/product-filter.js';
import { createFilter } from '../../stores/product-filter.js';
import { VERSION } from '../../version.js';

/** What an `<etalase-shop>` provides to the elements inside it. */
export interface Scope {
  /** The shop's own attributes, then those of the shops around it, the nearest first. */
  readonly $chain: ReadableAtom<readonly RawSettings[]>;
  readonly filter: FilterStore;
}

interface SharedState {
  readonly scopes: WeakMap<Node, Scope>;
  /** for elements without a shop around them */
  readonly pageFilter: FilterStore;
}

declare global {
  interface Window {
    // Chunks import `etalase.js` by its bare name. On a page that loads `etalase.js?v=2` this module
    // exists twice, and the copies must find each other's shops. Another version may have changed
    // `SharedState`, so each version has its own.
    [shared: `etalase:${string}`]: SharedState | undefined;
  }
}

const { scopes, pageFilter } = (window[`etalase:${VERSION}`] ??= {
  scopes: new WeakMap(),
  pageFilter: createFilter(),
});

export function provideScope(element: Element, scope: Scope): void {
  scopes.set(element, scope);
}

/** The parent node, or the host of a shadow root. */
export function composedParentOf(node: Node): Node | null {
  return node.parentNode ?? (node instanceof ShadowRoot ? node.host : null);
}

/** The scope of the nearest shop around the element. */
export function findScope(element: Element): Scope | null {
  for (let node = composedParentOf(element); node; node = composedParentOf(node)) {
    const scope = scopes.get(node);
    if (scope) return scope;
  }
  return null;
}

export const filterOf = (scope: Scope | null): FilterStore => scope?.filter ?? pageFilter;
