import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { writeOrderNote } from '../../../src/proxy/contract.js';
import { parseOrderNote } from '../../../src/proxy/order-note.js';

const FIELDS = [
  { label: 'User ID', value: '12345678' },
  { label: 'Zone ID', value: '1234' },
];
const NOTE = writeOrderNote(FIELDS);
const [USER = '', ZONE = '', CHECK = ''] = NOTE.split('\n');

describe('the note of an order', () => {
  it('is a line of each field, and a check', () => {
    assert.equal(NOTE, 'User ID: 12345678\nZone ID: 1234\n#PGFPMDCD');
    assert.deepEqual(parseOrderNote(NOTE), { fields: FIELDS, others: [], check: 'right' });
  });

  it('is empty without a value', () => {
    assert.equal(writeOrderNote([{ label: 'User ID', value: ' ' }]), '');
    assert.deepEqual(parseOrderNote(''), { fields: [], others: [], check: 'none' });
  });

  it('keeps labels and values of any signs on lines of their own', () => {
    const odd = [
      { label: 'ID (contoh: 1)\n#=', value: ' https://x.example/#a=b\r\n#c ' },
      { label: '#', value: '😀 : １２' },
    ];
    assert.deepEqual(parseOrderNote(writeOrderNote(odd)), {
      fields: [
        { label: 'ID (contoh 1) #', value: 'https://x.example/#a=b #c' },
        { label: '#', value: '😀 : １２' },
      ],
      others: [],
      check: 'right',
    });
  });

  for (const [what, note, check] of [
    ['other line ends', NOTE.replaceAll('\n', '\r\n'), 'right'],
    ['blank lines and blanks', `\n ${NOTE.replaceAll('\n', '  \n\n ')} \n`, 'right'],
    [
      'a check in small letters',
      NOTE.toLowerCase().replace(/.*\n.*\n/, `${USER}\n${ZONE}\n`),
      'right',
    ],
    ['a line below', `${NOTE}\nVarian : Asia`, 'right'],
    ['another value', NOTE.replace('1234\n', '1235\n'), 'wrong'],
    ['a line above', `Halo\n${NOTE}`, 'wrong'],
    ['lines in another order', `${ZONE}\n${USER}\n${CHECK}`, 'wrong'],
    ['a line of another note', `${USER}\nZone ID: 9\n${CHECK}`, 'wrong'],
    ['a line less', `${USER}\n${CHECK}`, 'wrong'],
    ['two notes', `${NOTE}\n${writeOrderNote([{ label: 'User ID', value: '9' }])}`, 'wrong'],
    ['half a check', NOTE.slice(0, -3), 'wrong'],
    ['nothing left of the check but its sign', NOTE.slice(0, -8), 'wrong'],
    ['its last line end lost', NOTE.replace('\n#', '#'), 'wrong'],
    ['all line ends lost', NOTE.replaceAll('\n', ' '), 'wrong'],
    ['no check', `${USER}\n${ZONE}`, 'none'],
    ['nothing but a player’s tag', '#2PP0YQ', 'none'],
  ] as const) {
    it(`has a check with ${what}: ${check}`, () => {
      assert.equal(parseOrderNote(note).check, check);
    });
  }
});
