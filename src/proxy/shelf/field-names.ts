/** Which supplier takes the fields that the shelf asks for, and by which names. Pure functions. */
import type { Field } from '../contract.js';

type Option = NonNullable<Field['options']>[number];
type Names = Readonly<Record<string, string>>;

/** The fields of a product's first supplier, by the names of the shelf. */
export const toShelfFields = (
  fields: readonly Field[],
  ownByShelfName: Names,
): readonly Field[] => {
  const shelfNameOf = new Map(Object.entries(ownByShelfName).map(([shelf, own]) => [own, shelf]));
  return fields.map((field) => ({ ...field, name: shelfNameOf.get(field.name) ?? field.name }));
};

export type FieldMatch =
  | { readonly kind: 'mapped'; readonly fieldNames: Names }
  /** the field that has no counterpart */
  | { readonly kind: 'differs'; readonly field: string };

/**
 * The supplier's name of each of the shelf's fields. Every field has exactly one counterpart, of the same
 * name and type unless the catalogue file names it; a choice has the same options, by value and label.
 */
export function matchFields(
  shelfFields: readonly Field[],
  ownFields: readonly Field[],
  ownByShelfName: Names,
): FieldMatch {
  const named = new Map(Object.entries(ownByShelfName));
  const ownNames = new Map<string, string>();
  for (const field of shelfFields) {
    const name = named.get(field.name) ?? field.name;
    const own = ownFields.find((each) => each.name === name);
    const isSame = own !== undefined && (named.has(field.name) || own.type === field.type);
    if (!isSame || !hasSameOptions(field, own)) return { kind: 'differs', field: field.name };
    ownNames.set(field.name, name);
  }
  const taken = new Set(ownNames.values());
  if (taken.size < ownNames.size) return { kind: 'differs', field: [...taken].join(', ') };
  const missing = ownFields.find((each) => each.required && !taken.has(each.name));
  return missing
    ? { kind: 'differs', field: missing.name }
    : { kind: 'mapped', fieldNames: Object.fromEntries(ownNames) };
}

function hasSameOptions(shelf: Field, own: Field): boolean {
  if ((shelf.type === 'select') !== (own.type === 'select')) return false;
  // A value alone may mean another thing: `1` is one server here, and another one there.
  const wordsOf = ({ value, label }: Option): string =>
    JSON.stringify([value, label.toLowerCase()]);
  const known = new Set(own.options?.map(wordsOf));
  return (shelf.options ?? []).every((option) => known.has(wordsOf(option)));
}

/** The values by the supplier's names. */
export const toOwnValues = (fieldNames: Names, values: Names): Record<string, string> => {
  const names = new Map(Object.entries(fieldNames));
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [names.get(name) ?? name, value]),
  );
};

export const hasSameNames = (fieldNames: Names): boolean =>
  Object.entries(fieldNames).every(([shelf, own]) => shelf === own);
