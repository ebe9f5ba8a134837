import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';

function rootPrefix(): string[] | undefined {
  if (process.getuid?.() === 0) return [];
  try {
    execFileSync('sudo', ['-n', 'true'], { stdio: 'ignore' });
    return ['sudo', '-n', 'env'];
  } catch {
    return undefined;
  }
}

/** Installs Debian packages; returns false without apt or the right to use it. */
export function aptInstall(...packages: string[]): boolean {
  const prefix = existsSync('/usr/bin/apt-get') ? rootPrefix() : undefined;
  if (prefix === undefined) return false;
  const apt = (...args: string[]): void => {
    const command = [...prefix, 'DEBIAN_FRONTEND=noninteractive', 'apt-get', '-q', ...args];
    execFileSync('env', command, { stdio: 'inherit' });
  };
  try {
    apt('update');
    apt('install', '-y', '--no-install-recommends', ...packages);
    return true;
  } catch {
    return false;
  }
}
