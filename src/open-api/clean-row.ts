/**
 * Makes a row as PHP sends it one that the schemas can read: HTML entities become characters, once. Rows
 * are cleaned when they arrive, never when they are restored.
 */

/** UTF-16 units. A row beyond it is dropped: it would fill memory and storage alone. */
const MAX_ROW_CHARS = 200_000;

/** Those that PHP's `htmlspecialchars` writes, and the space of editors. */
const CHARACTERS = new Map([
  ['amp', '&'],
  ['lt', '<'],
  ['gt', '>'],
  ['quot', '"'],
  ['apos', "'"],
  ['nbsp', ' '],
]);

function decodeEntity(entity: string, name: string): string {
  try {
    const code = name.startsWith('#') ? Number(`0${name.slice(1)}`) : NaN;
    // Browsers read 128 to 159 as letters of Windows-1252.
    if (code < 128 || code > 159) return String.fromCodePoint(code || 0xfffd);
    // Refused on pages that require trusted types: there the entity stays as it is.
    return (
      CHARACTERS.get(name) ?? new DOMParser().parseFromString(entity, 'text/html').body.textContent
    );
  } catch {
    return entity;
  }
}

/** The result is text, whatever it looks like. Without its semicolon, `&copy=` is part of an address. */
const decodeEntities = (text: string): string =>
  text.replace(/&(#x?[\da-f]+|[a-z]\w*);/gi, decodeEntity).replace(/\u00a0/g, ' ');

/** Descriptions are markup: `plainText` decodes them. */
const decodeField = (field: string, value: unknown): unknown =>
  typeof value === 'string' && !field.startsWith('deskripsi') ? decodeEntities(value) : value;

/** `null` for a row that is too large, or nested too deeply. */
export function cleanRow(row: unknown): unknown {
  try {
    const json = JSON.stringify(row);
    if (json.length > MAX_ROW_CHARS) return null;
    return json.includes('&') ? JSON.parse(json, decodeField) : row;
  } catch {
    return null;
  }
}
