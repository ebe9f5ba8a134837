import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import {
  cleanFields,
  expectedOperator,
  fieldFaults,
  isPhoneField,
  operatorOf,
  removeInvisible,
} from '../../../src/proxy/contract.js';
import { nameOfRow, PASTED_FIELDS, pastedProduct } from '../../support/pasted-fields.js';

describe('a pasted value', () => {
  for (const row of PASTED_FIELDS) {
    it(nameOfRow(row), () => {
      const product = pastedProduct(row);
      const faults = fieldFaults(product, { account: row.pasted });
      if (row.sent === null) {
        assert.deepEqual(
          faults.map(({ field }) => field),
          ['account'],
        );
        return;
      }
      assert.deepEqual(faults, []);
      const second = row.besideSent === undefined ? {} : { second: row.besideSent };
      const cleaned = cleanFields(product, { account: row.pasted });
      assert.deepEqual(cleaned, { account: row.sent, ...second });
      assert.deepEqual(cleanFields(product, cleaned), cleaned);
    });
  }

  const game = {
    title: 'Kerajaan Awan',
    fields: [
      { name: 'id', label: 'User ID', type: 'number', required: true },
      { name: 'zone', label: 'Zone ID', type: 'number', required: true },
    ],
  } as const;

  it('overrules no zone that was given apart', () => {
    const values = { id: '12345678(1234)', zone: '9999' };
    assert.deepEqual(fieldFaults(game, values), [{ field: 'id', fault: 'not_a_number' }]);
    assert.deepEqual(cleanFields(game, { ...values, zone: ' 1234 ' }), {
      id: '12345678',
      zone: '1234',
    });
  });

  it('fills a zone of options with one of them only', () => {
    const zone = {
      name: 'zone',
      label: 'Server',
      type: 'select',
      required: true,
      options: [{ value: '1234' }],
    } as const;
    const choice = { ...game, fields: [game.fields[0], zone] };
    assert.deepEqual(cleanFields(choice, { id: '1(1234)' }), { id: '1', zone: '1234' });
    assert.equal(fieldFaults(choice, { id: '1(99)' })[0]?.fault, 'not_a_number');
  });

  it('keeps its spaces, unless the provider refuses them', () => {
    const account = { name: 'id', label: 'Nama', type: 'text', required: true } as const;
    const faultsOf = (field: object) =>
      fieldFaults({ title: 'Kerajaan Awan', fields: [{ ...account, ...field }] }, { id: 'a b' });
    assert.deepEqual(faultsOf({}), []);
    assert.deepEqual(faultsOf({ no_spaces: true }), [{ field: 'id', fault: 'has_space' }]);
  });

  it('is not cleaned where it is far too long', () => {
    for (const id of [
      '1'.repeat(5_000_000),
      `1${' '.repeat(5_000_000)}(`,
      '\u200b'.repeat(9_999),
    ]) {
      const started = performance.now();
      assert.equal(fieldFaults(game, { id, zone: '1' })[0]?.fault, 'too_long');
      assert.ok(performance.now() - started < 500);
    }
  });

  it('is cleaned to what stays as it is, whatever it holds', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme', maxLength: 60 }),
        fc.constantFrom('Nomor HP', 'User ID', 'Nama'),
        fc.constantFrom('text', 'number'),
        (pasted, label, type) => {
          const product = pastedProduct({ label, type, pasted, sent: null, beside: 'Zone ID' });
          const cleaned = cleanFields(product, { account: pasted });
          assert.deepEqual(cleanFields(product, cleaned), cleaned);
          assert.equal(removeInvisible(cleaned['account'] ?? ''), cleaned['account'] ?? '');
        },
      ),
    );
  });
});

describe('a phone field', () => {
  const isPhone = (
    title: string,
    label: string,
    others: readonly string[] = [],
    name = 'user_id',
  ) => {
    const field = { name, label, type: 'number' };
    const others_ = others.map((each) => ({ name: each, label: each, type: 'number' }));
    return isPhoneField({ title, fields: [field, ...others_] }, field);
  };

  for (const label of [
    'Nomor HP',
    'No. HP',
    'no hp',
    'Nomor Telepon',
    'Nomor telepon, misalnya 081234567890',
    'Masukkan Nomor Handphone',
    'Phone Number',
    'WhatsApp',
    'No WA',
    'MSISDN',
    'No. Telp',
    'Nomor Ponsel (08xx)',
  ]) {
    it(`is labelled: ${label}`, () => assert.ok(isPhone('DANA', label)));
  }

  for (const label of [
    'Nomor',
    'Nomor Pelanggan',
    'Nomor Meter / ID Pelanggan',
    'User ID',
    'User ID / No HP',
    'Email atau Nomor HP',
    'Nomor Virtual Account BPJS',
    'Nama WhatsApp',
    'HPP',
  ]) {
    it(`is not labelled: ${label}`, () => assert.ok(!isPhone('Kerajaan Awan', label)));
  }

  it('is told by its name where the label says nothing', () => {
    for (const name of ['phoneNumber', 'phone_number', 'msisdn', 'no_hp', 'noHp']) {
      assert.ok(isPhone('Kerajaan Awan', 'Tujuan', [], name), name);
    }
  });

  for (const title of [
    'Pulsa Telkomsel',
    'Telkomsel',
    'Indosat Ooredoo',
    'IM3',
    'XL',
    'Paket Data XL',
    'Axis',
    'Tri',
    '3',
    'Pulsa 3',
    'Smartfren',
    'by.U',
    'Paket Data',
  ]) {
    it(`is the only one of: ${title}`, () => {
      for (const label of ['Nomor', 'Nomor Tujuan', 'User ID', 'Tujuan']) {
        assert.ok(isPhone(title, label), label);
      }
      assert.ok(!isPhone(title, 'Nomor Meter'));
    });
  }

  for (const title of [
    'Token PLN',
    'Pulsa Listrik PLN',
    'Mobile Legends',
    'XL Home',
    'Tri Force',
    '',
  ]) {
    it(`is not the only one of: ${title}`, () => {
      assert.ok(!isPhone(title, title === 'Tri Force' ? 'User ID' : 'Nomor'));
    });
  }

  it('is none of several of an operator’s product, unless it says so', () => {
    assert.ok(!isPhone('Telkomsel', 'User ID', ['Zone ID']));
    assert.ok(isPhone('Telkomsel', 'Nomor', ['Catatan']));
  });
});

describe('an operator', () => {
  for (const [phone, title, operator, expected] of [
    ['081234567890', 'Pulsa Telkomsel', 'Telkomsel', null],
    ['085734567890', 'Pulsa Telkomsel', 'Indosat', 'Telkomsel'],
    ['081734567890', 'Paket Data XL', 'XL', null],
    ['083834567890', 'Paket Data XL', 'Axis', 'XL'],
    ['083834567890', 'XL / Axis', 'Axis', null],
    ['089634567890', 'Indosat', 'Tri', 'Indosat'],
    ['088134567890', 'Smartfren', 'Smartfren', null],
    ['085112345678', 'by.U', 'by.U', null],
    ['085112345678', 'Telkomsel', 'Telkomsel', null],
    ['085712345678', 'by.U', 'Indosat', 'by.U'],
    ['089634567890', 'Pulsa', 'Tri', null],
    ['080012345678', 'Telkomsel', null, null],
  ] as const) {
    it(`of ${phone} for ${title}`, () => {
      assert.equal(operatorOf(phone, title), operator);
      assert.equal(expectedOperator(phone, title), expected);
    });
  }
});
