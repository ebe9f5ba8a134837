/** Generates hostile input: odd values, and corrupted copies of valid values. */
import fc from 'fast-check';

/** Property names that are special in JavaScript and that no schema expects. */
const NAMES = ['__proto__', 'constructor', 'toString', 'valueOf', 'hasOwnProperty', 'then', ''];

const TEXTS = [
  '',
  ' ',
  '\u0000',
  '\ud800',
  'a\udfffb',
  '\u202e\u200b\ufeff',
  '..',
  '../../admin',
  '%00',
  "' or 1=1 --",
  '<script>alert(1)</script>',
  '{{token_user}}',
  '٣٤٥',
  'null',
  'constructor',
  '__proto__',
  '1e3',
  '-1',
  'NaN',
  'x'.repeat(5_000),
];

const NUMBERS = [0, -0, -1, 0.1, 1e21, 1e308, -1e308, 2 ** 53, 2 ** 53 + 2, 5e-324];

/** Any JSON value; odd ones are more frequent than in `fc.jsonValue`. */
export const hostileJson: fc.Arbitrary<unknown> = fc.oneof(
  { arbitrary: fc.constantFrom<unknown>(null, true, false, [], {}, [[]], [null]), weight: 3 },
  { arbitrary: fc.constantFrom(...NUMBERS), weight: 3 },
  { arbitrary: fc.constantFrom(...TEXTS), weight: 4 },
  { arbitrary: fc.string({ unit: 'binary', maxLength: 20 }), weight: 1 },
  { arbitrary: fc.jsonValue({ maxDepth: 2 }), weight: 2 },
  // Conversion to a primitive throws, because these are not functions.
  { arbitrary: fc.constant({ toString: 1, valueOf: 1 }), weight: 1 },
  { arbitrary: fc.constantFrom(...NAMES).map((name) => objectWithProperty(name, 1)), weight: 1 },
);

/** An object with an own property of any name, `__proto__` included, as `JSON.parse` creates. */
const objectWithProperty = (name: string, value: unknown): object =>
  Object.fromEntries([[name, value]]);

type Path = readonly (string | number)[];

type Corruption =
  | { readonly kind: 'replace'; readonly value: unknown }
  | { readonly kind: 'wrap' | 'drop' | 'retype' | 'duplicate' }
  | { readonly kind: 'add'; readonly name: string; readonly value: unknown };

const corruption: fc.Arbitrary<Corruption> = fc.oneof(
  {
    arbitrary: hostileJson.map((value) => ({ kind: 'replace', value }) as const),
    weight: 5,
  },
  {
    arbitrary: fc.constantFrom('wrap', 'drop', 'retype', 'duplicate').map((kind) => ({ kind })),
    weight: 3,
  },
  {
    arbitrary: fc
      .tuple(fc.constantFrom(...NAMES, 'code', 'data', 'status'), hostileJson)
      .map(([name, value]) => ({ kind: 'add', name, value }) as const),
    weight: 2,
  },
);

/** A valid value with zero to three corruptions. */
export function corrupted(validValue: unknown): fc.Arbitrary<unknown> {
  const corruptionAtPath = fc.tuple(fc.constantFrom(...pathsOf(validValue)), corruption);
  return fc
    .array(corruptionAtPath, { maxLength: 3 })
    .map((all) =>
      all.reduce((value, [path, corruption]) => corruptAt(value, path, corruption), validValue),
    );
}

/** Any JSON value, or a corrupted copy of one of the valid values. */
export const corruptedOneOf = (validValues: readonly unknown[]): fc.Arbitrary<unknown> =>
  fc.oneof(
    { arbitrary: hostileJson, weight: 1 },
    ...validValues.map((validValue) => ({
      arbitrary: corrupted(validValue),
      weight: Math.ceil(8 / validValues.length),
    })),
  );

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

function pathsOf(value: unknown): Path[] {
  if (!isObject(value)) return [[]];
  const inside = Object.entries(value).flatMap(([name, each]) =>
    pathsOf(each).map((path): Path => [name, ...path]),
  );
  return [[], ...inside];
}

/** A copy with the value at the path corrupted; unchanged if an earlier corruption removed the path. */
function corruptAt(value: unknown, [name, ...rest]: Path, corruption: Corruption): unknown {
  if (name === undefined) return corruptValue(value, corruption);
  if (!isObject(value)) return value;
  const entries = Object.entries(value).flatMap(([each, inside]): [string, unknown][] => {
    if (each !== name) return [[each, inside]];
    if (rest.length === 0 && corruption.kind === 'drop') return [];
    return [[each, corruptAt(inside, rest, corruption)]];
  });
  return Array.isArray(value) ? entries.map(([, each]) => each) : Object.fromEntries(entries);
}

function corruptValue(value: unknown, corruption: Corruption): unknown {
  switch (corruption.kind) {
    case 'replace':
      return corruption.value;
    case 'wrap':
      return [value];
    case 'retype':
      // A number becomes text, numeric text becomes a number.
      return typeof value === 'string' && value.trim() !== '' && Number.isFinite(Number(value))
        ? Number(value)
        : JSON.stringify(value);
    case 'duplicate':
      return Array.isArray(value)
        ? [...(value as unknown[]), ...(value as unknown[])]
        : [value, value];
    case 'add':
      return isObject(value) && !Array.isArray(value)
        ? Object.fromEntries([...Object.entries(value), [corruption.name, corruption.value]])
        : value;
    case 'drop':
      // The root has no parent that it could be dropped from.
      return null;
  }
}

/** The value at a path of own properties; `undefined` where the path leads nowhere. */
export const propertyAt = (value: unknown, ...path: readonly string[]): unknown => {
  const [name, ...rest] = path;
  if (name === undefined) return value;
  if (typeof value !== 'object' || value === null) return undefined;
  return propertyAt(Object.getOwnPropertyDescriptor(value, name)?.value, ...rest);
};
