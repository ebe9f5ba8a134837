/**
 * The note of an order at the shop's own checkout. The page writes it and the proxy reads it; in between, a
 * person sees it, and may change it. Its last line is a check against changes, cuts and mixing. It is no
 * signature: whoever means to can write a right one, and then says what they want bought.
 */

export interface NoteField {
  readonly label: string;
  readonly value: string;
}

/** No vowels, so that no words appear, and no digits, which could be taken for an account. */
const LETTERS = 'BCDFGHJKMNPRSTVW';

const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim();

/** FNV-1a of 32 bits, so that a line differing in one character never has the same check. */
function checkOf(lines: readonly string[]): string {
  let hash = 0x811c9dc5;
  const text = lines.join('\n');
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x1000193);
  let check = '#';
  for (let bits = 0; bits < 32; bits += 4) check += LETTERS.charAt((hash >>> bits) & 15);
  return check;
}

/** A `label: value` line of each field with a value, and a last line `#` with a check over them. */
export function writeOrderNote(fields: readonly NoteField[]): string {
  const lines = fields
    .filter(({ value }) => value.trim())
    // The first of these signs ends the label.
    .map(({ label, value }) => oneLine(label.replace(/[:：=]/g, ' ')) + ': ' + oneLine(value));
  return lines.length ? [...lines, checkOf(lines)].join('\n') : '';
}

export interface ParsedNote {
  /** the `label: value` lines, with those below the check */
  readonly fields: readonly NoteField[];
  /** other lines, without the check */
  readonly others: readonly string[];
  readonly check: 'right' | 'wrong' | 'none';
}

/** Reads a note, also one that a person has written. Blanks and line ends may have changed. */
export function parseOrderNote(note: string): ParsedNote {
  const lines = note
    .split(/[\r\n]+/)
    .map(oneLine)
    .filter((line) => line !== '');
  // Not the first line: a player's tag may begin so too.
  const at = lines.map((line, index) => index > 0 && /^#[^:：=]*$/.test(line)).lastIndexOf(true);
  const isRight = lines[at]?.toUpperCase() === checkOf(lines.slice(0, at));
  const fields: NoteField[] = [];
  const others: string[] = [];
  lines.forEach((line, index) => {
    if (index === at) return;
    const end = line.search(/[:：=]/);
    if (end < 0) others.push(line);
    else fields.push({ label: line.slice(0, end).trim(), value: line.slice(end + 1).trim() });
  });
  if (at >= 0) return { fields, others, check: isRight ? 'right' : 'wrong' };
  // A line end that was lost leaves the check behind the last value.
  const gluedCheck = RegExp(`.#[${LETTERS}]{8}`, 'i');
  const isGlued = lines.some((line) => gluedCheck.test(line));
  return { fields, others, check: isGlued ? 'wrong' : 'none' };
}
