import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { suite, test } from 'node:test';
import { promisify } from 'node:util';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';
import ts from 'typescript';
import { BUDGETS, loadSizes } from '../support/size.js';

const PROJECT = join(import.meta.dirname, '../..');
const DIST = join(PROJECT, 'dist');

const run = promisify(execFile);
const read = (path: string): string => readFileSync(join(PROJECT, path), 'utf8');

interface Packed {
  files: { path: string; mode: number }[];
}

interface ManifestModule {
  declarations?: { tagName?: string; customElement?: boolean; name: string }[];
  exports?: { kind: string; name: string }[];
}

const definedTags = (): string[] => [...new Set(read('src/define.ts').match(/\betalase-[a-z]+/g))];

/** The source text of each call like `a?.b(...c)`. */
function spreadsInChains(code: string): string[] {
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    const isSpreadChain = ts.isCallChain(node) && node.arguments.some(ts.isSpreadElement);
    if (isSpreadChain) found.push(node.getText());
    node.forEachChild(visit);
  };
  visit(ts.createSourceFile('built.js', code, ts.ScriptTarget.ES2020, true));
  return found;
}

async function pack(): Promise<Packed> {
  const args = ['pack', '--dry-run', '--json', '--ignore-scripts'];
  const { stdout } = await run('npm', args, { cwd: PROJECT });
  const [packed] = JSON.parse(stdout) as Packed[];
  assert.ok(packed);
  return packed;
}

