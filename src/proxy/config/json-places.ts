/**
 * Where the values of a JSON text stand, and where the text breaks: `JSON.parse` tells neither reliably.
 * It is needed before anything can be loaded later, so it is small and uses no package.
 */

export type JsonPath = readonly (string | number)[];

/** Both count from 1. */
export interface TextPlace {
  readonly line: number;
  readonly column: number;
}

export interface JsonPlaces {
  /** where the JSON breaks; `null` where it is valid */
  readonly brokenAt: TextPlace | null;
  /** members whose name stands twice in one object */
  readonly repeated: readonly JsonPath[];
  /** The place of a member's name or of an element; of the nearest value around it where it is missing. */
  placeOf(this: void, path: JsonPath): TextPlace;
}

const SPACE = /[ \t\n\r]*/y;
const STRING = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[\da-fA-F]{4}))*"/y;
const SCALAR = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y;

export function findJsonPlaces(text: string): JsonPlaces {
  const offsets = new Map<string, number>();
  const repeated: JsonPath[] = [];
  let at = 0;

  /** The text that matches here, and moves behind it; `null` where none does. */
  function take(pattern: RegExp): string | null {
    pattern.lastIndex = at;
    const [found = null] = pattern.exec(text) ?? [];
    at += found?.length ?? 0;
    return found;
  }

  /** A sign and the spaces around it. */
  function takeSign(sign: string): boolean {
    take(SPACE);
    if (text.charAt(at) !== sign) return false;
    at += 1;
    take(SPACE);
    return true;
  }

  /** Members or elements up to the closing sign; the opening one is read. */
  function readMany(close: string, readOne: (index: number) => boolean): boolean {
    if (takeSign(close)) return true;
    for (let index = 0; readOne(index); index += 1) {
      if (takeSign(close)) return true;
      if (!takeSign(',')) return false;
    }
    return false;
  }

  function readMember(path: JsonPath): boolean {
    const start = at;
    const name = take(STRING);
    if (name === null) return false;
    const memberPath = [...path, String(JSON.parse(name))];
    if (offsets.has(keyOf(memberPath))) repeated.push(memberPath);
    offsets.set(keyOf(memberPath), start);
    return takeSign(':') && readValue(memberPath);
  }

  function readValue(path: JsonPath): boolean {
    take(SPACE);
    if (takeSign('{')) return readMany('}', () => readMember(path));
    if (!takeSign('[')) return take(STRING) !== null || take(SCALAR) !== null;
    return readMany(']', (index) => {
      const elementPath = [...path, index];
      offsets.set(keyOf(elementPath), at);
      return readValue(elementPath);
    });
  }

  const isRead = readValue([]);
  take(SPACE);
  const isValid = isRead && at === text.length;
  return {
    brokenAt: isValid ? null : toPlace(text, at),
    repeated,
    placeOf(path) {
      const known = path.map((_, index) => offsets.get(keyOf(path.slice(0, path.length - index))));
      return toPlace(text, known.find((offset) => offset !== undefined) ?? 0);
    },
  };
}

const keyOf = (path: JsonPath): string => JSON.stringify(path);

function toPlace(text: string, offset: number): TextPlace {
  const lines = text.slice(0, offset).split('\n');
  return { line: lines.length, column: Array.from(lines.at(-1) ?? '').length + 1 };
}

/** `products[2].items[0].suppliers.snapcart`, on one line. */
export const formatJsonPath = (path: JsonPath): string =>
  path
    .map((part, index) =>
      typeof part === 'number' ? `[${String(part)}]` : `${index > 0 ? '.' : ''}${part}`,
    )
    .join('')
    .replaceAll(/\p{C}/gu, '?');
