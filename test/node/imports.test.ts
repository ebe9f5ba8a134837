/** The layout of the sources: imports run one way, without circles, and folders stay small. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  circlesIn,
  filesBelow,
  groupGraph,
  importGraph,
  importsIn,
} from '../support/import-graph.js';

/** What each area may import besides itself; `src/*.ts` may import everything. */
const ALLOWED_IMPORTS: Readonly<Record<string, readonly string[]>> = {
  'src/frameworks': [],
  'src/workshop': ['src/elements/', 'src/stores/', 'src/open-api/', 'src/texts/', 'src/version.ts'],
  'src/elements': [
    'src/stores/',
    'src/open-api/',
    'src/purchase/',
    'src/texts/',
    'src/proxy/contract.ts',
    'src/version.ts',
  ],
  'src/purchase': ['src/stores/', 'src/open-api/', 'src/texts/', 'src/proxy/contract.ts'],
  'src/stores': ['src/open-api/', 'src/texts/'],
  'src/open-api': [],
  'src/texts': [],
  'src/proxy': [],
  'src/sandbox': [],
};

const MAX_FILES_PER_FOLDER = 26;

const folderOf = (file: string): string => file.slice(0, file.lastIndexOf('/'));

/** `src/<area>`; undefined for files directly in `src`. */
const areaOf = (file: string): string | undefined => /^src\/[^/]+(?=\/)/.exec(file)?.[0];

const sources = filesBelow('src');
const areasWithRooms = new Set(
  sources.filter((file) => folderOf(file) !== areaOf(file)).map(areaOf),
);

/**
 * A room is a folder of an area with everything below it, or an area without folders. A file that
 * lies beside rooms is a room of its own: a composition root and a leaf can both be there.
 */
const roomOf = (file: string): string => {
  const area = areaOf(file);
  if (area === undefined) return file;
  const [folder] = /^[^/]+(?=\/)/.exec(file.slice(area.length + 1)) ?? [];
  if (folder !== undefined) return `${area}/${folder}`;
  return areasWithRooms.has(area) ? file : area;
};

const graph = importGraph(['src', 'test']);
const roomGraph = groupGraph(importGraph(['src']), roomOf);

describe('imports', () => {
  it('are found in every form', () => {
    const source = `import a from './a.js'; import { type B, b } from './b.js'; import './c.js';
      import type { D } from './d.js'; export { e } from './e.js'; export type { F } from './f.js';
      export * from './g.js'; const h = await import('./h.js'); type I = import('./i.js').I;
      const j = \`\${await import('./j.js')} import('./none.js')\`;`;
    assert.equal(
      importsIn(source).join(' '),
      './a.js ./b.js ./c.js ./d.js ./e.js ./f.js ./g.js ./h.js ./i.js ./j.js',
    );
  });

  it('form no circle of files, types included', () => {
    assert.deepEqual(circlesIn(graph), []);
  });

  it('form no circle of rooms', () => {
    assert.deepEqual(circlesIn(roomGraph), []);
  });

  it('run one way between areas', () => {
    const wrong = [...graph].flatMap(([file, imports]) => {
      const area = areaOf(file);
      if (area === undefined) return [];
      const allowed = [`${area}/`, ...(ALLOWED_IMPORTS[area] ?? [])];
      return [...imports]
        .filter((to) => !allowed.some((start) => to.startsWith(start)))
        .map((to) => `${file} → ${to}`);
    });
    assert.deepEqual(wrong, []);
  });

  it('have a rule for every area', () => {
    assert.deepEqual(
      [...new Set(sources.map(areaOf))].filter((area) => area !== undefined).sort(),
      Object.keys(ALLOWED_IMPORTS).sort(),
    );
  });
});

describe('folders', () => {
  it(`hold at most ${MAX_FILES_PER_FOLDER} files`, () => {
    const counts = new Map<string, number>();
    for (const folder of [...sources, ...filesBelow('test')].map(folderOf)) {
      counts.set(folder, (counts.get(folder) ?? 0) + 1);
    }
    assert.deepEqual(
      [...counts].filter(([, count]) => count > MAX_FILES_PER_FOLDER),
      [],
    );
  });
});
