/** Takes the pictures of the guides, the same ones every time: clocks and names of orders are given. */
import type { Browser, Page } from 'playwright-core';
import { serveSandbox } from '../../../src/sandbox/serve.js';
import { playScene } from '../play-scene.js';
import { pictures, type Picture } from './pictures.js';

/** Long before the end of a minute, because receipts show minutes. */
const STARTS_AT = Date.parse('2026-11-28T10:32:05+07:00');
/** Of 100. Text is sharp from here on. */
const QUALITY = 72;
/** Pixels of a picture for one of the page, as screens have. */
const SCALE = 2;

async function takePicture(page: Page, { width, height }: Picture): Promise<Buffer> {
  await page.waitForLoadState('networkidle');
  await page.mouse.move(0, 0);
  await page.evaluate('document.fonts.ready.then(() => undefined)');
  // The elements adjust their contrast within two frames.
  await page.evaluate('new Promise((done) => setTimeout(done, 250))');
  const session = await page.context().newCDPSession(page);
  const { data } = await session.send('Page.captureScreenshot', {
    format: 'webp',
    quality: QUALITY,
    clip: { x: 0, y: 0, width, height, scale: SCALE },
  });
  return Buffer.from(data, 'base64');
}

/** @param take called with each picture, a WebP file, by its name */
export async function takePictures(
  { browser, dist }: { readonly browser: Browser; readonly dist: string },
  take: (name: string, picture: Buffer) => Promise<void>,
): Promise<void> {
  const sandbox = await serveSandbox({ now: () => STARTS_AT });
  try {
    const stage = { browser, origin: sandbox.origin, dist, startsAt: STARTS_AT };
    for (const picture of pictures) {
      await playScene(stage, picture, picture, async (page) =>
        take(picture.name, await takePicture(page, picture)),
      );
    }
  } finally {
    await sandbox.close();
  }
}
