/** CSS as text: custom properties of a theme, and whitespace. Never handed to the workshop's own page. */

const PREFIX = '--etalase-';

/** One value, and nothing that could end it, load something or begin another rule. */
export function isSafeValue(value: string): boolean {
  if (!/^[\w\s#%.,'"()+*/-]+$/.test(value)) return false;
  if (/\b(url|image|image-set|expression)\s*\(|\/\*|\*\//i.test(value)) return false;
  const isEven = (mark: string) => value.split(mark).length % 2 === 1;
  return isEven('"') && isEven("'") && hasPairs(value, '(', ')');
}

function hasPairs(text: string, opening: string, closing: string): boolean {
  let depth = 0;
  for (const each of text) {
    if (each === opening) depth += 1;
    if (each === closing) depth -= 1;
    if (depth < 0) return false;
  }
  return depth === 0;
}

/** One rule a line; `''` where the text could end the `<style>`, or its braces do not match. */
export const tidyCss = (css: string): string =>
  /<[a-z/!?]/i.test(css) || !hasPairs(css, '{', '}') ? '' : foldCss(css).join('\n');

export const isSafeCss = (css: string): boolean => css.trim() === '' || tidyCss(css) !== '';

/** Removes empty lines, and the indentation that all lines but the first share. */
export function dedent(text: string): string {
  const [first = '', ...rest] = text
    .split('\n')
    .map((each) => each.trimEnd())
    .filter((each) => each !== '');
  const indents = rest.map((each) => each.length - each.trimStart().length);
  const shared = Math.min(...indents);
  return [first.trimStart(), ...rest.map((each) => each.slice(shared))].join('\n');
}

export interface OwnProperties {
  /** without their prefix */
  readonly properties: Readonly<Record<string, string>>;
  /** those that are no plain values */
  readonly refused: readonly string[];
  /** all other rules */
  readonly css: string;
}

/** Takes the first rule `etalase-shop { --etalase-…: … }` at the end of the text apart from the others. */
export function takeProperties(css: string): OwnProperties {
  const found = [...css.matchAll(/(^|[}\s])etalase-shop\s*\{([^{}]*)\}/g)].filter((match) =>
    isAtTop(css, match.index + (match[1]?.length ?? 0)),
  );
  for (const match of found) {
    const declarations = (match[2] ?? '').split(';').filter((each) => each.trim() !== '');
    const pairs = declarations.map((each) => {
      const at = each.indexOf(':');
      return [each.slice(0, at).trim(), each.slice(at + 1).trim()] as const;
    });
    if (!pairs.every(([name]) => name.startsWith(PREFIX))) continue;
    const start = match.index + (match[1]?.length ?? 0);
    const safe = pairs.filter(([, value]) => isSafeValue(value));
    return {
      properties: Object.fromEntries(
        safe.map(([name, value]) => [name.slice(PREFIX.length), value]),
      ),
      refused: pairs.filter(([, value]) => !isSafeValue(value)).map(([name]) => name),
      css: css.slice(0, start) + css.slice(match.index + match[0].length),
    };
  }
  return { properties: {}, refused: [], css };
}

const isAtTop = (css: string, index: number): boolean =>
  css.slice(0, index).split('{').length === css.slice(0, index).split('}').length;

/** `etalase-shop { … }`, the lines not indented. */
export const printProperties = (
  properties: Readonly<Record<string, string>>,
): readonly string[] => {
  const declarations = Object.entries(properties).map(
    ([name, value]) => `  ${PREFIX}${name}: ${value};`,
  );
  return declarations.length === 0 ? [] : ['etalase-shop {', ...declarations, '}'];
};

const KEPT = String.raw`\/\*[^]*?\*\/|"[^"\n]*"|'[^'\n]*'`;
const SPACES = RegExp(String.raw`(${KEPT})|\s+`, 'g');
const RULE_END = RegExp(String.raw`(${KEPT})|\} (?!\}|$)`, 'g');

/** One rule a line, whatever the line ends were. */
export const foldCss = (css: string): readonly string[] =>
  css
    .replace(SPACES, (_, kept: string | undefined) => kept ?? ' ')
    .trim()
    .replace(RULE_END, (_, kept: string | undefined) => kept ?? '}\n')
    .split('\n')
    .map((each) => each.trim())
    .filter((each) => each !== '');

/** @returns the other rules, or `null` where the theme is not among them */
export function takeTheme(css: string, theme: string): string | null {
  const words = foldCss(theme).join(' ').split(' ');
  const pattern = words.map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('\\s+');
  const found = RegExp(pattern).exec(css);
  return found ? css.slice(0, found.index) + css.slice(found.index + found[0].length) : null;
}
