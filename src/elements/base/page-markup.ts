/** Reads what a page has put inside an element: its own arrangement, or what only looks like one. */
import type { TemplateResult } from 'lit';
import { html } from 'lit';

export const isOwnElement = ({ localName }: Element): boolean => localName.startsWith('etalase-');

export const holdsOwnElement = (element: Element): boolean =>
  Array.from(element.querySelectorAll('*')).some(isOwnElement);

/** Editors leave `<br>` and `<p>&nbsp;</p>` in an element that is meant to be empty. */
export const hasContent = (element: Element): boolean =>
  Array.from(element.children).some(
    (child) =>
      !child.matches('br,script,style,template,noscript') &&
      (!child.matches('p,div:not([id]),span:not([id])') ||
        /[^\s\u200B-\u200D]/.test(child.textContent) ||
        hasContent(child)),
  );

const reportedTags = new Set<string>();

/** The place of what has become an element's content because its tag was not closed. */
export function renderUnclosed(tag: string): TemplateResult {
  if (!reportedTags.has(tag)) console.warn(`<${tag} /> must be <${tag}></${tag}>`);
  reportedTags.add(tag);
  return html`<slot></slot>`;
}
