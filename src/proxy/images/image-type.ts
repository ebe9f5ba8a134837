/**
 * What an image file holds, by its content alone. An SVG that runs, or loads anything, is refused, although
 * pages use images only where nothing of them runs.
 */

/** Why a file is no image for pages. */
export type ImageFault = 'unknown_type' | 'active_svg';
export type ImageReading =
  | { readonly kind: 'image'; readonly type: ImageType }
  | { readonly kind: 'fault'; readonly fault: ImageFault };

export const IMAGE_TYPES = {
  png: 'image/png',
  webp: 'image/webp',
  jpg: 'image/jpeg',
  svg: 'image/svg+xml',
} as const;
export type ImageType = keyof typeof IMAGE_TYPES;

const startsWith = (bytes: Buffer, offset: number, signature: string): boolean =>
  bytes.subarray(offset, offset + signature.length).equals(Buffer.from(signature, 'latin1'));

export function readImageType(bytes: Buffer): ImageReading {
  const type = readBitmapType(bytes);
  if (type) return { kind: 'image', type };
  const text = decodeUtf8(bytes);
  if (text === null || !isSvg(text)) return { kind: 'fault', fault: 'unknown_type' };
  return isPassive(text) ? { kind: 'image', type: 'svg' } : { kind: 'fault', fault: 'active_svg' };
}

function readBitmapType(bytes: Buffer): ImageType | null {
  if (startsWith(bytes, 0, '\x89PNG\r\n\x1a\n')) return 'png';
  if (startsWith(bytes, 0, '\xff\xd8\xff')) return 'jpg';
  return startsWith(bytes, 0, 'RIFF') && startsWith(bytes, 8, 'WEBP') ? 'webp' : null;
}

function decodeUtf8(bytes: Buffer): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

/** What may stand before the first element: declarations, comments, a document type. */
const PROLOG = /^\s*(?:<\?[^>]*\?>|<!--(?:(?!-->)[^])*-->|<!doctype svg\b[^>[]*>)/i;

function isSvg(text: string): boolean {
  let rest = text;
  for (let found = PROLOG.exec(rest); found; found = PROLOG.exec(rest)) {
    rest = rest.slice(found[0].length);
  }
  return /^\s*<svg[\s>]/i.test(rest);
}

/** Elements that run, load, or hold another document. A prefix may stand before each. */
const ACTIVE_ELEMENT =
  /<\s*(?:[^\s<>/:]+:)?(?:script|foreignobject|iframe|embed|object|audio|video|handler|listener|link)\b/i;
const HANDLER = /[\s"'/]on[a-z]+\s*=/i;
/** Entities and escapes could spell what the other patterns look for. */
const ENTITY = /<!entity\b|<\?xml-stylesheet\b|@import\b/i;
/** An animation that sets a reference. */
const ANIMATED_REFERENCE = /\battributename\s*=\s*["']?\s*(?:[\w.-]+:)?(?:href|on\w+)/i;
const REFERENCE = /(?:[\s"'/:](?:href|src)\s*=\s*["']?|\burl\s*\(\s*["']?)\s*([^"'\s)>]{0,40})/gi;
const OWN_REFERENCE = /^(?:#|data:image\/(?:png|jpeg|webp|gif);base64,|$)/i;
/** `\75rl(…)` is `url(…)` in a style sheet. */
const STYLE_ESCAPE = /\\[\da-f]/i;

const isPassive = (text: string): boolean =>
  ![ACTIVE_ELEMENT, HANDLER, ENTITY, ANIMATED_REFERENCE, STYLE_ESCAPE].some((each) =>
    each.test(text),
  ) &&
  Array.from(text.matchAll(REFERENCE), ([, target = '']) => target).every((target) =>
    OWN_REFERENCE.test(target),
  );
