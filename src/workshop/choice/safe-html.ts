/**
 * HTML of the designer's own, without what runs. It is parsed in a document that loads and runs nothing,
 * and written again from what was understood.
 */
import { dedent } from './css.js';
import { CONNECTION_ATTRIBUTES, PLACEHOLDERS, SHOPPER } from './placeholders.js';

/** What runs, loads pages, changes how the rest is read, or is read differently where scripts run. */
const LEFT_OUT =
  'script, iframe, frame, frameset, object, embed, applet, base, meta, link, noscript, noembed, noframes, xmp, plaintext, math, foreignObject, animate, animateMotion, animateTransform, set';

const URL_ATTRIBUTES = new Set([
  'href',
  'xlink:href',
  'src',
  'srcset',
  'action',
  'formaction',
  'poster',
  'background',
  'data',
  'ping',
]);
const SAFE_URL =
  /^(https?:|mailto:|tel:|sms:|data:image\/(png|jpeg|gif|webp);|[^a-z]|[a-z0-9._~%-]*([/?#]|$))/i;
const HANDLER = /^on/i;

export const isSafeAttribute = (name: string): boolean =>
  /^[a-z][\w.-]{0,40}$/.test(name) &&
  !HANDLER.test(name) &&
  !['srcdoc', 'texts', ...CONNECTION_ATTRIBUTES].includes(name);

/** Browsers skip control characters and spaces within a scheme. */
const isSafeUrl = (value: string): boolean =>
  SAFE_URL.test(Array.from(value, (each) => (each > ' ' ? each : '')).join(''));

export interface CleanHtml {
  readonly html: string;
  /** what was left out, as it was written */
  readonly leftOut: readonly string[];
}

/** Serializing and parsing may change what an element is; then it is looked at again. */
const MAX_ROUNDS = 4;

export function cleanHtml(html: string): CleanHtml {
  const leftOut: string[] = [];
  let current = html;
  for (let round = 0; round < MAX_ROUNDS; round += 1) {
    const { body } = new DOMParser().parseFromString(
      `<!doctype html><body>${current}`,
      'text/html',
    );
    leftOut.push(...removeUnsafe(body));
    const written = body.innerHTML;
    if (written === current) return { html: tidyHtml(written), leftOut };
    current = written;
  }
  return { html: '', leftOut: [...leftOut, excerpt(html)] };
}

/** @returns what was removed from the tree, templates included */
export function removeUnsafe(root: ParentNode): string[] {
  const removed = Array.from(root.querySelectorAll(LEFT_OUT), (each) => {
    each.remove();
    return excerpt(each.outerHTML);
  });
  for (const each of Array.from(root.querySelectorAll('*'))) {
    removed.push(...removeAttributes(each), ...hideConnection(each));
    if (each instanceof HTMLTemplateElement) removed.push(...removeUnsafe(each.content));
  }
  return removed;
}

function removeAttributes(element: Element): string[] {
  return Array.from(element.attributes)
    .filter(
      ({ name, value }) =>
        HANDLER.test(name) || name === 'srcdoc' || (URL_ATTRIBUTES.has(name) && !isSafeUrl(value)),
    )
    .map(({ name, value }) => {
      element.removeAttribute(name);
      return excerpt(`${name}="${value}"`);
    });
}

/** Elements in the designer's own HTML keep placeholders, so that an address carries nobody's servers. */
function hideConnection(element: Element): string[] {
  if (!element.localName.startsWith('etalase-')) return [];
  const held: Readonly<Record<string, string>> = { ...PLACEHOLDERS, ...SHOPPER };
  return CONNECTION_ATTRIBUTES.filter((name) => element.hasAttribute(name)).flatMap((name) => {
    const value = element.getAttribute(name) ?? '';
    const placeholder = held[name];
    if (placeholder !== undefined) element.setAttribute(name, placeholder);
    else element.removeAttribute(name);
    return placeholder === undefined ? [excerpt(`${name}="${value}"`)] : [];
  });
}

const MAX_EXCERPT = 80;

export const excerpt = (text: string): string => {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length > MAX_EXCERPT ? `${line.slice(0, MAX_EXCERPT)}…` : line;
};

/** Whitespace means something there, so that such a text is kept as it is. */
export const isPreformatted = (html: string): boolean => /<(pre|textarea)\b/i.test(html);

export const tidyHtml = (html: string): string =>
  isPreformatted(html) ? html.trim() : dedent(html.replace(/\r\n?/g, '\n').trim());
