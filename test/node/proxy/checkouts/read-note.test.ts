/** What a note says for certain; everything else is unclear. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { writeOrderNote, type Field } from '../../../../src/proxy/contract.js';
import { readNote } from '../../../../src/proxy/checkouts/read-note.js';

const field = (name: string, label: string, more: Partial<Field> = {}): Field => ({
  name,
  label,
  type: 'number',
  required: true,
  ...more,
});
const GAME = {
  title: 'Mobile Legends',
  fields: [field('user_id', 'User ID'), field('zone_id', 'Zone ID')],
};
const PULSA = { title: 'Pulsa Telkomsel', fields: [field('phone', 'Masukkan Nomor HP (08…)')] };
const NAME = { title: 'Robux', fields: [field('username', 'Username', { type: 'text' })] };
const SERVER = {
  title: 'Genshin Impact',
  fields: [
    field('uid', 'UID'),
    field('server', 'Server', {
      type: 'select',
      options: [
        { value: 'os_asia', label: 'Asia' },
        { value: 'os_euro', label: 'Europe' },
      ],
    }),
  ],
};
const VOUCHER = { title: 'Steam Wallet', fields: [] };
const OPTIONAL = {
  title: 'Kartu',
  fields: [field('email', 'Email', { type: 'text', required: false })],
};

const written = (...lines: readonly (readonly [label: string, value: string])[]) =>
  writeOrderNote(lines.map(([label, value]) => ({ label, value })));
const GAME_NOTE = written(['User ID', '12345678'], ['Zone ID', '1234']);
const SERVER_NOTE = written(['UID', '8123'], ['Server', 'Asia']);

interface Row {
  readonly what: string;
  readonly of?: typeof GAME;
  readonly note: string;
  readonly extra?: string;
  readonly pattern?: string;
}
const read = ({ of = GAME, note, extra, pattern }: Row) =>
  readNote(of, { note, extraNote: extra ?? null }, pattern ?? null);

const PAIR = '{user_id} ({zone_id})';
const game = { user_id: '12345678', zone_id: '1234' };
const asia = { uid: '8123', server: 'os_asia' };

const CERTAIN: readonly (Row & { readonly fields: Readonly<Record<string, string>> })[] = [
  { what: 'our note', note: GAME_NOTE, fields: game },
  {
    what: 'our note with other line ends',
    note: GAME_NOTE.replaceAll('\n', '\r\n\r\n'),
    fields: game,
  },
  {
    what: 'our note and the app’s variant',
    note: `${GAME_NOTE}\nVarian : 86 Diamonds\n`,
    fields: game,
  },
  {
    what: 'our long note',
    of: NAME,
    note: written(['Username', 'x'.repeat(100)]),
    fields: { username: 'x'.repeat(100) },
  },
  {
    what: 'our value with colons',
    of: NAME,
    note: written(['Username', 'a:b #c']),
    fields: { username: 'a:b #c' },
  },
  {
    what: 'both values under the first label',
    note: written(['User ID', '12345678 (1234)']),
    fields: game,
  },
  { what: 'labels', note: 'User ID: 12345678\nZone ID: 1234', fields: game },
  { what: 'labels in another order', note: 'zone-id = 1234\n\nUSER_ID：12345678', fields: game },
  { what: 'labels in Indonesian', note: 'ID Pemain : 12345678\nID Zona : 1234', fields: game },
  {
    what: 'labels and the app’s variant',
    note: 'userid: 12345678\nzone: 1234\nVarian : x',
    fields: game,
  },
  { what: 'full-width digits', note: 'User ID: １２３４５６７８\nZone ID: 1234', fields: game },
  {
    what: 'marks of direction',
    note: 'User ID: \u202a12345678\u202c\nZone ID: 1234',
    fields: game,
  },
  {
    what: 'a short label',
    of: PULSA,
    note: 'HP: +62 812-3456-7890',
    fields: { phone: '081234567890' },
  },
  {
    what: 'an English label',
    of: PULSA,
    note: 'Phone no.: 081234567890',
    fields: { phone: '081234567890' },
  },
  { what: 'the pattern', note: '12345678 (1234)', pattern: PAIR, fields: game },
  { what: 'the pattern without blanks', note: ' 12345678(1234)\n', pattern: PAIR, fields: game },
  { what: 'the pattern with more blanks', note: '12345678\n( 1234 )', pattern: PAIR, fields: game },
  {
    what: 'the pattern and the app’s variant',
    note: '12345678(1234)\nVarian : x',
    pattern: PAIR,
    fields: game,
  },
  {
    what: 'a pattern with words',
    note: 'id 12345678\nserver 1234',
    pattern: 'ID {user_id} Server {zone_id}',
    fields: game,
  },
  {
    what: 'a pattern with colons',
    note: 'Id:12345678, zona : 1234',
    pattern: 'ID: {user_id}, Zona: {zone_id}',
    fields: game,
  },
  {
    what: 'a pattern of one value',
    of: PULSA,
    note: '081234567890',
    pattern: '{phone}',
    fields: { phone: '081234567890' },
  },
  {
    what: 'a tag by its pattern',
    of: NAME,
    note: '#2PP0YQ',
    pattern: '{username}',
    fields: { username: '#2PP0YQ' },
  },
  { what: 'our option by its label', of: SERVER, note: SERVER_NOTE, fields: asia },
  {
    what: 'our option by its value',
    of: SERVER,
    note: written(['UID', '8123'], ['Server', 'os_asia']),
    fields: asia,
  },
  { what: 'an option by the variant', of: SERVER, note: 'UID: 8123', extra: 'Asia', fields: asia },
  {
    what: 'an option by the variant as text',
    of: SERVER,
    note: 'UID: 8123',
    extra: 'Varian : asia',
    fields: asia,
  },
  {
    what: 'an option by the app’s line',
    of: SERVER,
    note: 'UID: 8123\nVarian : Asia',
    fields: asia,
  },
  {
    what: 'an option said twice',
    of: SERVER,
    note: SERVER_NOTE,
    extra: 'Asia\nMERAH',
    fields: asia,
  },
  {
    what: 'a pattern with an option',
    of: SERVER,
    note: '8123 asia',
    pattern: '{uid} {server}',
    fields: asia,
  },
  {
    what: 'a pattern and a variant',
    of: SERVER,
    note: '8123\nVarian : Asia',
    pattern: '{uid}',
    fields: asia,
  },
  { what: 'anything for a voucher', of: VOUCHER, note: 'terima kasih\n#WRONG', fields: {} },
  { what: 'nothing where nothing is needed', of: OPTIONAL, note: '', fields: {} },
];

const BOTH = ['User ID', 'Zone ID'];
const UNCLEAR: readonly (Row & { readonly missing: readonly string[] })[] = [
  { what: 'nothing', note: '', missing: BOTH },
  { what: 'one label', note: 'User ID: 12345678', missing: ['Zone ID'] },
  {
    what: 'one label with our check',
    note: written(['User ID', '12345678']),
    missing: ['Zone ID'],
  },
  { what: 'a wrong check', note: GAME_NOTE.replace('5678', '5679'), missing: BOTH },
  {
    what: 'a wrong check that the pattern fits',
    of: NAME,
    note: `x\n#WRONG`,
    pattern: '{username} #WRONG',
    missing: ['Username'],
  },
  { what: 'a check that was cut', note: GAME_NOTE.slice(0, -1), missing: BOTH },
  { what: 'another id below our note', note: `${GAME_NOTE}\nUser ID: 9`, missing: ['User ID'] },
  { what: 'words below our note', note: `${GAME_NOTE}\nmaaf, pakai 999`, missing: BOTH },
  {
    what: 'an unknown label with our check',
    note: written(['User ID', '1'], ['Zone ID', '2'], ['PIN', '3']),
    missing: BOTH,
  },
  { what: 'two ids', note: 'User ID: 1\nUser ID: 2\nZone ID: 3', missing: ['User ID'] },
  { what: 'one id twice', note: 'User ID: 1\nPlayer ID: 1\nZone ID: 3', missing: ['User ID'] },
  { what: 'two zones', note: 'User ID: 12345678(1)\nZone ID: 2', missing: ['User ID'] },
  { what: 'words beside the labels', note: 'User ID: 1\nZone ID: 2\neh bukan', missing: BOTH },
  { what: 'two fields on one line', note: 'User ID: 12345678 Zone ID: 1234', missing: BOTH },
  {
    what: 'a label within a value',
    of: NAME,
    note: 'Username: budi password: 1',
    missing: ['Username'],
  },
  { what: 'letters in a number', note: 'User ID: 12a\nZone ID: 1', missing: ['User ID'] },
  { what: 'emoji', note: '😀'.repeat(20), pattern: PAIR, missing: BOTH },
  { what: 'NUL', of: NAME, note: 'Username: bu\0di', missing: ['Username'] },
  {
    what: 'what was lost on the way',
    of: NAME,
    note: 'Username: bu\ufffddi',
    missing: ['Username'],
  },
  { what: 'half a character', of: NAME, note: 'Username: bu\ud83d', missing: ['Username'] },
  {
    what: 'a note that may be cut',
    note: `User ID: 1\nZone ID: 1${' '.repeat(80)}2`,
    missing: BOTH,
  },
  { what: '5,000 characters', note: `${'x'.repeat(5_000)}\nUser ID: 1\nZone ID: 2`, missing: BOTH },
  {
    what: 'one bare value',
    of: PULSA,
    note: '081234567890',
    missing: [PULSA.fields[0]?.label ?? ''],
  },
  { what: 'another form than the pattern', note: '12345678/1234', pattern: PAIR, missing: BOTH },
  { what: 'more than the pattern', note: '12345678 (1234) x', pattern: PAIR, missing: BOTH },
  {
    what: 'a pattern that fits twice',
    of: {
      title: 'x',
      fields: [field('a', 'A', { type: 'text' }), field('b', 'B', { type: 'text' })],
    },
    note: '1-2-3',
    pattern: '{a}-{b}',
    missing: ['A', 'B'],
  },
  {
    what: 'a pattern of another product',
    note: '1 2',
    pattern: '{user_id} {server}',
    missing: BOTH,
  },
  {
    what: 'an unknown option',
    of: SERVER,
    note: 'UID: 8123\nServer: America',
    missing: ['Server'],
  },
  {
    what: 'an option and another variant',
    of: SERVER,
    note: SERVER_NOTE,
    extra: 'Europe',
    missing: ['Server'],
  },
  {
    what: 'a pattern and another variant',
    of: SERVER,
    note: '8123 asia',
    extra: 'Europe',
    pattern: '{uid} {server}',
    missing: ['UID'],
  },
  {
    what: 'two variants',
    of: SERVER,
    note: 'UID: 8123',
    extra: 'Asia\nEurope',
    missing: ['Server'],
  },
];

describe('a note', () => {
  for (const row of CERTAIN) {
    it(`is read by ${row.what}`, () => {
      assert.deepEqual(read(row), { kind: 'read', fields: row.fields });
    });
  }
  for (const row of UNCLEAR) {
    it(`is unclear with ${row.what}`, () => {
      assert.deepEqual(read(row), { kind: 'unclear', missing: row.missing });
    });
  }

  it('is read in no time, however long and odd', () => {
    const before = process.cpuUsage();
    for (const text of [
      ' ',
      ':',
      '#\n',
      '(',
      'a:\n',
      '\u202e',
      'contoh',
      'ab ',
      '12345678 (1',
      '{',
    ]) {
      for (const length of [9_990, 100_000]) {
        const note = text.repeat(length).slice(0, length);
        for (const of of [GAME, NAME]) {
          read({ what: '', of, note, pattern: '{user_id} (ab ab ab {zone_id}' });
          read({ what: '', of, note: writeOrderNote([{ label: note, value: note }]), extra: note });
        }
      }
    }
    assert.ok(process.cpuUsage(before).user < 5_000_000, 'more than 5 s of CPU');
  });
});
