/**
 * HTML knows no `<etalase-search />`: what follows such a tag becomes its content. This moves it out again,
 * behind the element, and tells the page's author. Loaded only where the markup looks like that.
 */
import { hasContent } from './page-markup.js';

/** @param tags of the elements that hold no others, as a selector */
export function closeUnclosed(suspicious: readonly Element[], tags: string): void {
  const reported = new Set<string>();
  for (const element of suspicious.filter((each) => isUnclosed(each, tags))) {
    const tag = element.localName;
    if (!reported.has(tag)) console.warn(`<${tag} /> must be <${tag}></${tag}>`);
    reported.add(tag);
    element.after(...Array.from(element.childNodes).filter(isSwallowed));
  }
}

/** A shop that is empty but for a program's container is filled by that program later. */
const isUnclosed = (element: Element, tags: string): boolean =>
  element.localName === 'etalase-shop'
    ? hasContent(element) && element.textContent.trim() !== ''
    : Array.from(element.children).some((child) => child.matches(tags) && child.slot === '');

const isSwallowed = (node: Node): boolean =>
  !(node instanceof Element && (node.localName === 'template' || node.slot !== ''));
