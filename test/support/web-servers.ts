/**
 * The web servers of `docs/examples/`: those of PATH, else Debian's own packages, unpacked and not
 * installed.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { PROJECT } from './command.js';

export const WEB_SERVERS = ['nginx', 'caddy'] as const;
export type WebServerName = (typeof WEB_SERVERS)[number];

/** Paths of the programs, and why the others are missing. */
export interface FoundWebServers {
  readonly programs: Readonly<Partial<Record<WebServerName, string>>>;
  readonly missing: readonly string[];
}

const CACHE = join(PROJECT, 'node_modules/.cache/etalase-web-servers');
const DOWNLOAD_TIMEOUT_MS = 60_000;

function installed(name: WebServerName): string | undefined {
  const folders = [...(process.env['PATH'] ?? '').split(delimiter), '/usr/sbin'];
  const unpacked = [join(CACHE, 'usr/sbin'), join(CACHE, 'usr/bin')];
  return [...folders, ...unpacked].map((folder) => join(folder, name)).find(existsSync);
}

/** @throws without apt, without a network, or where the machine's release has no such package */
function unpack(name: WebServerName): void {
  mkdirSync(CACHE, { recursive: true });
  const options = { cwd: CACHE, timeout: DOWNLOAD_TIMEOUT_MS, stdio: 'ignore' } as const;
  execFileSync('apt-get', ['-q', 'download', name], options);
  const file = readdirSync(CACHE).find((each) => each.startsWith(`${name}_`));
  execFileSync('dpkg-deb', ['-x', file ?? name, '.'], options);
}

/** Downloads what is missing, at most once. */
export function findWebServers(): FoundWebServers {
  const programs: Partial<Record<WebServerName, string>> = {};
  const missing: string[] = [];
  for (const name of WEB_SERVERS) {
    try {
      if (installed(name) === undefined) unpack(name);
      const program = installed(name);
      if (program === undefined) throw new Error('its package has no such program');
      programs[name] = program;
    } catch (error) {
      const [reason = ''] = (error instanceof Error ? error.message : String(error)).split('\n');
      missing.push(`${name} is neither installed nor to be downloaded (${reason})`);
    }
  }
  return { programs, missing };
}
