/**
 * Reads pasted HTML as a choice. It is parsed in a document that runs and loads nothing. What is not
 * understood stays as the designer's own HTML where that is harmless, and is told of where it is left out.
 */
import {
  NO_CONNECTION,
  NO_DESIGN,
  readConnection,
  readDesign,
  MAX_WRAPS,
  WRAP_TAGS,
  type Choice,
  type Connection,
  type Design,
  type Piece,
} from '../choice/choice.js';
import { TAGS } from '../choice/pieces.js';
import { isSafeCss, takeProperties, takeTheme } from '../choice/css.js';
import { cleanHtml, excerpt, isSafeAttribute } from '../choice/safe-html.js';
import { CONNECTION_ATTRIBUTES, PLACEHOLDERS, SHOPPER } from '../choice/placeholders.js';
import { isOwnComment, readMadeComment } from './snippet.js';
import type { StartingPoint } from './starting-point.js';

export type NoteCode =
  | 'left-out'
  | 'shopper-replaced'
  | 'self-closing'
  | 'wrapped'
  | 'bad-texts'
  | 'bad-css'
  | 'too-much';

export interface Note {
  readonly code: NoteCode;
  /** what it is about, as it was written */
  readonly subject: string;
}

export interface Reading {
  readonly choice: Choice;
  readonly notes: readonly Note[];
}

