import { draw, type Art } from './art.js';
import { circle, group, path, rect, stroke, svg, text, toneAt } from './svg.js';

const size = 160;

/** A category's icon, 160×160; the drawing stays inside a round crop. */
export const categoryIcon = (art: Art, position: number): string => {
  const tone = toneAt(position);
  return svg(
    size,
    size,
    'Kategori',
    rect(0, 0, size, size, 0, tone.soft),
    group('translate(80 80) scale(.25)', draw(art, tone, '')),
  );
};

const white = '#FFFFFF';

const glyphs: Readonly<Record<string, (dark: string, accent: string) => string>> = {
  game: (dark, accent) =>
    path(
      'M-30-24H30C54-24 60 30 42 34C30 36 24 16 14 16H-14C-24 16-30 36-42 34C-60 30-54-24-30-24Z',
      white,
    ) +
    rect(-33, -5, 22, 7, 3.5, dark) +
    rect(-25.5, -12.5, 7, 22, 3.5, dark) +
    circle(17, 3, 5, accent) +
    circle(29, -8, 5, accent),
  pesanan: (dark, accent) =>
    path('M-30-42H30V42L18 33L6 42L-6 33L-18 42L-30 33Z', white) +
    stroke('M-16-22H16M-16-6H16', dark, 6) +
    stroke('M-12 14L-4 22L12 8', accent, 7),
  promo: (dark, accent) =>
    path('M2-40H34C38-40 40-38 40-34V-2L2 38C-2 42-6 42-10 38L-38 10C-42 6-42 2-38-2Z', white) +
    circle(24, -24, 7, dark) +
    text(-4, 16, 36, accent, '%'),
  chat: (dark, accent) =>
    path(
      'M-28-38H28C38-38 44-32 44-22V12C44 22 38 28 28 28H-4L-26 44V28H-28C-38 28-44 22-44 12V-22C-44-32-38-38-28-38Z',
      white,
    ) +
    circle(-20, -5, 6, dark) +
    circle(0, -5, 6, accent) +
    circle(20, -5, 6, dark),
  panduan: (dark, accent) =>
    path(
      'M0-26C-14-38-32-38-44-34V28C-32 24-14 24 0 36C14 24 32 24 44 28V-34C32-38 14-38 0-26Z',
      white,
    ) +
    stroke('M0-24V32', dark, 6) +
    stroke('M-30-16Q-22-18-14-12M-30 2Q-22 0-14 6', accent, 5) +
    stroke('M30-16Q22-18 14-12M30 2Q22 0 14 6', accent, 5),
  toko: (dark, accent) =>
    rect(-34, -8, 68, 48, 6, white) +
    rect(-10, 12, 20, 28, 4, dark) +
    path(
      'M-36-42H36L46-12C46 2 28 2 23-10C18 2 5 2 0-10C-5 2-18 2-23-10C-28 2-46 2-46-12Z',
      accent,
    ),
};

/** A custom page's icon, 160×160; undefined when there is no such glyph. */
export const pageIcon = (name: string, position: number): string | undefined => {
  const glyph = Object.hasOwn(glyphs, name) ? glyphs[name] : undefined;
  if (glyph === undefined) return undefined;
  const tone = toneAt(position);
  return svg(
    size,
    size,
    'Halaman',
    rect(0, 0, size, size, 40, tone.main),
    group('translate(80 80) scale(.92)', glyph(tone.dark, tone.accent)),
  );
};
