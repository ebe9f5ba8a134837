/**
 * Runs all tests of a folder in one process, whose start takes longer than they do. Each file is a suite with
 * its own hooks. They leave nothing behind: no changed global, no open server. Hooks of a helper would belong
 * to the first file that imports it, so a `together.ts` imports such a helper itself.
 */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe } from 'node:test';
import { pathToFileURL } from 'node:url';

export function importTests(folder: string): void {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort();
  for (const file of files.filter((name) => name.endsWith('.test.ts'))) {
    void describe(file, async () => {
      await import(pathToFileURL(join(folder, file)).href);
    });
  }
}
