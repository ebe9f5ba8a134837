/**
 * Writes what is generated from the manifest. Without an argument: the documents of `docs/`; with `--check`
 * nothing is written, and an outdated one fails. With `--dist`: the data of editors, and copies of the
 * documents, into `dist/`.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { renderDocuments, renderEditorData, type Files } from './documents.js';
import { MANIFEST_FILE, readPages, readSources } from './sources.js';
import { complaintOf, openTranslation } from './translation.js';

const PROJECT = join(import.meta.dirname, '../..');

const { values: options } = parseArgs({
  options: {
    check: { type: 'boolean', default: false },
    dist: { type: 'boolean', default: false },
  },
});

const read = (path: string): string | null =>
  existsSync(join(PROJECT, path)) ? readFileSync(join(PROJECT, path), 'utf8') : null;

function write(files: Files): void {
  for (const [path, text] of Object.entries(files)) writeFileSync(join(PROJECT, path), text);
}

function fail(message: string): void {
  console.error(message);
  process.exitCode = 1;
}

const sources = await readSources(PROJECT);
const translation = openTranslation(PROJECT);
const documents = await renderDocuments(sources, readPages(PROJECT), translation);
const outdated = Object.keys(documents).filter((path) => read(path) !== documents[path]);
const complaint = complaintOf(translation);

if (options.dist) {
  const { version } = z
    .object({ version: z.string() })
    .parse(JSON.parse(readFileSync(join(PROJECT, 'package.json'), 'utf8')));
  write(renderEditorData(sources, version, translation));
  // The analyzer writes it with white space.
  write({ [MANIFEST_FILE]: JSON.stringify(JSON.parse(read(MANIFEST_FILE) ?? 'null')) });
  for (const [path, text] of Object.entries(documents)) write({ [`dist/${basename(path)}`]: text });
} else if (complaint !== null) fail(complaint);
else if (!options.check) write(documents);
else if (outdated.length > 0)
  fail(`Outdated: ${outdated.join(', ')}. \`npm run docs\` renews them.`);
