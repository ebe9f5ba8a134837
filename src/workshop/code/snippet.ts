/** Writes a choice as HTML to be pasted, indented, with comments in Indonesian. */
import { VERSION } from '../../version.js';
import {
  isElement,
  SHOP_MARK,
  type Choice,
  type Connection,
  type Piece,
} from '../choice/choice.js';
import { foldCss, printProperties } from '../choice/css.js';
import { PLACEHOLDERS, SHOPPER } from '../choice/placeholders.js';
import { isPreformatted } from '../choice/safe-html.js';
import type { StartingPoint } from './starting-point.js';

export const MAX_LINES = 40;

export const COMMENTS = {
  made: (page: string) =>
    `Dibuat dengan Pembuat kode Etalase ${VERSION}${page === '' ? '' : `, halaman ${page}`}.`,
  theme: (name: string) => `Tema ${name}`,
  shop: 'Isi dalam {{ }} dari bukaOlshop: biarkan apa adanya.',
} as const;

const MADE = /^Dibuat dengan Pembuat kode Etalase [\w.+-]+(?:, halaman ([a-z0-9-]+))?\.$/;

/** The page that such a comment names; `null` for any other comment. */
export function readMadeComment(comment: string): string | null {
  const found = MADE.exec(comment.trim());
  return found ? (found[1] ?? '') : null;
}

export const isOwnComment = (comment: string): boolean =>
  comment.trim() === COMMENTS.shop || readMadeComment(comment) !== null;

const INDENT = '  ';
const MAX_COLUMNS = 100;
/** Rules are put together in lines this long where many lines must become few; 0 for one rule a line. */
const RULE_COLUMNS = [0, 160, 320];

/** @param themes those that a design may name */
export function snippetOf(choice: Choice, themes: readonly StartingPoint[]): string {
  const all = RULE_COLUMNS.map((columns) => print(choice, themes, columns));
  const fitting = all.find(({ length }) => length <= MAX_LINES) ?? all.at(-1) ?? [];
  return fitting.join('\n') + '\n';
}

function print({ connection, design }: Choice, themes: readonly StartingPoint[], columns: number) {
  const isDense = columns > 0;
  const fill = (html: string) => fillIn(html, connection);
  const shop = printShop({ connection, design }, isDense);
  const style = printStyle(design, themes, columns);
  const gap = isDense ? [] : [''];
  return [
    `<!-- ${COMMENTS.made(design.page)} -->`,
    printScript(connection.script),
    ...gap,
    ...style,
    ...(style.length > 0 ? gap : []),
    `<!-- ${COMMENTS.shop} -->`,
    ...(design.frame === '' ? shop : putShop(fill(design.frame), shop)),
  ];
}

function printScript(script: string): string {
  const src = escapeAttribute(script === '' ? PLACEHOLDERS.script : script);
  return isPlainScript(script)
    ? `<script src="${src}" defer></script>`
    : `<script type="module" src="${src}"></script>`;
}

