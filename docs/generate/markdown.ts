/** Pieces of Markdown. */

/** A vertical bar would end the cell. */
const cell = (text: string): string => text.replaceAll('|', '\\|');

export const code = (text: string): string => (text === '' ? '' : `\`${text}\``);

export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.map(cell).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

export const folded = (summary: string, content: string): string =>
  `<details>\n<summary>${summary}</summary>\n\n${content}\n\n</details>`;

/** The anchor that Markdown viewers give to a heading. */
export const anchorOf = (heading: string): string =>
  heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N} _-]/gu, '')
    .replace(/ /g, '-');

export const inPage = (heading: string): string => `[${heading}](#${anchorOf(heading)})`;

/** Paragraphs, lists and tables, with an empty line between; `null` leaves one out. */
export const blocks = (...parts: readonly (string | null)[]): string =>
  parts.filter((part) => part !== null && part !== '').join('\n\n');
