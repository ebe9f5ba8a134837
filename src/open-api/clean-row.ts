/**
 * Makes a row as PHP sends it one that the schemas can read: HTML entities become characters, once. Rows
 * are cleaned when they arrive, never when they are restored.
 */

/** UTF-16 units. A row beyond it is dropped: it would fill memory and storage alone. */
const MAX_ROW_CHARS = 200_000;

/** Decoded so far. Those of PHP's `htmlspecialchars` need no parser, which some pages forbid. */
const characters = new Map([
  ['&amp;', '&'],
  ['&lt;', '<'],
  ['&gt;', '>'],
  ['&quot;', '"'],
  ['&#39;', "'"],
  ['&#039;', "'"],
]);

function decodeEntity(entity: string): string {
  let decoded = characters.get(entity);
  if (decoded === undefined) {
    try {
      // Behind a letter, because a parser drops white space at the beginning.
      const page = new DOMParser().parseFromString(`a${entity}`, 'text/html');
      decoded = page.body.textContent.slice(1);
    } catch {
      // Without trusted types the entity stays as it is.
      decoded = entity;
    }
    characters.set(entity, decoded);
  }
  return decoded;
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
