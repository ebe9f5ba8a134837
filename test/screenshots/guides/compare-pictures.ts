/** Compares pictures by the average colours of blocks, which hardly notice how a machine smooths text. */
import type { Page } from 'playwright-core';
import { z } from 'zod';

/** Pixels of a block's side. */
const BLOCK = 16;
/** Of 255, in one channel. */
const MAX_DIFFERENCE = 20;

const result = z.object({ blocks: z.number(), changed: z.number(), isSameSize: z.boolean() });

/** In the page, which decodes WebP. As text, because the compiler's helpers do not exist there. */
const COMPARE = `async (sources) => {
  const [one, other] = await Promise.all(sources.map(async (source) => {
    const image = new Image();
    image.src = source;
    await image.decode();
    const { naturalWidth: width, naturalHeight: height } = image;
    const context = new OffscreenCanvas(width, height).getContext('2d');
    context.drawImage(image, 0, 0);
    return { width, height, pixels: context.getImageData(0, 0, width, height).data };
  }));
  const isSameSize = one.width === other.width && one.height === other.height;
  if (!isSameSize) return { blocks: 0, changed: 0, isSameSize };
  const average = ({ width, height, pixels }, left, top, channel) => {
    let sum = 0, count = 0;
    for (let y = top; y < Math.min(top + ${BLOCK}, height); y += 1)
      for (let x = left; x < Math.min(left + ${BLOCK}, width); x += 1) {
        sum += pixels[(y * width + x) * 4 + channel];
        count += 1;
      }
    return sum / count;
  };
  let blocks = 0, changed = 0;
  for (let top = 0; top < one.height; top += ${BLOCK})
    for (let left = 0; left < one.width; left += ${BLOCK}) {
      blocks += 1;
      const differs = [0, 1, 2].some((channel) =>
        Math.abs(average(one, left, top, channel) - average(other, left, top, channel)) > ${MAX_DIFFERENCE});
      if (differs) changed += 1;
    }
  return { blocks, changed, isSameSize };
}`;

const sourceOf = (picture: Buffer) => `data:image/webp;base64,${picture.toString('base64')}`;

/** @returns the share of blocks that differ: 0 to 1, and 1 where the sizes differ */
export async function differenceOf(page: Page, one: Buffer, other: Buffer): Promise<number> {
  const sources = JSON.stringify([sourceOf(one), sourceOf(other)]);
  const answer: unknown = await page.evaluate(`(${COMPARE})(${sources})`);
  const { blocks, changed, isSameSize } = result.parse(answer);
  return isSameSize ? changed / blocks : 1;
}
