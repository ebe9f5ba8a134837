/** A provider's words for shoppers as plain text: markup is removed, and its line breaks are kept. */

/** characters; longer texts are cut */
const MAX_LENGTH = 2_000;
/** characters of markup that are read, so that no text takes long */
const MAX_MARKUP_LENGTH = 20_000;

const ENTITIES: ReadonlyMap<string, string> = new Map([
  ['amp', '&'],
  ['lt', '<'],
  ['gt', '>'],
  ['quot', '"'],
  ['apos', "'"],
  ['nbsp', ' '],
]);

/** `null` where nothing is left. */
export function plainText(markup: string): string | null {
  const text = markup
    .slice(0, MAX_MARKUP_LENGTH)
    .replaceAll(/<(script|style)\b[^<]*(?:<(?!\/\1)[^<]*)*(?:<\/\1[^>]*>|$)/gi, '')
    .replaceAll(/<(br|\/?(p|div|li|ol|ul|h[1-6]|tr|table))\b[^<>]*>/gi, '\n')
    .replaceAll(/<\/?[a-z!][^<>]*>/gi, '')
    .replaceAll(/&(?:#(\d{1,6})|#x([\da-f]{1,5})|([a-z]{2,5}));/gi, decodeEntity)
    .replaceAll(/[^\S\n]+/g, ' ')
    .replaceAll(/ ?\n ?/g, '\n')
    .replaceAll(/\n{3,}/g, '\n\n')
    .replaceAll(/[\0-\x09\x0b-\x1f\x7f\p{Cs}]/gu, '')
    .trim()
    .slice(0, MAX_LENGTH)
    .trim();
  return text === '' ? null : text;
}

function decodeEntity(entity: string, decimal?: string, hex?: string, name?: string): string {
  if (name !== undefined) return ENTITIES.get(name.toLowerCase()) ?? entity;
  const code = decimal === undefined ? parseInt(hex ?? '', 16) : Number(decimal);
  return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : '';
}