const MAX_TEXT = 100_000;
const SCRIPT = /(?:^|\/)(?:etalase(?:\.global)?|latest)\.js(?:[?#]|$)/;
const SELF_CLOSING =
  /<(etalase-[\w-]+)((?:\s+[^\s"'<>/=]+(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'<>]+))?)*)\s*\/>/g;

/** @returns `null` where there is no element of etalase */
export function readSnippet(
  text: string,
  themes: readonly StartingPoint[],
  pages: readonly string[] = [],
): Reading | null {
  if (text.length > MAX_TEXT) return null;
  const notes: Note[] = [];
  const note = (code: NoteCode, subject: string) => void notes.push({ code, subject });
  const closed = text.replace(SELF_CLOSING, (whole, tag: string, attributes: string) => {
    note('self-closing', excerpt(whole));
    return `<${tag}${attributes}></${tag}>`;
  });
  const page = new DOMParser().parseFromString(closed, 'text/html');
  const shop = findShop(page, note);
  if (!shop) return null;

  const made = takeComments(page);
  const script = takeScript(page, note);
  const css = takeStyles(page);
  moveFromHead(page);
  const settings = takeSettings(shop, note);
  const style = readStyle(css, themes, note);
  const texts = readTexts(shop.getAttribute('texts'), note);
  shop.removeAttribute('texts');
  const attributes = readAttributes(shop, note);

  const { wraps, inner } = takeWraps(shop, note);
  const pieces = readPieces(inner, note);
  const mark = page.createElement('etalase-shop');
  shop.replaceWith(mark);
  const design = readDesign({
    page: pages.includes(made ?? '') ? made : '',
    wraps,
    pieces,
    attributes,
    texts,
    ...style,
    frame: hasOther(page.body, mark) ? readHtml(page.body.innerHTML, note) : '',
  });
  const connection = readConnection({ ...settings, script });
  if (!design || !connection) note('too-much', '');
  return {
    choice: { connection: connection ?? NO_CONNECTION, design: design ?? NO_DESIGN },
    notes,
  };
}

type Tell = (code: NoteCode, subject: string) => void;

/** What stands before the body's first text is parsed as part of the head. */
function moveFromHead({ head, body }: Document): void {
  const others = Array.from(head.children).filter(
    (each) => !each.matches('title, meta[charset], meta[name], link[rel~="icon"]'),
  );
  body.prepend(...others);
}

/** The first shop, or one made around elements that stand without. */
function findShop(page: Document, note: Tell): Element | null {
  const shop = page.querySelector('etalase-shop');
  if (shop) return shop;
  const [first] = Array.from(page.querySelectorAll(TAGS.join()));
  if (!first) return null;
  const made = page.createElement('etalase-shop');
  const siblings = Array.from(first.parentElement?.children ?? []).filter((each) =>
    TAGS.includes(each.localName),
  );
  first.before(made);
  made.append(...siblings);
  note('wrapped', siblings.map(({ localName }) => `<${localName}>`).join(' '));
  return made;
}

/** Removes the comments that the workshop writes. @returns the page that they name */
function takeComments(page: Document): string | null {
  const walker = page.createTreeWalker(page, NodeFilter.SHOW_COMMENT);
  const own: Comment[] = [];
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (node instanceof Comment && isOwnComment(node.data)) own.push(node);
  }
  return own.reduce<string | null>((made, comment) => {
    comment.remove();
    return made ?? readMadeComment(comment.data);
  }, null);
}

function takeScript(page: Document, note: Tell): string {
  let script = '';
  for (const each of Array.from(page.querySelectorAll('script'))) {
    const src = each.getAttribute('src')?.trim() ?? '';
    if (script === '' && SCRIPT.test(src)) script = src;
    else note('left-out', excerpt(each.outerHTML));
    each.remove();
  }
  return script === PLACEHOLDERS.script || script.includes('PROKSI-ANDA') ? '' : script;
}

function takeStyles(page: Document): string {
  return Array.from(page.querySelectorAll('style'), (each) => {
    each.remove();
    return each.textContent;
  }).join('\n');
}

/** Those of the shop, else of an element in it. They are taken off, for elements inherit them. */
function takeSettings(shop: Element, note: Tell): Omit<Connection, 'script'> {
  const found = new Map<string, string>();
  for (const owner of [shop, ...Array.from(shop.querySelectorAll(TAGS.join()))]) {
    for (const name of CONNECTION_ATTRIBUTES) {
      const value = owner.getAttribute(name)?.trim();
      owner.removeAttribute(name);
      if (value === undefined || value === '') continue;
      const known = found.get(name);
      if (name in SHOPPER && value !== SHOPPER[name]) note('shopper-replaced', name);
      else if (known !== undefined && known !== value)
        note('left-out', `<${owner.localName} ${name}>`);
      else found.set(name, value);
    }
  }
  const valueOf = (name: string, placeholder = '') => {
    const value = found.get(name) ?? '';
    return value === placeholder || value.includes('{{') ? '' : value;
  };
  return {
    token: valueOf('token', PLACEHOLDERS.token),
    api: valueOf('api'),
    proxy: valueOf('proxy', PLACEHOLDERS.proxy),
  };
}

function readStyle(
  css: string,
  themes: readonly StartingPoint[],
  note: Tell,
): Pick<Design, 'preset' | 'properties' | 'css'> {
  if (!isSafeCss(css)) {
    note('bad-css', excerpt(css));
    return { preset: '', properties: {}, css: '' };
  }
  const plain = css.replace(/\/\* Tema [a-z0-9-]+ \*\//g, '');
  const rests = themes.map(({ name, text }) => ({ name, rest: takeTheme(plain, text) }));
  const theme = rests.find(({ rest }) => rest !== null);
  const own = takeProperties(theme?.rest ?? plain);
  for (const name of own.refused) note('left-out', name);
  return { preset: theme?.name ?? '', properties: own.properties, css: own.css };
}

function readAttributes(element: Element, note: Tell): Record<string, string> {
  const pairs = Array.from(element.attributes).filter(({ name, value }) => {
    if (isSafeAttribute(name)) return true;
    note('left-out', excerpt(`${name}="${value}"`));
    return false;
  });
  return Object.fromEntries(pairs.map(({ name, value }) => [name, value]));
}

function readTexts(json: string | null, note: Tell): Record<string, string> {
  if (json === null) return {};
  try {
    const parsed: unknown = JSON.parse(json);
    const all = typeof parsed === 'object' && parsed ? Object.entries(parsed) : [];
    return Object.fromEntries(
      all.filter(([name, value]) => {
        if (/^\w{1,40}$/.test(name) && typeof value === 'string' && value.length <= 200)
          return true;
        note('bad-texts', excerpt(name));
        return false;
      }),
    );
  } catch {
    note('bad-texts', excerpt(json));
    return {};
  }
}

/** Elements around all that the shop holds. Pieces can then be moved within. */
function takeWraps(
  shop: Element,
  note: Tell,
): { readonly wraps: Design['wraps']; readonly inner: Element } {
  const wraps: Design['wraps'] = [];
  let inner = shop;
  for (let only = onlyWrapIn(inner); only && wraps.length < MAX_WRAPS; only = onlyWrapIn(inner)) {
    wraps.push({ tag: only.tag, attributes: readAttributes(only.element, note) });
    inner = only.element;
  }
  return { wraps, inner };
}

function onlyWrapIn(parent: Element) {
  const [element, ...others] = Array.from(parent.children);
  const tag = WRAP_TAGS.find((name) => name === element?.localName);
  const isAlone = others.length === 0 && parent.textContent.trim() === element?.textContent.trim();
  return element && tag && isAlone ? { element, tag } : null;
}

function readPieces(shop: Element, note: Tell): readonly Piece[] {
  const pieces: Piece[] = [];
  let own = '';
  const closeOwn = () => {
    const html = readHtml(own, note);
    if (html !== '') pieces.push({ tag: 'html', html });
    own = '';
  };
  for (const node of Array.from(shop.childNodes)) {
    if (node instanceof Element && TAGS.includes(node.localName)) {
      closeOwn();
      pieces.push({
        tag: node.localName,
        attributes: readAttributes(node, note),
        html: readHtml(node.innerHTML, note),
      });
    } else own += write(node);
  }
  closeOwn();
  return pieces;
}

/** As HTML, whatever kind of node it is. */
function write(node: Node): string {
  const holder = node.ownerDocument?.createElement('div');
  holder?.append(node.cloneNode(true));
  return holder?.innerHTML ?? '';
}

function readHtml(html: string, note: Tell): string {
  const clean = cleanHtml(html.trim());
  for (const subject of clean.leftOut) note('left-out', subject);
  return clean.html;
}

const hasOther = (body: Element, mark: Element): boolean =>
  mark.parentElement !== body || body.childElementCount > 1 || body.textContent.trim() !== '';
