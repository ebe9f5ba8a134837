/** Renders the tables of the reference, and the section of one element. */
import type { Attribute, ElementEntry, Member } from './elements.js';
import { blocks, code, folded, table } from './markdown.js';
import { ELEMENT_SNIPPETS, renderSnippet } from './snippets.js';
import type { Language } from './translation.js';

export type Say = (english: string) => string;

/** A list of more parts is folded. */
const MAX_OPEN_PARTS = 14;

const own = <T extends { isShared: boolean }>(rows: readonly T[]): readonly T[] =>
  rows.filter(({ isShared }) => !isShared);

export const headingOf = (tag: string): string => `\`<${tag}>\``;

export const block = (snippet: Parameters<typeof renderSnippet>[0], language: Language): string =>
  `\`\`\`html\n${renderSnippet(snippet, language)}\n\`\`\``;

function valuesOf({ values, type }: Attribute, say: Say): string {
  return values.length > 0
    ? values.map(code).join(', ')
    : say(type === 'number' ? 'number' : 'text');
}

export const attributeTable = (rows: readonly Attribute[], say: Say): string =>
  table(
    [say('attribute'), say('value'), say('default'), say('what it does')],
    rows.map((row) => [
      code(row.name),
      valuesOf(row, say),
      code(row.defaultValue ?? ''),
      say(row.description),
    ]),
  );

export const memberTable = (kind: string, rows: readonly Member[], say: Say): string =>
  table(
    [say(kind), say('what it is')],
    rows.map(({ name, description }) => [code(name), say(description)]),
  );

/** @param rows meanings by name */
export const meaningTable = (
  head: string,
  rows: Readonly<Record<string, string>>,
  say: Say,
): string =>
  table(
    [say(head), say('meaning')],
    Object.entries(rows).map(([name, meaning]) => [code(name), say(meaning)]),
  );

function memberList(
  title: string,
  rows: readonly Member[],
  nameOf: (name: string) => string,
  say: Say,
): string | null {
  if (rows.length === 0) return null;
  const lines = rows.map(({ name, description }) => `- ${nameOf(name)}: ${say(description)}`);
  return `**${say(title)}**\n\n${lines.join('\n')}`;
}

function renderParts(rows: readonly Member[], say: Say): string | null {
  if (rows.length === 0) return null;
  const hasGroups = rows.some(({ group }) => group !== null);
  const tables = [...new Set(rows.map(({ group }) => group))]
    .sort((a, b) => Number(a === null) - Number(b === null))
    .map((name) => {
      const members = rows.filter(({ group }) => group === name);
      const content = memberTable('part', members, say);
      return hasGroups ? `_${say(name ?? 'others')}_\n\n${content}` : content;
    });
  return rows.length > MAX_OPEN_PARTS
    ? folded(`${say('Parts')} (${rows.length})`, blocks(...tables))
    : blocks(`**${say('Parts')}**`, ...tables);
}

export function renderElement(element: ElementEntry, language: Language, say: Say): string {
  const { tag, description, attributes, events, slots, parts } = element;
  const ownAttributes = own(attributes);
  return blocks(
    `### ${headingOf(tag)}`,
    say(description),
    block(ELEMENT_SNIPPETS[tag] ?? {}, language),
    ownAttributes.length > 0
      ? attributeTable(ownAttributes, say)
      : say('It has no attributes of its own, only those of every element.'),
    memberList('Events', own(events), (name) => `[\`${name}\`](#${name})`, say),
    memberList(
      'Slots',
      own(slots),
      (name) => (name === '' ? say('the element’s content') : code(name)),
      say,
    ),
    renderParts(own(parts), say),
  );
}
