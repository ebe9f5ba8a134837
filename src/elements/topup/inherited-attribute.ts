import { composedParentOf } from '../base/scope.js';

/** @param own the element's own value; without one, that of the nearest ancestor which has it */
export function inheritedAttribute(
  element: Element,
  name: string,
  own: string | null,
): string | null {
  for (let node = composedParentOf(element); own === null && node; node = composedParentOf(node)) {
    if (node instanceof Element) own = node.getAttribute(name);
  }
  return own;
}
