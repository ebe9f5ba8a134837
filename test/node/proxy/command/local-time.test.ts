/** The times that an operator types. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parseLocalTime } from '../../../../src/proxy/command/local-time.js';

const NOW = Date.parse('2026-11-28T05:00:00Z'); // 12:00 WIB, 13:00 WITA, 14:00 WIT

describe('a local time', () => {
  for (const [text, zone, expected] of [
    ['14:00', 'Etc/UTC', '2026-11-28T07:00:00Z'],
    ['14.00', 'America/New_York', '2026-11-28T07:00:00Z'],
    ['14:00', 'Asia/Jakarta', '2026-11-28T07:00:00Z'],
    ['14:00', 'Asia/Makassar', '2026-11-28T06:00:00Z'],
    ['15:00', 'Asia/Jayapura', '2026-11-28T06:00:00Z'],
    ['9:30', 'Etc/UTC', '2026-11-29T02:30:00Z'],
    ['12:00', 'Etc/UTC', '2026-11-29T05:00:00Z'],
    ['2026-12-01 08:30', 'Etc/UTC', '2026-12-01T01:30:00Z'],
    ['2026-12-01T08:30', 'Asia/Jayapura', '2026-11-30T23:30:00Z'],
    ['2026-11-27 08:30', 'Etc/UTC', null],
    ['2026-13-01 08:30', 'Etc/UTC', null],
    ['24:30', 'Etc/UTC', null],
    ['14:60', 'Etc/UTC', null],
    ['besok', 'Etc/UTC', null],
    ['', 'Etc/UTC', null],
  ] as const) {
    it(`"${text}" in ${zone}: ${String(expected)}`, () => {
      const at = parseLocalTime(text, NOW, zone);
      assert.equal(at, expected === null ? null : Date.parse(expected));
    });
  }
});
