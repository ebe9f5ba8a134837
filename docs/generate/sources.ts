/** Reads all that the generated documents are made of. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readDefaults } from './colours.js';
import { readElements, type ElementEntry } from './elements.js';
import type { Page } from './machines.js';
import type { ReferenceSources } from './reference.js';
import { ELEMENT_SNIPPETS } from './snippets.js';
import { readTextGroups } from './text-groups.js';

export const MANIFEST_FILE = 'dist/custom-elements.json';

/** In the order of the snippets; an element without one comes last. */
function inOrder(elements: readonly ElementEntry[]): readonly ElementEntry[] {
  const order = Object.keys(ELEMENT_SNIPPETS);
  const rank = ({ tag }: ElementEntry): number =>
    (order.indexOf(tag) + order.length + 1) % (order.length + 1);
  return [...elements].sort((a, b) => rank(a) - rank(b));
}

export async function readSources(project: string): Promise<ReferenceSources> {
  const manifest: unknown = JSON.parse(readFileSync(join(project, MANIFEST_FILE), 'utf8'));
  return {
    elements: inOrder(readElements(manifest)),
    defaults: readDefaults(project),
    textGroups: await readTextGroups(project),
  };
}

/** The finished pages of the demo, by their names. */
export function readPages(project: string): readonly Page[] {
  const folder = join(project, 'demo/pages');
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => name.endsWith('.html'))
    .sort()
    .map((name) => ({ name, html: readFileSync(join(folder, name), 'utf8') }));
}
