/** A text that is cut stays one that every service reads. */
import assert from 'node:assert/strict';
import { it } from 'node:test';
import { cutText } from '../../../../src/proxy/notices/cut-text.js';

for (const [text, length, cut] of [
  ['Diamond 💎', 20, 'Diamond 💎'],
  ['Diamond 💎', 10, 'Diamond 💎'],
  ['Diamond 💎', 9, 'Diamond '],
  ['Diamond 💎', 7, 'Diamond'],
] as const) {
  it(`a text cut at ${String(length)} keeps no half of an emoji`, () => {
    assert.equal(cutText(text, length), cut);
  });
}