export const isPlainScript = (script: string): boolean => /\.global\.js([?#]|$)/.test(script);

function printStyle(
  { preset, properties, css }: Choice['design'],
  themes: readonly StartingPoint[],
  columns: number,
): readonly string[] {
  const theme = themes.find(({ name }) => name === preset);
  const own = printProperties(properties);
  const themeRules = theme ? foldCss(theme.text) : [];
  const ownRules = css === '' ? [] : css.split('\n');
  const rules = [
    ...(theme ? [`/* ${COMMENTS.theme(theme.name)} */`] : []),
    ...fold(themeRules, columns),
    ...(columns > 0 && own.length > 0 ? [own.map((each) => each.trim()).join(' ')] : own),
    ...fold(ownRules, columns),
  ];
  return rules.length === 0 ? [] : ['<style>', ...indent(rules), '</style>'];
}

function printShop({ connection, design }: Choice, isDense: boolean): readonly string[] {
  const { token, api, proxy } = connection;
  const { attributes, texts, pieces } = design;
  const isMirror = proxy !== '' && api === mirrorOf(proxy);
  const all = {
    ...(isMirror && token === '' ? {} : { token: token === '' ? PLACEHOLDERS.token : token }),
    ...SHOPPER,
    ...(api !== '' && { api }),
    ...(proxy !== '' ? { proxy } : needsProxy(pieces) ? { proxy: PLACEHOLDERS.proxy } : {}),
    ...attributes,
    ...(Object.keys(texts).length > 0 && { texts: JSON.stringify(texts) }),
  };
  const content = design.wraps.reduceRight<readonly string[]>(
    (inner, wrap) => printElement(wrap.tag, wrap.attributes, indent(inner), true),
    pieces.flatMap((each) => printPiece(each, connection)),
  );
  return printElement('etalase-shop', all, indent(content), isDense);
}

/** The lists of a shop as its proxy passes them on, for which no token is needed. */
export const mirrorOf = (proxy: string): string => `${proxy.replace(/\/+$/, '')}/open`;

export const needsProxy = (pieces: readonly Piece[]): boolean =>
  pieces.some(
    ({ tag, html }) =>
      /^etalase-(topup|orders)$/.test(tag) || /<etalase-(topup|orders)\b/.test(html),
  );

function printPiece(piece: Piece, connection: Connection): readonly string[] {
  const html = fillIn(piece.html, connection);
  const lines = isPreformatted(html) ? [html] : html.split('\n');
  if (!isElement(piece)) return html === '' ? [] : lines;
  const content = html === '' ? [] : indent(lines);
  return printElement(piece.tag, piece.attributes, content, true);
}

function printElement(
  tag: string,
  attributes: Readonly<Record<string, string>>,
  content: readonly string[],
  isDense: boolean,
): readonly string[] {
  const words = Object.entries(attributes).map(([name, value]) =>
    value === '' ? `${name}=""` : `${name}=${quote(value)}`,
  );
  const start = ['<' + tag, ...words].join(' ') + '>';
  const opening =
    start.length <= MAX_COLUMNS
      ? [start]
      : [`<${tag}`, ...indent(isDense ? fold(words, MAX_COLUMNS) : words), '>'];
  if (content.length > 0) return [...opening, ...content, `</${tag}>`];
  return [...opening.slice(0, -1), `${opening.at(-1) ?? ''}</${tag}>`];
}

/** As few lines as hold them. */
function fold(words: readonly string[], columns: number): readonly string[] {
  const lines: string[] = [];
  for (const word of words) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + word.length < columns)
      lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}

/** JSON is easier to read in apostrophes. */
const quote = (value: string): string =>
  value.includes('"') && !value.includes("'")
    ? `'${value.replace(/&/g, '&amp;').replace(/</g, '&lt;')}'`
    : `"${escapeAttribute(value)}"`;

const escapeAttribute = (value: string): string =>
  value.replace(/&/g, '&amp;').replace(/"/g, '&quot;').replace(/</g, '&lt;');

const indent = (lines: readonly string[]): readonly string[] =>
  lines.map((each) => (isPreformatted(each) ? each : INDENT + each));

/** The shop in the place of its mark, as deep as that. */
function putShop(frame: string, shop: readonly string[]): readonly string[] {
  const [before = '', after = ''] = frame.split(SHOP_MARK);
  const margin = /(?:^|\n)([ \t]*)$/.exec(before)?.[1] ?? '';
  return `${before}${shop.join(`\n${margin}`)}${after}`.split('\n');
}

/** The settings of elements in the designer's own HTML; a design holds only their placeholders. */
const fillIn = (html: string, { token, proxy }: Connection): string => {
  const named =
    token === ''
      ? html
      : html.split(`token="${PLACEHOLDERS.token}"`).join(`token="${escapeAttribute(token)}"`);
  return proxy === '' ? named : named.split(PLACEHOLDERS.proxy).join(escapeAttribute(proxy));
};
