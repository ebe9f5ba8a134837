import { expect } from 'chai';
import { parseApiDate, parseIsoDate } from '../../../src/texts/dates.js';

const inJakarta = () => -420;
const inJayapura = () => -540;

describe('dates of the shop', () => {
  const cases: readonly [string, string, string | null, string?, string?][] = [
    ['2023-07-27 15:17:11', 'id', '27 Jul 2023, 15.17', '2023-07-27T15:17+07:00', 'Juli 2023'],
    ['2023-07-27 15:17:11', 'en', '27 Jul 2023, 15:17', '2023-07-27T15:17+07:00', 'July 2023'],
    ['2026-01-01 00:00:00', 'id', '1 Jan 2026, 00.00', '2026-01-01T00:00+07:00', 'Januari 2026'],
    ['2026-12-31T23:59', 'id', '31 Des 2026, 23.59', '2026-12-31T23:59+07:00', 'Desember 2026'],
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
      expect(parseApiDate(apiDate, language, inJakarta)).to.deep.equal(expected);
    });
  }

  it('name their zone on a phone in another', () => {
    const textOf = (apiDate: string) => parseApiDate(apiDate, 'id', inJayapura)?.text;
    expect(textOf('2023-07-27 15:17:11')).to.equal('27 Jul 2023, 15.17 WIB');
    expect(textOf('2023-07-27')).to.equal('27 Jul 2023');
  });
});

describe('times of the proxy', () => {
  const cases: readonly [string, () => number, string | null][] = [
    ['2023-07-27T08:17:11.000Z', inJakarta, '27 Jul 2023, 15.17'],
    ['2023-07-27T08:17:11.000Z', inJayapura, '27 Jul 2023, 15.17 WIB'],
    ['2023-12-31T17:00:00Z', inJakarta, '1 Jan 2024, 00.00'],
    ['+275760-09-13T00:00:00.000Z', inJakarta, null],
    ['kemarin', inJakarta, null],
  ];
  for (const [iso, offsetAt, text] of cases) {
    it(`show ${iso} in the shop’s zone as ${text ?? 'no date'}`, () => {
      expect(parseIsoDate(iso, 'id', offsetAt)?.text ?? null).to.equal(text);
    });
  }
});
