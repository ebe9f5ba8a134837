/**
 * Markup of a shop as plain text with line breaks. It is read in a document of its own, where no
 * script runs and no image is loaded, and only its text comes out.
 */

const DROPPED = 'script,style,noscript,template,iframe,object,svg,math,select,textarea,title,head';
/** What begins and ends on a line of its own… */
const BLOCK =
  'address,article,aside,center,dd,div,dl,dt,figure,footer,form,header,li,main,nav,section,tr';
/** …and what has an empty line around it too, unless it stands in a list's item. */
const PARAGRAPH = 'blockquote,h1,h2,h3,h4,h5,h6,hr,ol,p,pre,table,ul';
/** What can say where a line ends. Without it, the shop's own line breaks do. */
const LAYOUT = /<(article|blockquote|br|div|h[1-6]|hr|li|ol|p|section|table|tr|ul)\b/i;

/** Line breaks that are meant, while those of the markup itself still stand in the text. */
const BREAK = '\u2028';
const LINE = '\u2029';
const EMPTY_LINE = '\uE000';
const RUN = /[ \u2028\u2029\uE000]*[\u2028\u2029\uE000][ \u2028\u2029\uE000]*/g;

export function plainText(markup: string): string {
  const { body } = new DOMParser().parseFromString(markup, 'text/html');
  const all = (selector: string) => Array.from(body.querySelectorAll(selector));
  for (const element of all(DROPPED)) element.remove();
  for (const pre of all('pre')) pre.textContent = pre.textContent.replace(/\n/g, BREAK);
  for (const element of all('br')) element.replaceWith(BREAK);
  for (const element of all('td,th')) element.append(' ');
  for (const element of all('li')) element.prepend(`${markOf(element)} `);
  for (const element of all(`${BLOCK},${PARAGRAPH}`)) {
    const isInItem = element.parentElement?.closest('li');
    const around = element.matches(PARAGRAPH) && !isInItem ? EMPTY_LINE : LINE;
    // A paragraph stays beside the mark of its item.
    if (!isInItem || element.previousElementSibling) element.before(around);
    element.after(around);
  }
  return tidy(LAYOUT.test(markup) ? body.textContent : body.textContent.replace(/\r?\n/g, BREAK));
}

const tidy = (text: string): string =>
  text
    .replace(/[^\S\u2028\u2029]+/g, ' ')
    .replace(RUN, (run) => '\n'.repeat(linesOf(run)))
    .trim();

/** Where several meet, the largest counts; only breaks add up, to one empty line at most. */
function linesOf(run: string): number {
  if (run.includes(EMPTY_LINE)) return 2;
  return Math.min(2, Math.max(run.includes(LINE) ? 1 : 0, run.split(BREAK).length - 1));
}

function markOf(item: Element): string {
  const list = item.parentElement;
  if (list?.localName !== 'ol') return '•';
  return `${Array.from(list.children).indexOf(item) + 1}.`;
}
