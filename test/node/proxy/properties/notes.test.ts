/** Arbitrary notes of the shop's own checkout: what was written is read again, or nothing is. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import {
  cleanFields,
  fieldFaults,
  writeOrderNote,
  type Field,
} from '../../../../src/proxy/contract.js';
import { readNote } from '../../../../src/proxy/checkouts/read-note.js';
import { createPropertyRunner, fuzzSettings, assertHolds } from '../../../support/fuzz.js';

const holds = createPropertyRunner(fuzzSettings(process.env));

const text = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 30 }),
  fc.stringMatching(/^[\w@.:#=/ -]{1,30}$/),
);
const LABELS = ['User ID', 'Masukkan Zone ID: (contoh: 1)', 'Nama #1', 'E-mail = surel'];
const fields: readonly Field[] = LABELS.map((label, index) => ({
  name: `field${index}`,
  label,
  type: 'text',
  required: index === 0,
}));
const product = { title: 'Game', fields };
const read = (note: string) => readNote(product, { note, extraNote: null }, '{field0}');

/** Values as the page sends them, and the note that it writes. */
const order = fc
  .array(text, { minLength: LABELS.length, maxLength: LABELS.length })
  .map((values) =>
    cleanFields(
      product,
      Object.fromEntries(values.map((value, i) => [`field${i}`, value.replace(/\s+/g, ' ')])),
    ),
  )
  .filter((values) => fieldFaults(product, values).length === 0)
  // It stands for what was lost on the way.
  .filter((values) => !Object.values(values).some((value) => /[\ufffd\p{Cs}]/u.test(value)))
  .map((values) => {
    const lines = fields.map(({ name, label }) => ({ label, value: values[name] ?? '' }));
    return { values, note: writeOrderNote(lines) };
  });

/** What the app and its forms do to a note. */
const mangled = (note: string) =>
  fc
    .tuple(
      fc.constantFrom('\n', '\r\n', '\r', '\n\n', ' \n \n', '\n\t'),
      fc.constantFrom('', ' ', '\n', '\r\n \n'),
      fc.constantFrom('', '\nVarian : Varian 1\n', '\r\n\r\nVarian : 86', '\n \n'),
    )
    .map(([end, around, added]) => around + note.split('\n').join(end) + around + added);

describe('a note of ours', () => {
  it('is read as it was written, whatever the app does to its lines', async () => {
    const notes = order.chain(({ values, note }) =>
      mangled(note).map((changed) => ({ values, changed })),
    );
    await holds(
      fc.property(notes, ({ values, changed }) => {
        assert.deepEqual(read(changed), { kind: 'read', fields: values });
      }),
      500,
    );
  });

  it('is unclear once a character in it is another, is missing or is added', async () => {
    const edits = fc.record({
      at: fc.nat(200),
      removed: fc.constantFrom(0, 1),
      added: fc.oneof(
        fc.constantFrom('', '0', '9', ':', '#', '\n', 'a'),
        fc.string({ unit: 'grapheme', maxLength: 1 }),
      ),
    });
    const plain = (note: string) => note.replace(/\s+/g, ' ').trim();
    let unclear = 0;
    await holds(
      fc.property(order, edits, ({ values, note }, { at, removed, added }) => {
        // Up to the check, whose letters may be small.
        const start = at % note.lastIndexOf('#');
        const changed = note.slice(0, start) + added + note.slice(start + removed);
        const result = read(changed);
        if (result.kind === 'unclear') unclear += 1;
        // Only blanks may differ.
        else {
          assert.equal(plain(changed), plain(note));
          assert.deepEqual(result.fields, values);
        }
      }),
      1_500,
    );
    assertHolds(unclear > 500);
  });

  it('with a line of another is unclear', async () => {
    await holds(
      fc.property(order, order, ({ note }, other) => {
        const [first, ...rest] = note.split('\n');
        const [otherFirst] = other.note.split('\n');
        fc.pre(first !== otherFirst);
        assert.equal(read([otherFirst, ...rest].join('\n')).kind, 'unclear');
      }),
      300,
    );
  });
});

describe('any note', () => {
  it('gives values without a fault, or none', async () => {
    const words = fc.oneof(
      text,
      fc.constantFrom(
        ...LABELS,
        ': ',
        '\n',
        '\r',
        '#',
        '12345678',
        '(1234)',
        'Varian : ',
        '\0',
        '\ud800',
        '\u202e',
      ),
    );
    const notes = fc.array(words, { maxLength: 12 }).map((parts) => parts.join(''));
    const seen = new Set<string>();
    await holds(
      fc.property(notes, (note) => {
        const result = read(note);
        seen.add(result.kind);
        if (result.kind === 'unclear') assertHolds(result.missing.length > 0);
        else assert.deepEqual(fieldFaults(product, result.fields), []);
      }),
      1_500,
    );
    assert.deepEqual([...seen].sort(), ['read', 'unclear']);
  });
});
