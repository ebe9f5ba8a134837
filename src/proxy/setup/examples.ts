/** The examples of the package, which are also what `etalase setup` installs. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export const EXAMPLES = {
  settings: 'examples/etalase.env',
  margin: 'examples/margin.json',
  caddyfile: 'examples/Caddyfile',
  service: 'examples/etalase.service',
  failedService: 'examples/etalase-failed.service',
  backupService: 'examples/etalase-backup.service',
  backupTimer: 'examples/etalase-backup.timer',
} as const;

export type ExampleName = keyof typeof EXAMPLES;

export interface Example {
  /** where it is on this machine */
  readonly path: string;
  readonly text: string;
}

export type Examples = Readonly<Record<ExampleName, Example>>;

/** What the examples have in place of the shop's own. */
export const PLACEHOLDERS = {
  domain: 'proksi.toko-anda.example',
  upstream: '127.0.0.1:8787',
  settingsFile: '/etc/etalase/etalase.env',
} as const;

/** @param packageFolder that of `package.json` */
export function readExamples(packageFolder: string): Examples {
  const read = (name: ExampleName): Example => {
    const path = join(packageFolder, 'docs', EXAMPLES[name]);
    return { path, text: readFileSync(path, 'utf8') };
  };
  return {
    settings: read('settings'),
    margin: read('margin'),
    caddyfile: read('caddyfile'),
    service: read('service'),
    failedService: read('failedService'),
    backupService: read('backupService'),
    backupTimer: read('backupTimer'),
  };
}
