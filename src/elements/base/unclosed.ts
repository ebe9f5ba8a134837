/**
 * HTML knows no `<etalase-search />`: what follows such a tag becomes its content. This moves it out again,
 * behind the element, and tells the page's author. Loaded only where the markup looks like that.
 */
export function closeElements(elements: Iterable<Element>): void {
  const reported = new Set<string>();
  for (const element of elements) {
    const tag = element.localName;
    if (!reported.has(tag)) console.warn(`<${tag} /> must be <${tag}></${tag}>`);
    reported.add(tag);
    element.after(...Array.from(element.childNodes).filter(isSwallowed));
  }
}

const isSwallowed = (node: Node): boolean =>
  !(node instanceof Element && (node.localName === 'template' || node.slot !== ''));
