/** Reads what a page has put inside an element: its own arrangement, or what only looks like one. */

/** Editors leave `<br>` and `<p>&nbsp;</p>` in an element that is meant to be empty. */
export const hasContent = (element: Element): boolean =>
  Array.from(element.children).some(
    (child) =>
      !child.matches('br,script,style,template,noscript') &&
      (!child.matches('p,div:not([id]),span:not([id])') ||
        /[^\s\u200B-\u200D]/.test(child.textContent) ||
        hasContent(child)),
  );
