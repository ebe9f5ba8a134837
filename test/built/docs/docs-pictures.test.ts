/** Takes the pictures of the guides again, and compares them with those in `docs/images/`. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, suite, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { differenceOf } from '../../screenshots/guides/compare-pictures.js';
import { pictures } from '../../screenshots/guides/pictures.js';
import { takePictures } from '../../screenshots/guides/take-pictures.js';
import { launchChromium } from '../../support/chromium.js';
import { PROJECT } from '../../support/command.js';
import { GUIDES, picturesOf } from '../../support/docs.js';

const FOLDER = join(PROJECT, 'docs/images');
const MAX_BYTES = 60_000;
const MAX_BYTES_TOGETHER = 600_000;
/** Of a picture's blocks. Other fonts of the system change a third of it, in the sandbox's slides. */
const MAX_CHANGED = 0.006;

let browser: Browser;
let page: Page;

before(async () => {
  browser = await launchChromium();
  page = await browser.newPage();
});
after(() => browser.close());

const stored = (name: string): Buffer => readFileSync(join(FOLDER, `${name}.webp`));

suite('the pictures of the guides', () => {
  test('are current', async () => {
    const outdated: string[] = [];
    await takePictures({ browser, dist: join(PROJECT, 'dist') }, async (name, picture) => {
      const changed = await differenceOf(page, stored(name), picture);
      if (changed > MAX_CHANGED) outdated.push(`${name}: ${(changed * 100).toFixed(1)} % differ`);
    });
    const how = 'Look at them, and renew them by `npm run screenshots -- --docs`.';
    assert.deepEqual(outdated, [], `Pictures in docs/images/ are outdated. ${how}`);
  });

  test('would be outdated with another theme', async () => {
    const changed = await differenceOf(page, stored('theme-before'), stored('theme-after'));
    assert.ok(changed > MAX_CHANGED, String(changed));
  });

  test('are small, and none is left over', () => {
    const names = readdirSync(FOLDER).sort();
    assert.deepEqual(names, pictures.map(({ name }) => `${name}.webp`).sort());
    const sizes = names.map((name) => readFileSync(join(FOLDER, name)).length);
    assert.ok(Math.max(...sizes) <= MAX_BYTES, String(sizes));
    assert.ok(sizes.reduce((sum, size) => sum + size, 0) <= MAX_BYTES_TOGETHER, String(sizes));
  });

  for (const guide of GUIDES) {
    test(`${guide} shows each of them, and says what it shows`, () => {
      const shown = picturesOf(guide);
      const names = pictures.map(({ name }) => `images/${name}.webp`);
      assert.deepEqual(shown.map(({ source }) => source).sort(), names.sort());
      for (const { source, text } of shown) assert.ok(text.length >= 20, source);
    });
  }
});
