/** When the network fails, all elements fail. The topmost one says so for the page, the others wait. */
import type { LitElement } from 'lit';

/** elements that show nothing because of the network */
const failing = new Set<LitElement>();

/** An element without a place on the screen says nothing, nor one whose message the page has replaced. */
const topOf = (element: LitElement): number =>
  element.offsetHeight > 0 && !element.querySelector('[slot=error]')
    ? element.getBoundingClientRect().top
    : Infinity;

/** @returns whether another element says it */
export function setFailing(element: LitElement, isFailing: boolean): boolean {
  if (failing.has(element) !== isFailing) {
    if (isFailing) failing.add(element);
    else failing.delete(element);
    for (const other of failing) if (other !== element) other.requestUpdate();
  }
  if (!isFailing) return false;
  const top = topOf(element);
  return Array.from(failing).some((other) => topOf(other) < top);
}
