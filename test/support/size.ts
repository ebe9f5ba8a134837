import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { brotliCompressSync, constants } from 'node:zlib';
import { PROJECT } from './command.js';

const DIST = join(PROJECT, 'dist');

/** Bytes in a kilobyte, as mobile data plans count. */
const KB = 1_000;

/** Maximum bytes, compressed by brotli at its highest level; `topup` counts what it adds. */
export const BUDGETS = { script: 22 * KB, global: 40 * KB, topup: 15 * KB, workshop: 60 * KB };

/** A minified static import: `import{a as b}from"./x.js"`, `import"./x.js"`, `export*from"./x.js"`. */
const STATIC_IMPORT = /(?:\bimport|\bfrom)\s*["']([^"']+)["']/g;

/** A file and its static imports, transitively; dynamic imports do not count. */
function withStaticImports(file: string, seen = new Set<string>()): Set<string> {
  if (seen.has(file)) return seen;
  seen.add(file);
  for (const [, path = ''] of readFileSync(file, 'utf8').matchAll(STATIC_IMPORT)) {
    if (path.startsWith('.')) withStaticImports(join(dirname(file), path), seen);
  }
  return seen;
}

function brotli(file: string): number {
  const content = readFileSync(file);
  const params = {
    [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY,
    [constants.BROTLI_PARAM_SIZE_HINT]: content.length,
  };
  return brotliCompressSync(content, { params }).length;
}

/** The chunk that the entry script imports when it first meets an element of this tag. */
function chunkOf(tag: string, entry: string): string {
  const loader = RegExp(`"${tag}":[^"]*\\bimport\\("([^"]+)"\\)`);
  const [, chunk] = loader.exec(readFileSync(entry, 'utf8')) ?? [];
  if (chunk === undefined) throw new Error(`${entry} has no loader for <${tag}>`);
  return join(dirname(entry), chunk);
}

const sizeOf = (files: Iterable<string>): number =>
  Array.from(files).reduce((sum, file) => sum + brotli(file), 0);

/** Bytes that a visitor downloads before the first product card, and in addition for `<etalase-topup>`. */
export function loadSizes(): Record<keyof typeof BUDGETS, number> {
  const entry = join(DIST, 'etalase.js');
  const scriptFiles = withStaticImports(entry);
  const topupFiles = withStaticImports(chunkOf('etalase-topup', entry));
  return {
    script: sizeOf(scriptFiles),
    global: brotli(join(DIST, 'etalase.global.js')),
    workshop: brotli(join(DIST, 'workshop/workshop.js')),
    topup: sizeOf([...topupFiles].filter((file) => !scriptFiles.has(file))),
  };
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  for (const [name, bytes] of Object.entries(loadSizes())) {
    const budget = BUDGETS[name as keyof typeof BUDGETS];
    console.log(`${name}: ${(bytes / KB).toFixed(1)} KB brotli, of at most ${budget / KB} KB`);
  }
}
