/** Reads code blocks, sections and tables of README.md and the two guides. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PROJECT } from './command.js';

export const GUIDES = ['docs/panduan.md', 'docs/guide.md'] as const;
export const PAGES = ['README.md', ...GUIDES] as const;

export const read = (path: string): string => readFileSync(join(PROJECT, path), 'utf8');

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