suite('the npm package', () => {
  test('passes publint', async () => {
    const { messages, pkg } = await publint({ pkgDir: PROJECT, strict: true, pack: 'npm' });
    const complaints = messages.map((message) => formatMessage(message, pkg, { color: false }));
    assert.deepEqual(complaints, []);
  });

  test('has types that resolve wherever ES modules do', async () => {
    const attw = join(PROJECT, 'node_modules/@arethetypeswrong/cli/dist/index.js');
    const scripts = [
      './etalase.js',
      './etalase.global.js',
      './etalase.topup.global.js',
      './custom-elements.json',
    ];
    const env = { ...process.env, npm_config_ignore_scripts: 'true' };
    const args = ['--pack', PROJECT, '--profile', 'esm-only', '--no-definitely-typed'];
    const command = [attw, ...args, '--no-emoji', '--format', 'ascii', '--exclude-entrypoints'];
    await run(process.execPath, [...command, ...scripts], { cwd: PROJECT, env }).catch(
      (error: unknown) => assert.fail((error as { stdout?: string }).stdout),
    );
  });

  test('contains every file that package.json names', async () => {
    const { exports, bin, customElements } = JSON.parse(read('package.json')) as {
      exports: Record<string, string | Record<string, string>>;
      bin: Record<string, string>;
      customElements: string;
    };
    const named = [exports, bin, customElements]
      .flatMap((entry) => (typeof entry === 'string' ? [entry] : Object.values(entry)))
      .flatMap((entry) => (typeof entry === 'string' ? [entry] : Object.values(entry)))
      .map((path) => path.replace(/^\.\//, ''));
    const packed = (await pack()).files.map(({ path }) => path);
    assert.deepEqual(
      named.filter((path) => !packed.includes(path)),
      [],
    );
  });

  test('contains every example that the guides name, and that `etalase setup` reads', async () => {
    const packed = new Set((await pack()).files.map(({ path }) => path));
    const named = ['docs/operator.md', 'docs/penjual.md', 'src/proxy/setup/examples.ts'].flatMap(
      (path) => Array.from(read(path).matchAll(/\bexamples\/[\w./-]*\w/g), ([found]) => found),
    );
    assert.ok(named.length > 10);
    assert.deepEqual(
      named.filter((path) => !packed.has(`docs/${path}`)),
      [],
    );
  });

  test('contains no source map, test or source', async () => {
    const unexpected = (await pack()).files
      .map(({ path }) => path)
      .filter(
        (path) =>
          !/^(dist\/|src\/frameworks\/\w+\.d\.ts$|docs\/examples\/|package\.json$|README|LICENSE)/.test(
            path,
          ) || /\.map$/.test(path),
      );
    assert.deepEqual(unexpected, []);
  });

  test('has an executable command', () => {
    const command = join(DIST, 'proxy/etalase.js');
    assert.match(readFileSync(command, 'utf8'), /^#!\/usr\/bin\/env node\n/);
    assert.equal(statSync(command).mode & 0o111, 0o111);
  });

  test('describes every registered element in custom-elements.json', () => {
    const { modules } = JSON.parse(read('dist/custom-elements.json')) as {
      modules: ManifestModule[];
    };
    const described = modules.flatMap(({ declarations = [] }) =>
      declarations.flatMap(({ tagName }) => tagName ?? []),
    );
    const tags = definedTags();
    assert.ok(tags.length > 0);
    assert.deepEqual(
      tags.filter((tag) => !described.includes(tag)),
      [],
    );
  });
});

suite('the browser files', () => {
  const script = (): string => readFileSync(join(DIST, 'etalase.js'), 'utf8');
  const global = (): string => readFileSync(join(DIST, 'etalase.global.js'), 'utf8');
  const second = (): string => readFileSync(join(DIST, 'etalase.topup.global.js'), 'utf8');

  test('are minified, including white space', () => {
    for (const code of [script(), global(), second()]) {
      const lines = code.split('\n').length;
      assert.ok(code.length / lines > 1_000, `${lines} lines in ${code.length} characters`);
    }
  });

  test('load chunks by relative URLs, without a preload helper', () => {
    for (const [, path = ''] of script().matchAll(/\bimport\(\s*[`"']([^`"']+)/g)) {
      assert.match(path, /^\.\/chunks\/[\w.-]+\.js$/);
      assert.ok(existsSync(join(dirname(join(DIST, 'etalase.js')), path)), path);
    }
    assert.doesNotMatch(script(), /__vitePreload|modulepreload/);
  });

  test('spread no arguments after an optional chain, which Chromium 80 miscompiles', () => {
    for (const code of [script(), global(), second()]) assert.deepEqual(spreadsInChains(code), []);
  });

  test('are no modules where plain script tags load them', () => {
    for (const code of [global(), second()]) {
      assert.doesNotMatch(code, /\bimport\s*[("'`{*]|\bexport\s*[{*]/);
    }
  });

  test('contain nothing of the server', () => {
    for (const code of [script(), global(), second()]) {
      assert.doesNotMatch(code, /["'`]node:|process\.env/);
      assert.doesNotMatch(code, /(BUKAOLSHOP|LAPAKGAMING|SNAPCART|LEUWONGRR)_/);
      assert.doesNotMatch(code, /lapakgaming\.com|leuwongrr\.online|bukaolshop\.net\/api/);
    }
  });
});

suite('the bytes that a page loads', () => {
  for (const name of ['script', 'global', 'topup'] as const) {
    test(`${name} is within its budget`, () => {
      const bytes = loadSizes()[name];
      assert.ok(bytes <= BUDGETS[name], `${bytes} bytes of at most ${BUDGETS[name]}`);
    });

    test(`README states the bytes of ${name}`, () => {
      const figure = new RegExp(`<!-- size:${name} -->\\**([\\d.]+) KB`).exec(read('README.md'));
      assert.ok(figure?.[1], `README.md has no <!-- size:${name} -->… KB<!-- /size -->`);
      const measured = loadSizes()[name] / 1_000;
      const excess = Number(figure[1]) - measured;
      assert.ok(
        excess >= -0.05 && excess <= 0.3,
        `README says ${figure[1]} KB, measured are ${measured.toFixed(2)} KB`,
      );
    });
  }

  test('the workshop is within its budget', () => {
    assert.ok(loadSizes().workshop <= BUDGETS.workshop);
  });
});
