/**
 * Markup of a shop as plain text with line breaks. It is read in a document of its own, where no
 * script runs and no image is loaded, and only its text comes out.
 */

const DROPPED =
  /^(script|style|noscript|template|iframe|object|svg|math|select|textarea|title|head)$/;
/** What begins and ends on a line of its own… */
const BLOCK =
  /^(address|article|aside|center|dd|div|dl|dt|figure|footer|form|header|li|main|nav|section|tr)$/;
/** …and what has an empty line around it too. */
const PARAGRAPH = /^(blockquote|h[1-6]|hr|ol|p|pre|table|ul)$/;
/** What can say where a line ends. Without it, the shop's own line breaks do. */
const LAYOUT = /<(article|blockquote|br|div|h[1-6]|hr|li|ol|p|section|table|tr|ul)\b/i;

export function plainText(markup: string): string {
  const { body } = new DOMParser().parseFromString(markup, 'text/html');
  const lines = new Lines();
  addNodes(lines, body, !LAYOUT.test(markup));
  return lines.text;
}

/** Joins text, with the line breaks that are due before it. */
class Lines {
  text = '';
  private breaks = 0;
  private space = '';

  /** @param count line breaks, of which those that are due already are a part */
  break(count: number): void {
    this.breaks = Math.max(this.breaks, count);
  }

  addBreak(): void {
    this.breaks += 1;
  }

  add(text: string): void {
    const words = text.replace(/\s+/g, ' ');
    if (words.trim() === '') {
      this.space ||= words;
      return;
    }
    if (this.text === '') this.text = words.trim();
    else if (this.breaks > 0) this.text += '\n'.repeat(Math.min(this.breaks, 2)) + words.trim();
    else this.text += (words.startsWith(' ') ? ' ' : this.space) + words.trim();
    this.breaks = 0;
    this.space = words.endsWith(' ') ? ' ' : '';
  }
}

function addNodes(lines: Lines, parent: Node, keepsBreaks: boolean): void {
  for (const node of Array.from(parent.childNodes)) {
    if (node instanceof Element) addElement(lines, node, keepsBreaks);
    else if (node.nodeType === Node.TEXT_NODE) addText(lines, node.nodeValue ?? '', keepsBreaks);
  }
}

function addText(lines: Lines, text: string, keepsBreaks: boolean): void {
  if (!keepsBreaks) {
    lines.add(text);
    return;
  }
  const [first = '', ...rest] = text.split(/\r\n?|\n/);
  lines.add(first);
  for (const line of rest) {
    lines.addBreak();
    lines.add(line);
  }
}

function addElement(lines: Lines, element: Element, keepsBreaks: boolean): void {
  const tag = element.localName;
  if (DROPPED.test(tag)) return;
  if (tag === 'br') {
    lines.addBreak();
    return;
  }
  const around = breaksAround(element);
  lines.break(around);
  if (tag === 'li') lines.add(`${markOf(element)} `);
  addNodes(lines, element, keepsBreaks || tag === 'pre');
  lines.break(around);
  if (/^t[dh]$/.test(tag)) lines.add(' ');
}

function breaksAround(element: Element): number {
  const tag = element.localName;
  if (BLOCK.test(tag)) return 1;
  if (!PARAGRAPH.test(tag)) return 0;
  const item = element.parentElement?.closest('li');
  if (!item) return 2;
  // A paragraph stays beside the mark of its item.
  return item.firstElementChild === element ? 0 : 1;
}

function markOf(item: Element): string {
  const list = item.parentElement;
  if (list?.localName !== 'ol') return '•';
  return `${Array.from(list.children).indexOf(item) + 1}.`;
}
