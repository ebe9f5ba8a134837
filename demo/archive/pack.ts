/**
 * The archive for designers who have a hosting and no proxy: browser files, a page to start with, finished
 * pages, themes, instructions. Its folders are the path of the script's address, so that it is unpacked
 * where the hosting's front page is. The same files give the same bytes.
 */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { strToU8, zipSync } from 'fflate';

export interface ArchiveSource {
  /** the folder of the package */
  readonly project: string;
  readonly version: string;
}

/** By their paths within the archive. */
export type ArchiveFiles = Readonly<Record<string, Uint8Array>>;

const BROWSER_FILES = ['etalase.js', 'etalase.global.js', 'etalase.topup.global.js', 'chunks'];
const INSTRUCTIONS = {
  'mulai.html': 'mulai.html',
  'BACA-DULU.txt': 'BACA-DULU.txt',
  'READ-ME-FIRST.txt': 'READ-ME-FIRST.txt',
  htaccess: '.htaccess',
} as const;

/** Zip knows no time zone and no time before 1980. */
const MODIFIED = new Date(1980, 0, 1);

/** Windows' Notepad of some years shows all in one line otherwise. */
const withCrlf = (text: string): string => text.replace(/\r?\n/g, '\r\n');

/** The script's address on the designer's own hosting, in place of the one of a proxy. */
const onOwnHosting = (page: string, version: string): string =>
  page.replace(
    'https://PROKSI-ANDA/etalase/latest.js',
    `https://ALAMAT-ANDA/etalase/${version}/etalase.js`,
  );

/** Every file at or below a path, by its path from there. */
function filesBelow(path: string): string[] {
  if (!statSync(path).isDirectory()) return [''];
  return readdirSync(path, { recursive: true, encoding: 'utf8' })
    .filter((name) => statSync(join(path, name)).isFile())
    .map((name) => `/${name.replaceAll('\\', '/')}`);
}

export function collectFiles({ project, version }: ArchiveSource): ArchiveFiles {
  const files: Record<string, Uint8Array> = {};
  const add = (
    source: string,
    target: string,
    change?: (text: string, path: string) => string,
  ): void => {
    for (const below of filesBelow(join(project, source))) {
      const bytes = readFileSync(join(project, source + below));
      const changed = change ? strToU8(change(bytes.toString('utf8'), target + below)) : bytes;
      files[`etalase/${version}/${target}${below}`] = changed;
    }
  };
  for (const name of BROWSER_FILES) add(`dist/${name}`, name);
  add('dist/workshop', 'workshop');
  add('demo/pages', 'pages', (page) => onOwnHosting(page, version));
  add('demo/themes', 'themes');
  for (const [source, target] of Object.entries(INSTRUCTIONS)) {
    add(`demo/archive/files/${source}`, target, (text, path) => {
      const filled = text.replaceAll('VERSI', version);
      return path.endsWith('.txt') ? withCrlf(filled) : filled;
    });
  }
  add('LICENSE', 'LICENSE');
  return files;
}

/** @returns the bytes of a zip file */
export function pack(files: ArchiveFiles): Uint8Array {
  const sorted = Object.entries(files).sort(([a], [b]) => (a < b ? -1 : 1));
  return zipSync(Object.fromEntries(sorted), { level: 9, mtime: MODIFIED });
}
