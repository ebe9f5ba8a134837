/**
 * Takes a picture of every scene at three widths, light and dark, into `screenshots/`:
 * `name-width-theme.png`. `--only name,name` and `--width 360,768` select; a name also matches all
 * names that start with it. `--dist folder` uses other built files than `dist/`. `--docs` takes the
 * pictures of the guides instead, into `docs/images/`.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { Browser, Page } from 'playwright-core';
import { serveSandbox } from '../../src/sandbox/serve.js';
import { launchChromium } from '../support/chromium.js';
import { PROJECT } from '../support/command.js';
import { takePictures } from './guides/take-pictures.js';
import type { Scene } from './scene.js';
import { scenes } from './scenes/index.js';
import { playScene } from './play-scene.js';

const { values: options } = parseArgs({
  options: {
    only: { type: 'string', default: '' },
    width: { type: 'string', default: '360,768,1280' },
    dist: { type: 'string', default: 'dist' },
    docs: { type: 'boolean', default: false },
  },
});

const HEIGHTS: Readonly<Record<string, number>> = { '360': 740, '768': 1024, '1280': 800 };
const THEMES = ['light', 'dark'] as const;
const FOLDER = join(PROJECT, 'screenshots');

const isWanted = ({ name }: Scene): boolean =>
  options.only === '' || options.only.split(',').some((only) => name.startsWith(only));

/** Waits until the images in view have loaded or failed. */
async function waitForImages(page: Page): Promise<void> {
  await page.waitForLoadState('networkidle', { timeout: 1000 }).catch(() => undefined);
  await page.mouse.move(0, 0);
  await page.evaluate('new Promise((done) => setTimeout(done, 250))');
}

async function takeAll(page: Page, name: string): Promise<void> {
  await waitForImages(page);
  for (const theme of THEMES) {
    await page.emulateMedia({ colorScheme: theme });
    // The elements adjust their contrast within two frames.
    await page.evaluate('new Promise((done) => setTimeout(done, 250))');
    await page.screenshot({ path: join(FOLDER, `${name}-${theme}.png`) });
  }
}

const dist = resolve(PROJECT, options.dist);

async function takeGuidePictures(browser: Browser): Promise<void> {
  const folder = join(PROJECT, 'docs/images');
  await mkdir(folder, { recursive: true });
  await takePictures({ browser, dist }, async (name, picture) => {
    await writeFile(join(folder, `${name}.webp`), picture);
    console.log(`${name}.webp: ${(picture.length / 1000).toFixed(1)} KB`);
  });
}

async function takeScenes(browser: Browser): Promise<void> {
  await mkdir(FOLDER, { recursive: true });
  const sandbox = await serveSandbox();
  const stageContext = { browser, origin: sandbox.origin, dist };
  const jobs = scenes
    .filter(isWanted)
    .flatMap((scene) => options.width.split(',').map((width) => ({ scene, width })));
  const total = jobs.length;
  let failed = 0;

  async function work(): Promise<void> {
    for (let job = jobs.shift(); job; job = jobs.shift()) {
      const { scene, width } = job;
      const height = (HEIGHTS[width] ?? 800) * (scene.isTall ? 2 : 1);
      try {
        await playScene(stageContext, scene, { width: Number(width), height }, (page) =>
          takeAll(page, `${scene.name}-${width}`),
        );
      } catch (error) {
        failed += 1;
        console.error(`${scene.name} at ${width} px: ${String(error)}`);
      }
    }
  }

  await Promise.all([work(), work()]);
  await sandbox.close();
  console.log(`${(total - failed) * THEMES.length} pictures in ${FOLDER}`);
  if (failed > 0) process.exitCode = 1;
}

const browser = await launchChromium();
await (options.docs ? takeGuidePictures(browser) : takeScenes(browser)).finally(() =>
  browser.close(),
);
