/**
 * Converts a shop's markup to plain text with line breaks. It parses the markup in a separate document,
 * where no script runs and no image is loaded, and returns only text.
 */

const REMOVED_TAGS =
  'script,style,noscript,template,iframe,object,svg,math,select,textarea,title,head';
/** Elements with a line break before and after. */
const BLOCK_TAGS =
  'address,article,aside,center,dd,div,dl,dt,figure,footer,form,header,li,main,nav,section,tr';
/** Elements with an empty line before and after, unless they are in a list item. */
const PARAGRAPH_TAGS = 'blockquote,h1,h2,h3,h4,h5,h6,hr,ol,p,pre,table,ul';
/** Markup that breaks lines. Text without any keeps its own line breaks. */
const LAYOUT_MARKUP = /<(article|blockquote|br|div|h[1-6]|hr|li|ol|p|section|table|tr|ul)\b/i;

/** Marks for intended breaks, distinct from the white space of the markup. */
const BREAK_MARK = '\u2028';
const LINE_MARK = '\u2029';
const EMPTY_LINE_MARK = '\uE000';
const MARK_RUN = /[ \u2028\u2029\uE000]*[\u2028\u2029\uE000][ \u2028\u2029\uE000]*/g;

declare global {
  interface Window {
    /** Where a page enforces Trusted Types, only a policy's result may be parsed or run. */
    readonly trustedTypes?: {
      /** Throws where the page's Content-Security-Policy does not allow `name`. */
      createPolicy<Rules>(name: string, rules: Rules): Rules;
    };
  }
}

type MarkupPolicy = Record<'createHTML', (markup: string) => string>;

let policy: MarkupPolicy | undefined;

/** Nothing of the document runs or is shown, so the policy may pass any markup. */
function parse(markup: string): Document {
  const asIs: MarkupPolicy = { createHTML: (text) => text };
  policy ??= window.trustedTypes?.createPolicy('etalase', asIs) ?? asIs;
  return new DOMParser().parseFromString(policy.createHTML(markup), 'text/html');
}

export function plainText(markup: string): string {
  try {
    return textOf(parse(markup).body, LAYOUT_MARKUP.test(markup));
  } catch {
    // The page allows other policies only.
    return normalizeBreaks(markup.replace(/<[^>]*>/g, LINE_MARK));
  }
}

function textOf(body: HTMLElement, hasLayout: boolean): string {
  const all = (selector: string) => Array.from(body.querySelectorAll(selector));
  for (const element of all(REMOVED_TAGS)) element.remove();
  for (const pre of all('pre')) pre.textContent = pre.textContent.replace(/\n/g, BREAK_MARK);
  for (const element of all('br')) element.replaceWith(BREAK_MARK);
  for (const element of all('td,th')) element.append(' ');
  for (const element of all('li')) element.prepend(`${listMarkerOf(element)} `);
  for (const element of all(`${BLOCK_TAGS},${PARAGRAPH_TAGS}`)) {
    const isInItem = element.parentElement?.closest('li');
    const separator = element.matches(PARAGRAPH_TAGS) && !isInItem ? EMPTY_LINE_MARK : LINE_MARK;
    // The first paragraph of an item stays on the line of its marker.
    if (!isInItem || element.previousElementSibling) element.before(separator);
    element.after(separator);
  }
  return normalizeBreaks(
    hasLayout ? body.textContent : body.textContent.replace(/\r?\n/g, BREAK_MARK),
  );
}

const normalizeBreaks = (text: string): string =>
  text
    .replace(/[^\S\u2028\u2029]+/g, ' ')
    .replace(MARK_RUN, (run) => '\n'.repeat(lineBreaksOf(run)))
    .trim();

/** Of adjacent marks the largest counts. Only `<br>` adds up, to one empty line at most. */
function lineBreaksOf(run: string): number {
  if (run.includes(EMPTY_LINE_MARK)) return 2;
  return Math.min(2, Math.max(run.includes(LINE_MARK) ? 1 : 0, run.split(BREAK_MARK).length - 1));
}

function listMarkerOf(item: Element): string {
  const list = item.parentElement;
  if (list?.localName !== 'ol') return '•';
  return `${Array.from(list.children).indexOf(item) + 1}.`;
}
