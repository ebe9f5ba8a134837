/**
 * What the designer has chosen. The connection names the shop and its servers; the design is all the
 * rest, and is what an address may carry.
 */
import * as z from 'zod/mini';
import { isSafeAttribute, tidyHtml } from './safe-html.js';
import { isSafeValue, tidyCss } from './css.js';
import { TAGS } from './pieces.js';

/** Stands for the shop in the HTML around it. */
export const SHOP_MARK = '<etalase-shop></etalase-shop>';

/** Elements that may stand around all pieces. */
export const WRAP_TAGS = ['main', 'div', 'section', 'article'] as const;
export const MAX_WRAPS = 5;

const line = (max: number) => z.string().check(z.maxLength(max));
/** HTML keeps no line ends of its own in attributes, and no spaces around what is typed here. */
const trimmed = (max: number) =>
  z.pipe(
    line(max),
    z.transform((value) => value.replace(/[\s\0]+/g, ' ').trim()),
  );
const MAX_HTML = 20_000;
const html = z.pipe(line(MAX_HTML), z.transform(tidyHtml));

const attributes = z.pipe(
  z.record(z.string(), trimmed(2_000)),
  z.transform((all) =>
    Object.fromEntries(Object.entries(all).filter(([name]) => isSafeAttribute(name))),
  ),
);

const ownHtml = z.object({ tag: z.literal('html'), html });
const element = z.object({
  tag: z.string().check(z.refine((tag) => TAGS.includes(tag))),
  attributes,
  /** slots and templates of the designer's own */
  html,
});
const piece = z.union([ownHtml, element]);

const properties = z.pipe(
  z.record(z.string(), trimmed(120)),
  z.transform((all) =>
    Object.fromEntries(
      Object.entries(all).filter(
        ([name, value]) => /^[a-z][a-z-]{0,30}$/.test(name) && isSafeValue(value),
      ),
    ),
  ),
);

const design = z.object({
  /** the name of the starting point; `''` for none */
  page: line(60).check(z.regex(/^[a-z0-9-]*$/)),
  /** around the pieces, the outermost first */
  wraps: z.array(z.object({ tag: z.enum(WRAP_TAGS), attributes })).check(z.maxLength(MAX_WRAPS)),
  /** none: the whole shop */
  pieces: z.array(piece).check(z.maxLength(30)),
  /** of the shop, beside those of the connection: `lang`, `theme`, `help` … */
  attributes,
  /** the shop's own words, by their names */
  texts: z.record(line(40).check(z.regex(/^\w+$/)), trimmed(200)),
  /** the name of a theme; `''` for none */
  preset: line(60).check(z.regex(/^[a-z0-9-]*$/)),
  /** custom properties without `--etalase-` */
  properties,
  /** rules of the designer's own */
  css: z.pipe(line(MAX_HTML), z.transform(tidyCss)),
  /** HTML around the shop, in whose place is `SHOP_MARK`; `''` for none */
  frame: z.pipe(
    html,
    z.transform((frame) => (frame.split(SHOP_MARK).length === 2 ? frame : '')),
  ),
});

const connection = z.object({
  script: trimmed(500),
  token: trimmed(500),
  api: trimmed(500),
  proxy: trimmed(500),
});

export type Piece = z.infer<typeof piece>;
export type ElementPiece = z.infer<typeof element>;
export type Design = z.infer<typeof design>;
export type Connection = z.infer<typeof connection>;

export interface Choice {
  readonly connection: Connection;
  readonly design: Design;
}

export const NO_CONNECTION: Connection = { script: '', token: '', api: '', proxy: '' };

export const NO_DESIGN: Design = {
  page: '',
  wraps: [],
  pieces: [],
  attributes: {},
  texts: {},
  preset: '',
  properties: {},
  css: '',
  frame: '',
};

export const isElement = (each: Piece): each is ElementPiece => each.tag !== 'html';

/** @returns `null` where it is none */
export function readDesign(value: unknown): Design | null {
  const parsed = design.safeParse(value);
  if (!parsed.success) return null;
  // A shop with content shows only that, so what is around no pieces would hide the whole shop.
  return parsed.data.pieces.length === 0 ? { ...parsed.data, wraps: [] } : parsed.data;
}

export function readConnection(value: unknown): Connection | null {
  const parsed = connection.safeParse(value);
  return parsed.success ? parsed.data : null;
}
