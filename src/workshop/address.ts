/**
 * The design in the address of the workshop, as what differs from its page. A connection is never there:
 * who opens an address that others have made must not get their script, their proxy or a token.
 */
import { NO_DESIGN, readDesign, type Design } from './choice/choice.js';
import { cleanHtml } from './choice/safe-html.js';

/** @returns the design of a page by its name; that of no page for other names */
export type DesignOfPage = (page: string) => Design;

const FIELDS = ['wraps', 'pieces', 'attributes', 'texts', 'properties'] as const;
const TEXTS = ['preset', 'css', 'frame'] as const;

export function addressOf(design: Design, designOfPage: DesignOfPage): string {
  const base = designOfPage(design.page);
  const parameters = new URLSearchParams();
  if (design.page !== '') parameters.set('page', design.page);
  for (const name of FIELDS) {
    const json = JSON.stringify(design[name]);
    if (json !== JSON.stringify(base[name])) parameters.set(name, json);
  }
  for (const name of TEXTS) if (design[name] !== base[name]) parameters.set(name, design[name]);
  return parameters.toString();
}

/** @param hash with or without `#`; what is unusable counts as absent */
export function readAddress(hash: string, designOfPage: DesignOfPage): Design {
  const parameters = new URLSearchParams(hash.replace(/^#/, ''));
  const base = designOfPage(parameters.get('page') ?? '');
  const changed: Record<string, unknown> = {};
  for (const name of FIELDS) {
    const json = parameters.get(name);
    if (json !== null) changed[name] = parseJson(json);
  }
  for (const name of TEXTS) {
    const text = parameters.get(name);
    if (text !== null) changed[name] = text;
  }
  const design = readDesign({ ...base, ...changed });
  return design ? withoutUnsafe(design) : base;
}

/** The address may have been made by anyone. */
const withoutUnsafe = (design: Design): Design =>
  readDesign({
    ...design,
    pieces: design.pieces.map((each) => ({ ...each, html: cleanHtml(each.html).html })),
    frame: cleanHtml(design.frame).html,
  }) ?? NO_DESIGN;

function parseJson(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}
