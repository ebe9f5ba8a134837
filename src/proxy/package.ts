/** The package that this file is part of. Source and build lie at different depths below its manifest. */
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';

export interface InstalledPackage {
  readonly folder: string;
  readonly version: string;
  /** The built files; `null` where the sources run. */
  readonly builtFolder: string | null;
}

const manifest = z.object({ name: z.literal('etalase'), version: z.string() });

/** @returns `null` where a bundler has made this file a part of another package */
export function findPackage(from = fileURLToPath(import.meta.url)): InstalledPackage | null {
  for (let folder = dirname(from); folder !== dirname(folder); folder = dirname(folder)) {
    const file = join(folder, 'package.json');
    const found = existsSync(file)
      ? manifest.safeParse(JSON.parse(readFileSync(file, 'utf8')))
      : undefined;
    if (found?.success !== true) continue;
    const dist = join(folder, 'dist');
    const { version } = found.data;
    return { folder, version, builtFolder: from.startsWith(dist + sep) ? dist : null };
  }
  return null;
}
