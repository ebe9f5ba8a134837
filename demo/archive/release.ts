/** Writes `release/etalase-VERSION.zip` from the built files. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { collectFiles, pack } from './pack.js';

const project = join(import.meta.dirname, '../..');
const { version } = z
  .object({ version: z.string() })
  .parse(JSON.parse(readFileSync(join(project, 'package.json'), 'utf8')));

const bytes = pack(collectFiles({ project, version }));
mkdirSync(join(project, 'release'), { recursive: true });
const file = `release/etalase-${version}.zip`;
writeFileSync(join(project, file), bytes);
console.log(`${file}: ${Math.round(bytes.length / 1000)} KB`);
