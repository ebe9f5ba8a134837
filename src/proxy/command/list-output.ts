/** Lists as text for a terminal, as JSON and as CSV. Texts of shoppers can do no harm in any of them. */

export type Cell = string | number | null;
export type Row = Readonly<Record<string, Cell>>;

/** Control characters would control the terminal. */
export const stripControlCharacters = (text: string): string => text.replace(/[^\P{C}\n]/gu, ' ');

/** One JSON array, one row a line. */
export function formatJson(rows: readonly object[]): string {
  const lines = rows.map((row) => escapeControlCharacters(JSON.stringify(row)));
  return lines.length === 0 ? '[]' : `[\n${lines.join(',\n')}\n]`;
}

const escapeControlCharacters = (json: string): string =>
  json.replace(/\p{C}/gu, (letters) =>
    Array.from({ length: letters.length }, (_, i) => letters.charCodeAt(i))
      .map((unit) => `\\u${unit.toString(16).padStart(4, '0')}`)
      .join(''),
  );

/** RFC 4180. Spreadsheets run a text that begins with one of `= + - @` as a formula. */
export function formatCsv(columns: readonly string[], rows: readonly Row[]): string {
  const lines = [
    columns.map(formatCell),
    ...rows.map((row) => columns.map((name) => formatCell(row[name] ?? null))),
  ];
  return lines.map((cells) => cells.join(',')).join('\r\n');
}

function formatCell(value: Cell): string {
  if (typeof value === 'number') return String(value);
  const text = (value ?? '').replace(/\p{C}/gu, ' ');
  const harmless = /^\s*[=+\-@]/.test(text) ? `'${text}` : text;
  return /[",]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}

/** The text in exactly so many columns; what is cut off leaves an ellipsis. */
export function fit(text: string, columns: number): string {
  const letters = Array.from(stripControlCharacters(text).replaceAll('\n', ' '));
  return letters.length > columns
    ? `${letters.slice(0, columns - 1).join('')}…`
    : letters.join('') + ' '.repeat(columns - letters.length);
}
