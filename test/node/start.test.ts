/** What `etalase proxy` loads before it listens, read from the built files. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { dirname, join } from 'node:path';
import { describe, it } from 'node:test';
import { PROJECT } from '../support/command.js';

const COMMAND = join(PROJECT, 'dist/proxy/etalase.js');

interface Loaded {
  readonly bytes: number;
  readonly packages: readonly string[];
}

/** A minified static import: `import{a as b}from"./x.js"`, `import"./x.js"`, `export*from"./x.js"`. */
const STATIC_IMPORT = /\b(?:import|export)(?:[\s{*][^;"'`()]*from)?\s*"([^"]+)"/g;

/** A file with all that it imports statically. */
function load(entries: readonly string[]): Loaded {
  const files = new Map<string, number>();
  const packages = new Set<string>();
  const visit = (file: string): void => {
    if (files.has(file)) return;
    const code = readFileSync(file, 'utf8');
    files.set(file, code.length);
    for (const [, name = ''] of code.matchAll(STATIC_IMPORT)) {
      if (name.startsWith('.')) visit(join(dirname(file), name));
      else if (!isBuiltin(name)) packages.add(name);
    }
  };
  entries.forEach(visit);
  const bytes = [...files.values()].reduce((sum, length) => sum + length, 0);
  return { bytes, packages: [...packages].sort() };
}

/** The chunk that a command of the command line imports when it is called. */
function chunkOf(command: string): string {
  const [, path] =
    new RegExp(`import\\([\`"](\\./chunks/${command}-[^\`"]+)[\`"]\\)`).exec(
      readFileSync(COMMAND, 'utf8'),
    ) ?? [];
  assert.ok(path, command);
  return join(dirname(COMMAND), path);
}

describe('the start of the command', () => {
  it('loads no package before it knows the command', () => {
    const { bytes, packages } = load([COMMAND]);
    assert.deepEqual(packages, []);
    assert.ok(bytes < 200_000, `${bytes} bytes`);
  });

  it('loads no package for the proxy, and neither PostgreSQL nor the sandbox', () => {
    const { bytes, packages } = load([COMMAND, chunkOf('proxy-command')]);
    assert.deepEqual(packages, []);
    assert.ok(bytes < 1_250_000, `${bytes} bytes`);
  });
});
