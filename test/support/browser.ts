import { execFileSync } from 'node:child_process';
import { accessSync, constants, existsSync, readdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import { aptInstall } from './apt.js';

/** The shell comes first: it starts fastest and never throttles a page in the background. */
const CHROMES = [
  'chromium-headless-shell',
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
];

const MAC_CHROMES = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

const FIREFOXES = ['firefox-esr', 'firefox'];
const MAC_FIREFOXES = ['/Applications/Firefox.app/Contents/MacOS/firefox'];

/** Root has no sandbox, and nothing that runs here may talk to the browser's maker. */
export const CHROME_FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function inPath(names: string[]): string[] {
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  return names.flatMap((name) => folders.map((folder) => join(folder, name)));
}

/** The newest browser that playwright has put into its cache. */
function inPlaywrightCache(): string[] {
  const caches = [
    process.env['PLAYWRIGHT_BROWSERS_PATH'] ?? '',
    join(homedir(), '.cache', 'ms-playwright'),
    join(homedir(), 'Library', 'Caches', 'ms-playwright'),
  ];
  return caches
    .filter((cache) => cache !== '' && existsSync(cache))
    .flatMap((cache) =>
      readdirSync(cache, { recursive: true, encoding: 'utf8' })
        .filter((file) => /[\\/](chrome-headless-shell|headless_shell|chrome)$/.test(file))
        .sort()
        .reverse()
        .map((file) => join(cache, file)),
    );
}

function installedChrome(): string | undefined {
  return [...inPath(CHROMES), ...MAC_CHROMES, ...inPlaywrightCache()].find(isExecutable);
}

function playwrightInstall(): void {
  const cli = join(import.meta.dirname, '../../node_modules/playwright-core/cli.js');
  try {
    execFileSync(process.execPath, [cli, 'install', 'chromium-headless-shell'], {
      stdio: 'inherit',
    });
  } catch {
    // What follows says what to do.
  }
}

/** A Chromium to test with: the one asked for, an installed one, or one installed now. */
export function findBrowser(): string {
  const asked = process.env['CHROME_PATH'];
  if (asked !== undefined && asked !== '') {
    if (isExecutable(asked)) return asked;
    throw new Error(`CHROME_PATH is ${asked}, which is not a program that can be run.`);
  }
  let found = installedChrome();
  if (found === undefined && aptInstall('chromium')) found = installedChrome();
  if (found === undefined) {
    playwrightInstall();
    found = installedChrome();
  }
  if (found !== undefined) return found;
  throw new Error(
    'The browser tests need Chromium: install Chromium or Chrome, or set CHROME_PATH to its program.',
  );
}

/** Firefox is a second opinion: used where it is installed, never installed for it. */
export function findFirefox(): string | undefined {
  const asked = process.env['FIREFOX_PATH'];
  if (asked !== undefined && asked !== '') return asked;
  return [...inPath(FIREFOXES), ...MAC_FIREFOXES].find(isExecutable);
}
