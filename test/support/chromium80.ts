import { execFileSync } from 'node:child_process';
import { chmodSync, createReadStream, createWriteStream, existsSync } from 'node:fs';
import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { createBrotliDecompress } from 'node:zlib';
import puppeteer, { type Browser } from 'puppeteer-core-13';
import { aptInstall } from './programs/apt.js';

const CACHE = join(import.meta.dirname, '../../node_modules/.cache/etalase/chromium-80');
const PROGRAM = join(CACHE, 'chromium');

/** Whether Chromium 80, the oldest supported one, can run here: there are builds for Linux only. */
export const canRunChromium80 = process.platform === 'linux' && process.arch === 'x64';

async function unpack(): Promise<void> {
  if (existsSync(PROGRAM)) return;
  const entry = fileURLToPath(import.meta.resolve('chromium-80'));
  const packed = join(dirname(entry), '../bin/chromium.br');
  await mkdir(CACHE, { recursive: true });
  // Renamed only when complete, so that the next run never finds a partial file.
  const partial = `${PROGRAM}.${process.pid}`;
  await pipeline(createReadStream(packed), createBrotliDecompress(), createWriteStream(partial));
  chmodSync(partial, 0o755);
  await rename(partial, PROGRAM);
}

function missingLibraries(): string[] {
  const libraries = execFileSync('ldd', [PROGRAM], { encoding: 'utf8' });
  return [...libraries.matchAll(/(\S+) => not found/g)].map(([, name = '']) => name);
}

function ensureLibraries(): void {
  if (missingLibraries().length > 0) aptInstall('libnss3');
  const missing = missingLibraries();
  if (missing.length > 0) {
    throw new Error(`Chromium 80 lacks ${missing.join(', ')}: on Debian, apt-get install libnss3.`);
  }
}

export interface Chromium80 {
  browser: Browser;
  close(): Promise<void>;
}

export async function launchChromium80(): Promise<Chromium80> {
  await unpack();
  ensureLibraries();
  const profile = await mkdtemp(join(tmpdir(), 'etalase-chromium-80-'));
  const browser = await puppeteer.launch({
    executablePath: PROGRAM,
    userDataDir: profile,
    defaultViewport: { width: 360, height: 740 },
    args: ['--no-sandbox', '--no-zygote', '--disable-gpu', '--disable-dev-shm-usage'],
  });
  return {
    browser,
    async close() {
      await browser.close();
      await rm(profile, { recursive: true, force: true, maxRetries: 3 });
    },
  };
}
