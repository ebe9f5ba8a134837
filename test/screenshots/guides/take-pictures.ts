/** Takes the pictures of the guides, the same ones every time: clocks and names of orders are given. */
import type { Browser, Page } from 'playwright-core';
import { serveSandbox } from '../../../src/sandbox/serve.js';
import { playScene } from '../play-scene.js';
import { pictures, type Picture } from './pictures.js';

/** Long before the end of a minute, because receipts show minutes. */
const STARTS_AT = Date.parse('2026-11-28T10:32:05+07:00');
/** Of 100. Text is sharp from here on. */
const QUALITY = 72;
/** Pixels of a picture for one of the page: phones have more than wide screens. */
const scaleOf = ({ width }: Picture): number => (width < 700 ? 2 : 1);

/** Waits for fonts, and for the images in view. */
const SHOW_ALL = `(async () => {
  const imagesIn = (root) => Array.from(root.querySelectorAll('*')).flatMap((element) => [
    ...(element.localName === 'img' ? [element] : []),
    ...(element.shadowRoot ? imagesIn(element.shadowRoot) : []),
  ]);
  const isInView = (image) => {
    const { top, bottom, left, right } = image.getBoundingClientRect();
    return bottom > 0 && right > 0 && top < innerHeight && left < innerWidth;
  };
  const shown = imagesIn(document).filter(isInView).map((image) => image.decode().catch(() => {}));
  await Promise.race([Promise.all(shown), new Promise((done) => setTimeout(done, 3000))]);
  await document.fonts.ready;
})()`;

async function takePicture(page: Page, picture: Picture): Promise<Buffer> {
  const { width, height } = picture;
  // A page that waits for news of orders is never idle.
  await page.waitForLoadState('networkidle', { timeout: 3000 }).catch(() => undefined);
  await page.mouse.move(0, 0);
  for (const frame of page.frames()) await frame.evaluate(SHOW_ALL);
  // The elements adjust their contrast within two frames.
  await page.evaluate('new Promise((done) => setTimeout(done, 250))');
  const session = await page.context().newCDPSession(page);
  const { data } = await session.send('Page.captureScreenshot', {
    format: 'webp',
    quality: QUALITY,
    clip: { x: 0, y: 0, width, height, scale: scaleOf(picture) },
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
