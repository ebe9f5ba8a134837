/**
 * The language of `note_pattern` in the catalogue file: plain text with the shelf's field names in braces,
 * as in `{user_id} ({zone_id})`. It fits a whole note or none. It is no regular expression, which could take
 * a note of a stranger too long to try.
 */
import { cleanText } from '../typed-text.js';

export interface NotePattern {
  readonly names: readonly string[];
  /** the texts before, between and after the names: one more than these */
  readonly texts: readonly string[];
}

/** `null` where braces are left open or empty, a name stands twice, or nothing stands between two. */
export function parseNotePattern(pattern: string): NotePattern | null {
  const pieces = pattern.trim().split(/\{([^{}]*)\}/);
  const texts = pieces.filter((_, index) => index % 2 === 0);
  const names = pieces.filter((_, index) => index % 2 === 1).map((name) => name.trim());
  const isWrong =
    names.length === 0 ||
    names.includes('') ||
    new Set(names).size < names.length ||
    texts.slice(1, -1).includes('') ||
    texts.some((text) => /[{}]/.test(text));
  return isWrong ? null : { names, texts: texts.map(withoutOptionalSpaces) };
}

/** The names of a pattern that are no field of its product. */
export const patternFaults = (pattern: string, fieldNames: readonly string[]): string[] =>
  (parseNotePattern(pattern)?.names ?? []).filter((name) => !fieldNames.includes(name));

/** The values by name, each a run without blanks; `null` where the note fits not, or in more than one way. */
export function matchNotePattern(
  { names, texts }: NotePattern,
  note: string,
): Record<string, string> | null {
  const signs = Array.from(cleanText(note).replace(/\s+/g, ' '));
  const values = new Map<string, string>();
  let at = endOfText(texts[0] ?? '', signs, 0);
  for (const [index, name] of names.entries()) {
    if (at === null) return null;
    if (signs[at] === ' ' && isMark(signs[at - 1])) at++;
    const next = texts[index + 1] ?? '';
    const start = at;
    while (at < signs.length && signs[at] !== ' ' && !beginsAt(next, signs, at)) at++;
    values.set(name, signs.slice(start, at).join(''));
    at = endOfText(next, signs, at);
  }
  if (at !== signs.length) return null;
  const isCertain = [...values.values()].every(
    (value) => value !== '' && !texts.slice(1, -1).some((text) => holdsText(value, text)),
  );
  return isCertain ? Object.fromEntries(values) : null;
}

const isMark = (sign = ''): boolean => /^[^\p{L}\p{N}\s]$/u.test(sign);

/** Blanks beside punctuation may be there or not. */
const withoutOptionalSpaces = (text: string): string =>
  text.replace(/\s+/g, ' ').replace(/ ?([^\p{L}\p{N} ]) ?/gu, '$1');

const beginsAt = (text: string, signs: readonly string[], from: number): boolean =>
  text !== '' && endOfText(text, signs, from) !== null;

/** With the separator in it, a value could be split at another place. */
const holdsText = (value: string, text: string): boolean =>
  text.trim() !== '' && value.toLowerCase().includes(text.trim().toLowerCase());

/** Where the pattern's text ends that begins at `from`; `null` where it does not stand there. */
function endOfText(text: string, signs: readonly string[], from: number): number | null {
  let at = from;
  for (const sign of text) {
    const isOptionalSpace = sign !== ' ' && (isMark(sign) || isMark(signs[at - 1]));
    if (signs[at] === ' ' && isOptionalSpace) at++;
    if (signs[at]?.toLowerCase() !== sign.toLowerCase()) return null;
    at++;
  }
  return at;
}
