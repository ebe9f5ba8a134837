import { circle, ellipse, group, path, rect, stroke, text, type Tone } from './svg.js';

/** Electronics. */

const earbuds = (tone: Tone): string =>
  [
    rect(-146, -6, 292, 176, 66, '#FFFFFF'),
    path('M-146 60C-146 20-120-6-80-6H80C120-6 146 20 146 60Z', tone.light),
    rect(-34, 52, 68, 16, 8, tone.dark),
    circle(0, 116, 9, tone.accent),
    ...[-1, 1].map((side) =>
      group(
        `translate(${String(side * 76)} -86) scale(${String(side)} 1) rotate(12)`,
        rect(-2, -10, 40, 120, 20, tone.main),
        circle(0, -28, 56, tone.main),
        ellipse(-30, -30, 30, 38, tone.dark),
        circle(20, 84, 8, tone.accent),
      ),
    ),
    path(
      'M-146 70C-146 74-146 90-146 98C-146 150-116 170-80 170H80C116 170 146 150 146 98V70Z',
      '#FFFFFF',
    ),
    rect(-34, 62, 68, 14, 7, tone.dark),
    circle(0, 118, 9, tone.accent),
  ].join('');

const powerbank = (tone: Tone): string =>
  [
    stroke('M70 150C130 190 180 120 150 60', tone.accent, 14),
    rect(136, 14, 32, 54, 10, tone.dark),
    rect(-112, -180, 208, 350, 40, tone.main),
    rect(-112, -180, 74, 350, 37, tone.light),
    rect(-86, -180, 50, 350, 0, tone.main),
    rect(-52, -134, 88, 56, 16, tone.dark),
    text(-8, -95, 34, '#FFFFFF', '98'),
    path('M10-40L-54 40H-12L-26 94L44 12H0Z', '#FFFFFF'),
    ...[0, 1, 2, 3].map((step) =>
      circle(-44 + step * 24, 132, 7, step < 3 ? tone.accent : tone.light),
    ),
  ].join('');

const charger = (tone: Tone): string =>
  [
    stroke('M0 104C0 190 150 180 150 90V-20', tone.dark, 14),
    rect(130, -70, 40, 66, 12, tone.main),
    rect(138, -96, 24, 32, 4, tone.light),
    rect(-70, -180, 24, 76, 10, tone.dark),
    rect(46, -180, 24, 76, 10, tone.dark),
    rect(-118, -120, 236, 228, 48, '#FFFFFF'),
    rect(-118, -120, 236, 76, 38, tone.light),
    rect(-118, -82, 236, 38, 0, tone.light),
    path('M16-18L-40 44H-4L-16 86L42 26H6Z', tone.accent),
    rect(-30, 92, 60, 26, 8, tone.dark),
  ].join('');

const speaker = (tone: Tone): string =>
  [
    rect(-118, -180, 236, 356, 52, tone.main),
    rect(-96, -158, 192, 312, 38, tone.dark),
    circle(0, -86, 46, tone.light),
    circle(0, -86, 24, tone.main),
    circle(0, 54, 84, tone.light),
    circle(0, 54, 62, tone.main),
    circle(0, 54, 26, tone.accent),
    stroke('M146-70Q176-40 146-10', tone.accent, 11),
    stroke('M-146-70Q-176-40-146-10', tone.accent, 11),
  ].join('');

const watch = (tone: Tone): string =>
  [
    path('M-62-190H62L78-90H-78Z', tone.main),
    path('M-62 190H62L78 90H-78Z', tone.main),
    rect(-114, -118, 228, 236, 62, tone.dark),
    rect(112, -34, 20, 56, 8, tone.dark),
    rect(-94, -98, 188, 196, 46, '#FFFFFF'),
    text(0, 0, 52, tone.dark, '10.24'),
    stroke('M-58 50H-26L-12 26L10 72L24 50H58', tone.accent, 9),
    rect(-40, -76, 80, 12, 6, tone.light),
  ].join('');

const headphones = (tone: Tone): string =>
  [
    stroke('M-128 40C-140-180 140-180 128 40', tone.dark, 30),
    stroke('M-96-70C-60-150 60-150 96-70', tone.light, 12),
    rect(-176, 4, 92, 160, 42, tone.main),
    rect(84, 4, 92, 160, 42, tone.main),
    rect(-104, 18, 34, 132, 17, tone.dark),
    rect(70, 18, 34, 132, 17, tone.dark),
    circle(-136, 84, 20, tone.accent),
    circle(136, 84, 20, tone.accent),
  ].join('');

const lamp = (tone: Tone): string =>
  [
    path('M-84-20H84L150 172H-150Z', '#FFF3C9'),
    rect(-8, -200, 16, 60, 6, tone.dark),
    path('M-34-146H34L112-10H-112Z', tone.main),
    path('M-34-146H-6L-60-10H-112Z', tone.light),
    path('M-48-6A48 48 0 0 0 48-6Z', '#FBBF24'),
    rect(-120, -18, 240, 18, 9, tone.dark),
  ].join('');

const keyboard = (tone: Tone): string =>
  [
    rect(-186, -96, 372, 192, 34, tone.dark),
    rect(-172, -82, 344, 164, 24, tone.main),
    ...[0, 1, 2].flatMap((row) =>
      Array.from({ length: 7 }, (_, column) =>
        rect(
          -158 + column * 46,
          -70 + row * 48,
          38,
          38,
          9,
          (row + column) % 5 === 0 ? tone.accent : '#FFFFFF',
        ),
      ),
    ),
  ].join('');

export const gadgets = { earbuds, powerbank, charger, speaker, watch, headphones, lamp, keyboard };
