/**
 * Runs all tests of a folder in one process, whose start takes longer than they do. They leave nothing
 * behind: no changed global, no open server.
 */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

export async function importTests(folder: string): Promise<void> {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort();
  for (const file of files) {
    if (file.endsWith('.test.ts')) await import(pathToFileURL(join(folder, file)).href);
  }
}
