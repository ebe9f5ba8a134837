import { expect } from 'chai';
import { voucherParts } from '../../../../src/elements/orders/voucher-parts.js';

describe('the parts of a voucher', () => {
  const vouchers: readonly (readonly [string, ...(readonly [string, string])[]])[] = [
    ['ABCD-1234', ['', 'ABCD-1234']],
    ['ABCD:EFGH', ['', 'ABCD:EFGH']],
    ['https://kupon.test/a?kode=1:2', ['', 'https://kupon.test/a?kode=1:2']],
    ['PIN : 1234-5678\tSerial : 998877', ['PIN', '1234-5678'], ['Serial', '998877']],
    ['PIN : 1234-5678 Serial : 998877', ['PIN', '1234-5678'], ['Serial', '998877']],
    [
      'PIN : 1\tSerial : 2\nPIN : 3\tSerial : 4',
      ['PIN', '1'],
      ['Serial', '2'],
      ['PIN', '3'],
      ['Serial', '4'],
    ],
    ['AAAA-1111\r\n\r\nBBBB-2222', ['', 'AAAA-1111'], ['', 'BBBB-2222']],
    ['pin:1234', ['pin', '1234']],
    ['PIN: 12 34, Serial: 99', ['PIN', '12 34'], ['Serial', '99']],
    [
      'Kode Voucher : AB12 | Masa berlaku : 31-12-2026',
      ['Kode Voucher', 'AB12'],
      ['Masa berlaku', '31-12-2026'],
    ],
    ['Link: https://kupon.test/?a=1', ['Link', 'https://kupon.test/?a=1']],
    ['Nomor kartu : 1234 5678', ['Nomor kartu', '1234 5678']],
    ['User=rara Password=a:b=c', ['User', 'rara'], ['Password', 'a:b=c']],
    ['PIN : \tSerial : 5', ['', 'PIN :'], ['Serial', '5']],
  ];
  for (const [voucher, ...expected] of vouchers) {
    it(`are found in ${JSON.stringify(voucher)}`, () => {
      const found = voucherParts(voucher).map(({ label, value }) => [label, value]);
      expect(found).to.deep.equal(expected);
    });
  }
});
