/** The import graph of the sources: which file imports which, imports of types included. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import ts from 'typescript';
import { PROJECT } from './command.js';

/** What each node imports; paths are relative to the project. */
export type ImportGraph = ReadonlyMap<string, ReadonlySet<string>>;

/** All files below a folder, with `/` in their paths. */
export const filesBelow = (folder: string): string[] =>
  readdirSync(join(PROJECT, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => toProjectPath(join(parentPath, name)))
    .sort();

const toProjectPath = (path: string): string => relative(PROJECT, path).split(sep).join('/');

/** The module specifiers that a source names: static, dynamic, type-only, and in `import()` types. */
export const importsIn = (source: string): string[] =>
  ts.preProcessFile(source, true, false).importedFiles.map(({ fileName }) => fileName);

export function importGraph(folders: readonly string[]): ImportGraph {
  const files = folders.flatMap(filesBelow).filter((file) => file.endsWith('.ts'));
  return new Map(files.map((file) => [file, new Set(importedBy(file))]));
}

function importedBy(file: string): string[] {
  const source = readFileSync(join(PROJECT, file), 'utf8');
  return importsIn(source)
    .filter((specifier) => specifier.startsWith('.'))
    .map((specifier) => join(PROJECT, dirname(file), specifier.replace(/\.js$/, '.ts')))
    .filter((path) => existsSync(path))
    .map(toProjectPath);
}

/** The same graph between groups of files; imports within a group are left out. */
export function groupGraph(graph: ImportGraph, groupOf: (file: string) => string): ImportGraph {
  const groups = new Map<string, Set<string>>();
  for (const [file, imports] of graph) {
    const from = groupOf(file);
    const reached = groups.get(from) ?? new Set();
    groups.set(from, reached);
    for (const to of [...imports].map(groupOf)) if (to !== from) reached.add(to);
  }
  return groups;
}

/** For every node on a circle the shortest circle through it; each circle once. */
export function circlesIn(graph: ImportGraph): string[] {
  const circles = new Map<string, string>();
  for (const start of graph.keys()) {
    const path = shortestCircle(graph, start);
    if (path) circles.set([...path].sort().join(), [...path, start].join(' → '));
  }
  return [...circles.values()];
}

/** Breadth-first search from a node back to itself. */
function shortestCircle(graph: ImportGraph, start: string): string[] | null {
  const paths = [[start]];
  const visited = new Set<string>();
  for (const path of paths) {
    for (const next of graph.get(path.at(-1) ?? '') ?? []) {
      if (next === start) return path;
      if (visited.has(next)) continue;
      visited.add(next);
      paths.push([...path, next]);
    }
  }
  return null;
}
