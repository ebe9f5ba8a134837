import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { brotliCompressSync, constants } from 'node:zlib';

const DIST = join(import.meta.dirname, '../../dist');

/** Kilobytes of 1,000 bytes, as a visitor's data bundle counts them. */
const KB = 1_000;

/** Bytes that a load may cost, brotli at its best; the top-up's are what it adds. */
export const BUDGETS = { script: 22 * KB, global: 40 * KB, topup: 14 * KB };

/** A minified static import: `import{a as b}from"./x.js"`, `import"./x.js"`, `export*from"./x.js"`. */
const STATIC_IMPORT = /(?:\bimport|\bfrom)\s*["']([^"']+)["']/g;

/** A file and everything that it loads before it runs; what it loads later does not count. */
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

const sizeOf = (files: Iterable<string>): number =>
  Array.from(files).reduce((sum, file) => sum + brotli(file), 0);

/** What a visitor downloads before the first product card, and more with `etalase-topup`; bytes. */
export function loadSizes(): Record<keyof typeof BUDGETS, number> {
  const scriptFiles = withStaticImports(join(DIST, 'etalase.js'));
  const [topup = ''] = readdirSync(join(DIST, 'chunks')).filter((name) =>
    /^topup-[\w-]{8}\.js$/.test(name),
  );
  const topupFiles = withStaticImports(join(DIST, 'chunks', topup));
  return {
    script: sizeOf(scriptFiles),
    global: brotli(join(DIST, 'etalase.global.js')),
    topup: sizeOf([...topupFiles].filter((file) => !scriptFiles.has(file))),
  };
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  for (const [name, bytes] of Object.entries(loadSizes())) {
    const budget = BUDGETS[name as keyof typeof BUDGETS];
    console.log(`${name}: ${(bytes / KB).toFixed(1)} KB brotli, of at most ${budget / KB} KB`);
  }
}
