/**
 * What the note of a line says for certain. Whatever is not certain is unclear, and is asked for or decided
 * by a person: a guess would buy for a stranger.
 */
import { cleanFields, fieldFaults, type Field } from '../contract.js';
import { matchNotePattern, parseNotePattern } from '../config/note-pattern.js';
import { parseOrderNote, type ParsedNote } from '../order-note.js';
import type { TitledFields } from '../phone-fields.js';
import { NOTE_LENGTH, type TransactionLine } from '../transactions/transaction.js';
import { cleanText } from '../typed-text.js';
import { findLabelledField, isAddedByShop } from './note-labels.js';

export type ReadNote =
  /** The values by the shelf's field names, cleaned and without faults. */
  | { readonly kind: 'read'; readonly fields: Readonly<Record<string, string>> }
  /** Labels of the fields that are missing or wrong; of all, where the note as a whole is unclear. */
  | { readonly kind: 'unclear'; readonly missing: readonly string[] };

type NotedProduct = TitledFields<Field>;
type NotedLine = Pick<TransactionLine, 'note' | 'extraNote'>;

/** A note without a check is not read from this length on: the end of a longer one may be cut off. */
const UNCHECKED_LENGTH = 100;

/** NUL, and what stands in the place of something that was lost on the way. */
const LOST = /[\0\ufffd\p{Cs}]/u;

/** @param notePattern `note_pattern` of the item */
export function readNote(
  product: NotedProduct,
  line: NotedLine,
  notePattern: string | null,
): ReadNote {
  if (product.fields.length === 0) return { kind: 'read', fields: {} };
  const all = product.fields.map(({ label }) => label);
  if (line.note.length > NOTE_LENGTH || LOST.test(line.note))
    return { kind: 'unclear', missing: all };
  const note = parseOrderNote(line.note);
  const isLong = line.note.trim().length >= UNCHECKED_LENGTH;
  if (note.check === 'wrong' || (note.check === 'none' && isLong)) {
    return { kind: 'unclear', missing: all };
  }
  const byLabels = readLabels(product, note, line.extraNote);
  if (byLabels.kind === 'read' || note.check === 'right' || notePattern === null) return byLabels;
  const byPattern = readPattern(product, line, note, notePattern);
  return byPattern?.kind === 'read' ? byPattern : byLabels;
}

/** The pattern names the fields as labels do; what the shop's app adds below is no part of it. */
function readPattern(
  product: NotedProduct,
  line: NotedLine,
  { fields }: ParsedNote,
  notePattern: string,
): ReadNote | null {
  const lines = line.note.split(/[\r\n]+/);
  const own = lines.filter((each) => !isAddedByShop(each.split(/[:：=]/, 1)[0] ?? ''));
  const pattern = parseNotePattern(notePattern);
  const values = pattern && matchNotePattern(pattern, own.join('\n'));
  if (!values) return null;
  const named = Object.entries(values).map(([label, value]) => ({ label, value }));
  const added = fields.filter(({ label }) => isAddedByShop(label));
  return readLabels(
    product,
    { fields: [...named, ...added], others: [], check: 'none' },
    line.extraNote,
  );
}

/** Two values in one, as in `12345678 zona: 1234`, unless our own check vouches for the line. */
const mayHoldLabel = (value: string): boolean => /[:：=]/.test(value);

function readLabels(product: NotedProduct, note: ParsedNote, extraNote: string | null): ReadNote {
  const { valuesOf, variants, isStrange } = sortLines(product, note, extraNote);
  const values = new Map<string, string>();
  const uncertain = new Set<string>();
  for (const field of product.fields) {
    const written = valuesOf.get(field) ?? [];
    const isVouched = note.check === 'right' || !written.some(mayHoldLabel);
    const options = namedOptions(product, field, variants);
    const [value, another] = new Set([...written.map((text) => toOption(field, text)), ...options]);
    if (!isVouched || written.length > 1 || another !== undefined) uncertain.add(field.label);
    else if (value !== undefined) values.set(field.name, value);
  }
  const checked = check(product, Object.fromEntries(values));
  const wrong = checked.kind === 'read' ? [] : checked.missing;
  const missing = [...new Set([...uncertain, ...wrong])];
  if (missing.length > 0) return { kind: 'unclear', missing };
  return isStrange
    ? { kind: 'unclear', missing: product.fields.map(({ label }) => label) }
    : checked;
}

/** What the lines say of each field, and what they and `extraNote` say of variants. */
function sortLines(product: NotedProduct, note: ParsedNote, extraNote: string | null) {
  const variants = (extraNote ?? '').split('\n').map((text) => text.replace(/^varian\s*:/i, ''));
  const valuesOf = new Map<Field, string[]>();
  let isStrange = note.others.length > 0;
  for (const { label, value } of note.fields) {
    const field = findLabelledField(product.fields, label);
    if (field) valuesOf.set(field, [...(valuesOf.get(field) ?? []), value]);
    else if (isAddedByShop(label)) variants.push(value);
    else isStrange = true;
  }
  return { valuesOf, variants, isStrange };
}

function check(product: NotedProduct, values: Readonly<Record<string, string>>): ReadNote {
  const faulty = new Set(fieldFaults(product, values).map(({ field }) => field));
  if (faulty.size === 0) return { kind: 'read', fields: cleanFields(product, values) };
  const labels = product.fields.filter(({ name }) => faulty.has(name)).map(({ label }) => label);
  return { kind: 'unclear', missing: labels };
}

const folded = (text: string): string => cleanText(text).replace(/\s+/g, ' ').toLowerCase();

/** The options that a text names, by value or by label. */
function optionsNamed(field: Field, text: string): string[] {
  const name = folded(text);
  if (name === '') return [];
  return (field.options ?? [])
    .filter((option) => folded(option.value) === name || folded(option.label) === name)
    .map(({ value }) => value);
}

/** The value of the only option that is called so; else the text, which is then no option. */
function toOption(field: Field, text: string): string {
  const [option, another] = optionsNamed(field, text);
  if (option === undefined) return text;
  return another === undefined ? option : `${text}?`;
}

/** The field's options that a variant names, where it names nothing else. */
const namedOptions = (product: NotedProduct, field: Field, texts: readonly string[]): string[] =>
  texts.flatMap((text) => {
    const named = product.fields.flatMap((each) => optionsNamed(each, text));
    return named.length === 1 ? optionsNamed(field, text) : [];
  });
