/** What nobody should send, and somebody will: odd values, and good ones that were spoilt. */
import fc from 'fast-check';

/** Names that mean something to JavaScript, and none that a schema expects. */
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

/** Any JSON value, the odd ones more often than chance would have them. */
export const hostileJson: fc.Arbitrary<unknown> = fc.oneof(
  { arbitrary: fc.constantFrom<unknown>(null, true, false, [], {}, [[]], [null]), weight: 3 },
  { arbitrary: fc.constantFrom(...NUMBERS), weight: 3 },
  { arbitrary: fc.constantFrom(...TEXTS), weight: 4 },
  { arbitrary: fc.string({ unit: 'binary', maxLength: 20 }), weight: 1 },
  { arbitrary: fc.jsonValue({ maxDepth: 2 }), weight: 2 },
  // Not callable, where a conversion to text or number expects a function.
  { arbitrary: fc.constant({ toString: 1, valueOf: 1 }), weight: 1 },
  { arbitrary: fc.constantFrom(...NAMES).map((name) => objectWithProperty(name, 1)), weight: 1 },
);

/** An object with an own property of any name, as `JSON.parse` makes it. */
const objectWithProperty = (name: string, value: unknown): object =>
  Object.fromEntries([[name, value]]);

type Path = readonly (string | number)[];

type Corruption =
  | { readonly kind: 'put'; readonly value: unknown }
  | { readonly kind: 'wrap' | 'drop' | 'write' | 'double' }
  | { readonly kind: 'add'; readonly name: string; readonly value: unknown };

const corruption: fc.Arbitrary<Corruption> = fc.oneof(
  {
    arbitrary: hostileJson.map((value) => ({ kind: 'put', value }) as const),
    weight: 5,
  },
  {
    arbitrary: fc.constantFrom('wrap', 'drop', 'write', 'double').map((kind) => ({ kind })),
    weight: 3,
  },
  {
    arbitrary: fc
      .tuple(fc.constantFrom(...NAMES, 'code', 'data', 'status'), hostileJson)
      .map(([name, value]) => ({ kind: 'add', name, value }) as const),
    weight: 2,
  },
);

/** A good value, spoilt in up to three places; sometimes in none. */
export function corrupted(validValue: unknown): fc.Arbitrary<unknown> {
  const corruptionAtPath = fc.tuple(fc.constantFrom(...pathsOf(validValue)), corruption);
  return fc
    .array(corruptionAtPath, { maxLength: 3 })
    .map((all) =>
      all.reduce((value, [path, corruption]) => corruptAt(value, path, corruption), validValue),
    );
}

/** Anything at all, or one of some good values, spoilt. */
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

/** A copy with the value at the path changed; as it was where the path leads nowhere any more. */
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
    case 'put':
      return corruption.value;
    case 'wrap':
      return [value];
    case 'write':
      // Numbers as text, and text of numbers as numbers.
      return typeof value === 'string' && value.trim() !== '' && Number.isFinite(Number(value))
        ? Number(value)
        : JSON.stringify(value);
    case 'double':
      return Array.isArray(value)
        ? [...(value as unknown[]), ...(value as unknown[])]
        : [value, value];
    case 'add':
      return isObject(value) && !Array.isArray(value)
        ? Object.fromEntries([...Object.entries(value), [corruption.name, corruption.value]])
        : value;
    case 'drop':
      // Only what is a part of something can be left out.
      return null;
  }
}

/** A field of what should be an object; `undefined` where it is none or has none. */
export const propertyAt = (value: unknown, ...path: readonly string[]): unknown => {
  const [name, ...rest] = path;
  if (name === undefined) return value;
  if (typeof value !== 'object' || value === null) return undefined;
  return propertyAt(Object.getOwnPropertyDescriptor(value, name)?.value, ...rest);
};
