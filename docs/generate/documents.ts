/** The generated documents and editor data, as text by path. */
import { format, resolveConfig } from 'prettier';
import { cssData, htmlData, webTypes } from './editors.js';
import { frameworkTypes } from './frameworks.js';
import { renderLlms, renderLlmsFull, type Page } from './machines.js';
import { renderReference, type ReferenceSources } from './reference.js';
import type { Say } from './reference-element.js';
import type { Language, Translation } from './translation.js';

export type Files = Readonly<Record<string, string>>;

const NOTICE = '<!-- Made by `npm run docs` from the elements and texts; change those. -->';

export async function renderDocuments(
  sources: ReferenceSources,
  pages: readonly Page[],
  { toIndonesian }: Translation,
): Promise<Files> {
  const options = await resolveConfig('docs/reference.md');
  const formatted = (text: string): Promise<string> =>
    format(text, { ...options, parser: 'markdown' });
  const reference = (language: Language, say: Say): Promise<string> =>
    formatted(`${NOTICE}\n\n${renderReference(sources, language, say)}`);
  return {
    'docs/rujukan.md': await reference('id', toIndonesian),
    'docs/reference.md': await reference('en', (english) => english),
    'docs/llms.txt': renderLlms(sources),
    'docs/llms-full.txt': await formatted(renderLlmsFull(sources, pages)),
  };
}

const asJson = (value: object): string => `${JSON.stringify(value)}\n`;

/** For editors, and for the types of frameworks. */
export const renderEditorData = (
  { elements }: ReferenceSources,
  version: string,
  { toIndonesian }: Translation,
): Files => ({
  'dist/html.vscode.json': asJson(htmlData(elements, toIndonesian)),
  'dist/css.vscode.json': asJson(cssData(elements, toIndonesian)),
  'dist/elements.d.ts': frameworkTypes(elements),
  'dist/web-types.json': asJson(webTypes(elements, version, toIndonesian)),
});
