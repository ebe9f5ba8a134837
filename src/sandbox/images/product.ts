import { draw, type Art } from './art.js';
import { circle, ellipse, group, rect, svg, toneAt, type Tone } from './svg.js';

const size = 600;

/** The number of different pictures of one product. */
export const views = 5;

const at = (transform: string, art: Art, tone: Tone, label: string): string =>
  group(transform, draw(art, tone, label));

type Composition = (art: Art, tone: Tone, label: string) => string;

const plain: Composition = (art, tone, label) =>
  circle(300, 300, 256, tone.soft) + at('translate(300 300) scale(1.04)', art, tone, label);

const standing: Composition = (art, tone, label) =>
  rect(0, 430, size, 170, 0, tone.soft) +
  ellipse(300, 492, 190, 22, tone.light) +
  at('translate(300 290) scale(1.08)', art, tone, label);

const tilted: Composition = (art, tone, label) =>
  group('rotate(-10 300 300)', rect(82, 82, 436, 436, 80, tone.soft)) +
  at('translate(300 300) rotate(-7) scale(.98)', art, tone, label);

const pair: Composition = (art, tone, label) =>
  circle(300, 300, 256, tone.soft) +
  at(
    'translate(190 232) rotate(-9) scale(.72)',
    art,
    { ...tone, main: tone.light, light: tone.soft },
    label,
  ) +
  at('translate(372 336) scale(.88)', art, tone, label);

const close: Composition = (art, tone, label) =>
  circle(470, 130, 210, tone.soft) +
  circle(90, 560, 170, tone.soft) +
  at('translate(300 300) scale(1.3)', art, tone, label);

const compositions: readonly Composition[] = [plain, standing, tilted, pair, close];

/**
 * A product's picture, 600×600.
 *
 * @param position selects the colours, see `toneAt`
 * @param view selects the composition, from 0
 */
export const productPicture = (art: Art, position: number, view: number, label: string): string => {
  const tone = toneAt(position);
  const composition = compositions[view % compositions.length] ?? plain;
  return svg(
    size,
    size,
    `Gambar ${label}`,
    rect(0, 0, size, size, 0, tone.bg),
    composition(art, tone, label),
  );
};
