/**
 * Makes a row as PHP sends it one that the schemas can read: HTML entities become characters, once, and
 * a picture's path a whole address. Rows are cleaned when they arrive, never when they are restored.
 */

/** UTF-16 units, values included. A row beyond it is dropped: it would fill memory and storage alone. */
const MAX_ROW_CHARS = 200_000;
/** Of nested values; a category's sub-categories are the deepest that any schema reads. */
const MAX_DEPTH = 4;

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
  const known = CHARACTERS.get(name);
  if (known) return known;
  try {
    const code = name.startsWith('#') ? Number(`0${name.slice(1)}`) : NaN;
    // Browsers read 128 to 159 as letters of Windows-1252.
    if (code < 128 || code > 159) return String.fromCodePoint(code || 0xfffd);
    // Refused on pages that require trusted types: there the entity stays as it is.
    return new DOMParser().parseFromString(entity, 'text/html').body.textContent;
  } catch {
    return entity;
  }
}

/** The result is text, whatever it looks like. Without its semicolon, `&copy=` is part of an address. */
export const decodeEntities = (text: string): string =>
  text.includes('&')
    ? text.replace(/&(#x?[\da-f]+|[a-z]\w*);/gi, decodeEntity).replace(/\u00a0/g, ' ')
    : text;

/** `null` for a row that is too large. */
export function cleanRow(row: unknown): unknown {
  let size = 0;
  const [, shopAddress] =
    Object.entries<unknown>({ ...(typeof row === 'object' && row) }).find(([field]) =>
      /^url_(produk|kategori)$/.test(field),
    ) ?? [];

  const cleanText = (value: string, field: string): string => {
    size += value.length;
    // Descriptions are markup; `plainText` decodes them.
    if (size > MAX_ROW_CHARS || field.startsWith('deskripsi')) return value;
    const text = decodeEntities(value).trim();
    return /gambar/.test(field) && /^\/[^/]/.test(text) ? resolve(text, shopAddress) : text;
  };

  const clean = (value: unknown, field: string, depth: number): unknown => {
    if (typeof value === 'string') return cleanText(value, field);
    size++;
    if (typeof value !== 'object' || value === null) return value;
    if (depth > MAX_DEPTH) return null;
    if (Array.isArray(value)) return value.map((each) => clean(each, field, depth + 1));
    return Object.fromEntries(
      Object.entries(value).map(([key, each]) => [
        key,
        clean(each, /^\d+$/.test(key) ? field : key, depth + 1),
      ]),
    );
  };

  const cleaned = clean(row, '', 0);
  return size > MAX_ROW_CHARS ? null : cleaned;
}

function resolve(path: string, base: unknown): string {
  try {
    return new URL(path, String(base)).href;
  } catch {
    return path;
  }
}
