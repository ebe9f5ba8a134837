/** A palette: a soft background and colours that contrast with it. */
export interface Tone {
  /** The background. */
  readonly bg: string;
  /** Shapes behind the goods, slightly darker than the background. */
  readonly soft: string;
  readonly main: string;
  readonly dark: string;
  readonly light: string;
  /** A contrasting colour, for one small detail per picture. */
  readonly accent: string;
}

const tone = (
  bg: string,
  soft: string,
  main: string,
  dark: string,
  light: string,
  accent: string,
): Tone => ({ bg, soft, main, dark, light, accent });

const sky = tone('#EAF3FE', '#D3E6FD', '#3B82F6', '#1E3A8A', '#93C5FD', '#FBBF24');

/** All palettes; a picture's name contains the position in this list. */
const tones: readonly Tone[] = [
  sky,
  tone('#FEEFEA', '#FCDCD1', '#F2674A', '#8A2C1B', '#F9AE99', '#2DB5A5'),
  tone('#E6F7F1', '#C9EDE0', '#14A37F', '#0B5345', '#8ADBC3', '#FF9F45'),
  tone('#FFF5DC', '#FDE8B4', '#F0A21B', '#7A4A05', '#FAD27C', '#4C6FFF'),
  tone('#F1EDFE', '#DFD6FC', '#7C5CE0', '#3B2A82', '#BDADF3', '#FF8FA3'),
  tone('#FDECF2', '#FAD3E0', '#E0527F', '#7D1D41', '#F3A4BD', '#5BBFBA'),
  tone('#F6F0E7', '#EADDCB', '#B07B4F', '#5B3A21', '#DDBE9C', '#3F9C7A'),
  tone('#EDF1F5', '#D6DEE8', '#4A5F7A', '#1F2D40', '#A6B5C7', '#FF7A59'),
];

/** The palette at a position; positions wrap around. */
export const toneAt = (position: number): Tone => tones[position % tones.length] ?? sky;

const escapeXml = (text: string): string =>
  text.replace(/[<>&"']/g, (character) => `&#${String(character.charCodeAt(0))};`);

export const rect = (
  x: number,
  y: number,
  width: number,
  height: number,
  radius: number,
  fill: string,
): string =>
  `<rect x="${String(x)}" y="${String(y)}" width="${String(width)}" height="${String(height)}" rx="${String(radius)}" fill="${fill}"/>`;

export const circle = (x: number, y: number, radius: number, fill: string): string =>
  `<circle cx="${String(x)}" cy="${String(y)}" r="${String(radius)}" fill="${fill}"/>`;

export const ellipse = (x: number, y: number, rx: number, ry: number, fill: string): string =>
  `<ellipse cx="${String(x)}" cy="${String(y)}" rx="${String(rx)}" ry="${String(ry)}" fill="${fill}"/>`;

export const path = (d: string, fill: string): string => `<path d="${d}" fill="${fill}"/>`;

export const stroke = (d: string, colour: string, width: number): string =>
  `<path d="${d}" fill="none" stroke="${colour}" stroke-width="${String(width)}" stroke-linecap="round" stroke-linejoin="round"/>`;

export const group = (transform: string, ...content: string[]): string =>
  `<g transform="${transform}">${content.join('')}</g>`;

interface TextOptions {
  readonly weight?: number;
  readonly anchor?: 'start' | 'middle';
}

export const text = (
  x: number,
  y: number,
  size: number,
  fill: string,
  content: string,
  { weight = 800, anchor = 'middle' }: TextOptions = {},
): string =>
  `<text x="${String(x)}" y="${String(y)}" font-family="system-ui, sans-serif" font-size="${String(size)}" font-weight="${String(weight)}" text-anchor="${anchor}" fill="${fill}">${escapeXml(content)}</text>`;

/** The largest font size, up to `largest`, at which `content` fits into `width`. */
export const fontSizeFor = (content: string, width: number, largest: number): number =>
  Math.min(largest, Math.floor(width / (0.62 * Math.max(content.length, 1))));

/** A complete picture. The title is its accessible name. */
export const svg = (width: number, height: number, title: string, ...content: string[]): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="${String(width)}" height="${String(height)}" viewBox="0 0 ${String(width)} ${String(height)}" role="img"><title>${escapeXml(title)}</title>${content.join('')}</svg>`;
