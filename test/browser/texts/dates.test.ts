import { expect } from 'chai';
import { parseApiDate } from '../../../src/texts/dates.js';

describe('dates of the shop', () => {
  const cases: readonly [string, string, string | null, string?, string?][] = [
    ['2023-07-27 15:17:11', 'id', '27 Jul 2023, 15.17', '2023-07-27T15:17', 'Juli 2023'],
    ['2023-07-27 15:17:11', 'en', '27 Jul 2023, 15:17', '2023-07-27T15:17', 'July 2023'],
    ['2026-01-01 00:00:00', 'id', '1 Jan 2026, 00.00', '2026-01-01T00:00', 'Januari 2026'],
    ['2026-12-31T23:59', 'id', '31 Des 2026, 23.59', '2026-12-31T23:59', 'Desember 2026'],
    ['2024-02-29', 'id', '29 Feb 2024', '2024-02-29', 'Februari 2024'],
    ['2023-02-29 10:00:00', 'id', null],
    ['2023-07-27 25:17:11', 'id', null],
    ['0000-00-00 00:00:00', 'id', null],
    ['27-07-2023', 'id', null],
    ['kemarin', 'id', null],
    ['', 'id', null],
  ];
  for (const [apiDate, language, text, datetime, month] of cases) {
    it(`shows "${apiDate}" in ${language} as ${text ?? 'no date'}`, () => {
      const expected = text === null ? null : { text, datetime, month };
      expect(parseApiDate(apiDate, language)).to.deep.equal(expected);
    });
  }
});
