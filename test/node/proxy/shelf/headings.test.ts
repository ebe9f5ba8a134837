import assert from 'node:assert/strict';
import { it } from 'node:test';
import { headingOf } from '../../../../src/proxy/shelf/headings.js';

for (const [name, heading] of [
  ['86 (78 + 8) Diamonds', 'Diamonds'],
  ['222 Diamonds (200 + 22 Bonus)', 'Diamonds'],
  ['60 + 6 UC', 'UC'],
  ['1.090 (980 + 110) Genesis Crystals', 'Genesis Crystals'],
  ['Weekly Diamond Pass', 'Pass'],
  ['Member Mingguan', 'Membership'],
  ['Pulsa Telkomsel 10.000', 'Pulsa Telkomsel'],
  ['Google Play IDR 20.000', 'Google Play'],
  ['Roblox Gift Card 100.000', 'Roblox Gift Card'],
  ['Blessing of the Welkin Moon', null],
  ['XL 5 GB, 30 Hari', null],
  ['', null],
] as const) {
  it(`the heading of "${name}" is ${String(heading)}`, () =>
    assert.equal(headingOf(name), heading));
}
