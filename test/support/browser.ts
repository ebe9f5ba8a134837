import { execFileSync } from 'node:child_process';
import { accessSync, constants, existsSync, readdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import { aptInstall } from './programs/apt.js';

const SHELL = 'chromium-headless-shell';
/** The headless shell first: it starts fastest and never throttles background pages. */
const CHROMES = [SHELL, 'chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

const MAC_CHROMES = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

const FIREFOXES = ['firefox-esr', 'firefox'];
const MAC_FIREFOXES = ['/Applications/Firefox.app/Contents/MacOS/firefox'];

/** Chromium's sandbox does not work for root. The last three flags prevent requests to Google. */
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

/** Browsers in playwright's cache, newest first. */
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
    // `findBrowser` then fails with instructions.
  }
}

/** The Chromium to test with: CHROME_PATH, else an installed one, else one that is installed now. */
export function findBrowser(): string {
  const configured = process.env['CHROME_PATH'];
  if (configured !== undefined && configured !== '') {
    if (isExecutable(configured)) return configured;
    throw new Error(`CHROME_PATH is ${configured}, which is not a program that can be run.`);
  }
  let program = installedChrome();
  // The shell needs half as much processor time for the tests; releases without it have the other. A
  // developer's own Chromium is as good.
  const isShellMissing = !inPath([SHELL]).some(isExecutable);
  if ((program === undefined || process.env['CI']) && isShellMissing && aptInstall(SHELL)) {
    program = installedChrome();
  }
  if (program === undefined && aptInstall('chromium')) program = installedChrome();
  if (program === undefined) {
    playwrightInstall();
    program = installedChrome();
  }
  if (program !== undefined) return program;
  throw new Error(
    'The browser tests need Chromium: install Chromium or Chrome, or set CHROME_PATH to its program.',
  );
}

/** The installed Firefox, if any; it is never installed for the tests. */
export function findFirefox(): string | undefined {
  const configured = process.env['FIREFOX_PATH'];
  if (configured !== undefined && configured !== '') return configured;
  return [...inPath(FIREFOXES), ...MAC_FIREFOXES].find(isExecutable);
}
