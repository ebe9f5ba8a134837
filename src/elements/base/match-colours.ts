/** Derives text colours with enough contrast from the page's own accent and surface. */

type Rgb = readonly [number, number, number];

const WHITE: Rgb = [255, 255, 255];
/** On any colour, either black or white has enough contrast. */
const BLACK: Rgb = [0, 0, 0];
/** WCAG 2, level AA, for text of any size */
const MIN_CONTRAST = 4.5;

/** Reads computed `rgb(…)` and `rgba(…)`; `null` for anything else, and for transparent. */
function readRgb(computed: string): Rgb | null {
  const [r, g, b, alpha] = (computed.match(/[\d.]+/g) ?? []).map(Number);
  if (!computed.startsWith('rgb') || alpha === 0) return null;
  return r !== undefined && g !== undefined && b !== undefined ? [r, g, b] : null;
}

/** WCAG 2, relative luminance. */
function luminance(rgb: Rgb): number {
  const [r, g, b] = rgb.map((value) => {
    const part = value / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * (r ?? 0) + 0.7152 * (g ?? 0) + 0.0722 * (b ?? 0);
}

function contrast(one: Rgb, other: Rgb): number {
  const [low = 0, high = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (high + 0.05) / (low + 0.05);
}

const mix = (from: Rgb, to: Rgb, ratio: number): Rgb => [
  Math.round(from[0] + (to[0] - from[0]) * ratio),
  Math.round(from[1] + (to[1] - from[1]) * ratio),
  Math.round(from[2] + (to[2] - from[2]) * ratio),
];

const textColourOn = (on: Rgb): Rgb => (contrast(WHITE, on) >= contrast(BLACK, on) ? WHITE : BLACK);

/** The accent, mixed with black or white only as far as the contrast requires. */
function readableAccent(accent: Rgb, surface: Rgb): Rgb {
  for (let ratio = 0; ratio < 1; ratio += 0.05) {
    const mixed = mix(accent, textColourOn(surface), ratio);
    if (contrast(mixed, surface) >= MIN_CONTRAST) return mixed;
  }
  return textColourOn(surface);
}

const toCss = (rgb: Rgb) => `rgb(${rgb.join(', ')})`;

/** Reads `outline-color` and `column-rule-color` of the element's frame. */
export function matchColours(frame: HTMLElement): void {
  const { outlineColor, columnRuleColor } = getComputedStyle(frame);
  const accent = readRgb(outlineColor);
  if (!accent) return;
  const surface = readRgb(columnRuleColor) ?? (frame.dataset.theme === 'dark' ? BLACK : WHITE);
  frame.style.setProperty('--derived-on-accent', toCss(textColourOn(accent)));
  frame.style.setProperty('--derived-accent-text', toCss(readableAccent(accent, surface)));
}
