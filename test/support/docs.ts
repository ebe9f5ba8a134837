/** Reads code blocks, sections, tables and links of the documents. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PROJECT } from './command.js';

/** A page in Indonesian, and the same page in English. */
type Pair = readonly [string, string];

export const GUIDES: Pair = ['docs/panduan.md', 'docs/guide.md'];
export const ADVANCED: Pair = ['docs/lanjutan.md', 'docs/advanced.md'];
export const REFERENCES: Pair = ['docs/rujukan.md', 'docs/reference.md'];

/** The pages with blocks to paste. */
export const PAGES: readonly string[] = ['README.md', ...GUIDES, ...ADVANCED, ...REFERENCES];

export const read = (path: string): string => readFileSync(join(PROJECT, path), 'utf8');

/** Every document of the project. */
export const DOCUMENTS: readonly string[] = ['', 'docs'].flatMap((folder) =>
  readdirSync(join(PROJECT, folder))
    .filter((name) => name.endsWith('.md'))
    .map((name) => join(folder, name)),
);

export const allOf = (text: string, pattern: RegExp): string[] =>
  Array.from(text.matchAll(pattern), ([, found = '']) => found);

export const sorted = (names: Iterable<string>): string[] => Array.from(new Set(names)).sort();

export interface Block {
  readonly file: string;
  readonly line: number;
  readonly language: string;
  readonly code: string;
}

export function blocksOf(file: string): Block[] {
  const text = read(file);
  return Array.from(text.matchAll(/^```(\w*)\n([\s\S]*?)^```$/gm), (match) => ({
    file,
    line: text.slice(0, match.index).split('\n').length,
    language: match[1] ?? '',
    code: match[2] ?? '',
  }));
}

export const htmlBlocks = PAGES.flatMap(blocksOf).filter(({ language }) => language === 'html');

/** Without code blocks, in which a line may begin with `#`. */
export const proseOf = (file: string): string => read(file).replace(/^```[\s\S]*?^```$/gm, '');

/** The section below the heading that contains `title`, subsections included. */
export function sectionOf(file: string, title: string): string {
  const lines = read(file).split('\n');
  const start = lines.findIndex((line) => line.startsWith('#') && line.includes(title));
  assert.ok(start >= 0, `${file} has no heading with ${title}`);
  const level = lines[start]?.indexOf(' ') ?? 0;
  const following = lines.slice(start + 1);
  const end = following.findIndex((line) => /^#+ /.test(line) && line.indexOf(' ') <= level);
  return following.slice(0, end < 0 ? undefined : end).join('\n');
}

/** The cells of every table row whose first cell is `` `name` ``. */
export const rowsOf = (text: string): string[][] =>
  allOf(text, /^\| (`.*) \|$/gm).map((row) => row.split(' | ').map((cell) => cell.trim()));

export const nameIn = (cell = ''): string => /^`(.+)`$/.exec(cell)?.[1] ?? cell;

/** What a link names below its page, for each heading. */
export const anchorsOf = (file: string): string[] =>
  allOf(proseOf(file), /^#+ (.+)$/gm).map((heading) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, '')
      .replace(/ /g, '-'),
  );

export interface ShownPicture {
  readonly source: string;
  /** what it says to those who do not see it */
  readonly text: string;
}

export const picturesOf = (file: string): ShownPicture[] =>
  Array.from(
    proseOf(file).matchAll(/<img\s+src="([^"]+)"\s+width="\d+"\s+alt="([^"]+)"\s*\/>/g),
    ([, source = '', text = '']) => ({ source, text }),
  );

/** The targets of links and pictures, without those on other hosts. */
export const linksOf = (file: string): string[] =>
  [
    ...allOf(proseOf(file), /\]\(([^)\s]+)\)/g),
    ...allOf(proseOf(file), /<img[^>]*?src="([^"]+)"/g),
  ].filter((link) => !/^\w+:/.test(link));
