/** The packages whose code is shipped. Most of them are built in, so nobody installs them with this one. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { PROJECT } from './command.js';

const names = z.record(z.string(), z.string()).default({});

const packages = z.record(
  z.string(),
  z.object({
    version: z.string().optional(),
    integrity: z.string().optional(),
    resolved: z.string().optional(),
    link: z.boolean().optional(),
    dev: z.boolean().optional(),
    devOptional: z.boolean().optional(),
    inBundle: z.boolean().optional(),
    hasInstallScript: z.boolean().optional(),
    deprecated: z.string().optional(),
    license: z.string().optional(),
    dependencies: names,
    optionalDependencies: names,
  }),
);

/** By path, such as `node_modules/pg/node_modules/split2`; this package is `''`. */
export type Packages = z.infer<typeof packages>;

export const readLock = (): Packages =>
  z.object({ packages }).parse(JSON.parse(readFileSync(join(PROJECT, 'package-lock.json'), 'utf8')))
    .packages;

export const nameOf = (path: string): string => path.split('node_modules/').at(-1) ?? path;

const IMPORT = /(?:\bfrom |^import |\bimport\()'((?:@[\w-]+\/)?[\w-]+)[^:']*'/gm;

/** What the sources import, themselves, types and Node's modules excepted. */
function importedNames(): Set<string> {
  const files = readdirSync(join(PROJECT, 'src'), { recursive: true, encoding: 'utf8' });
  const found = files
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.d.ts'))
    .flatMap((file) => [...readFileSync(join(PROJECT, 'src', file), 'utf8').matchAll(IMPORT)])
    .map(([, name = '']) => name);
  return new Set(found);
}

/** Paths of the packages that the sources import, and of all that these depend on. */
export function shippedPackages(lock: Packages): string[] {
  const shipped = new Set<string>();
  const visit = (name: string, from: string): void => {
    // The nearest one, as Node finds it.
    for (let home = from; ; home = home.slice(0, Math.max(home.lastIndexOf('/node_modules/'), 0))) {
      const path = `${home}${home && '/'}node_modules/${name}`;
      const found = lock[path];
      if (found) {
        if (shipped.has(path)) return;
        shipped.add(path);
        for (const each of Object.keys({ ...found.dependencies, ...found.optionalDependencies })) {
          visit(each, path);
        }
        return;
      }
      if (home === '') return;
    }
  };
  for (const name of importedNames()) visit(name, '');
  return [...shipped];
}
