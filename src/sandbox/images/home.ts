import { circle, ellipse, group, path, rect, stroke, type Tone } from './svg.js';

/** Beauty and household. */

const leaf = (x: number, y: number, turn: number, fill: string): string =>
  group(
    `translate(${String(x)} ${String(y)}) rotate(${String(turn)})`,
    path('M0 0C-44-30-44-96 0-132C44-96 44-30 0 0Z', fill),
  );

const serum = (tone: Tone): string =>
  [
    rect(-26, -190, 52, 70, 24, tone.dark),
    rect(-46, -126, 92, 54, 12, tone.accent),
    rect(-92, -76, 184, 256, 46, tone.main),
    rect(-92, -76, 184, 70, 35, tone.light),
    rect(-62, 6, 124, 116, 16, '#FFFFFF'),
    path('M0 22C22 52 30 62 30 78A30 30 0 0 1-30 78C-30 62-22 52 0 22Z', tone.main),
    leaf(-120, 176, -34, tone.light),
    leaf(124, 176, 34, tone.light),
  ].join('');

const tube = (tone: Tone): string =>
  [
    rect(-96, -186, 192, 26, 6, tone.dark),
    path('M-96-162H96L66 118H-66Z', '#FFFFFF'),
    path('M-88-90H88L76 20H-76Z', tone.main),
    circle(0, -36, 34, tone.accent),
    ...Array.from({ length: 8 }, (_, step) =>
      group(`translate(0 -36) rotate(${String(step * 45)})`, rect(-4, -54, 8, 14, 4, tone.accent)),
    ),
    rect(-34, 50, 68, 12, 6, tone.dark),
    rect(-24, 74, 48, 10, 5, tone.light),
    rect(-62, 114, 124, 66, 14, tone.dark),
  ].join('');

const lipstick = (tone: Tone): string =>
  [
    group(
      'translate(-58 0)',
      path('M-38-70V-140L38-176V-70Z', tone.main),
      path('M-38-140L38-176V-158L-38-122Z', tone.light),
      rect(-46, -76, 92, 86, 8, tone.accent),
      rect(-58, 6, 116, 170, 14, tone.dark),
    ),
    group(
      'translate(88 0)',
      rect(-54, -36, 108, 212, 18, tone.main),
      rect(-54, -36, 30, 212, 15, tone.light),
      rect(-54, 118, 108, 14, 0, tone.accent),
    ),
  ].join('');

const pump = (tone: Tone): string =>
  [
    stroke('M-6-150H-92V-128', tone.dark, 22),
    rect(-20, -170, 40, 86, 10, tone.dark),
    rect(-50, -100, 100, 40, 12, tone.accent),
    rect(-106, -64, 212, 244, 44, tone.main),
    rect(-74, -8, 148, 132, 20, '#FFFFFF'),
    leaf(-14, 104, -28, tone.light),
    leaf(14, 104, 28, tone.main),
    circle(138, 20, 24, tone.light),
    circle(158, -44, 14, tone.light),
    circle(-146, 70, 18, tone.light),
  ].join('');

const perfume = (tone: Tone): string =>
  [
    rect(-44, -186, 88, 76, 18, tone.dark),
    rect(-30, -114, 60, 34, 4, tone.accent),
    path(
      'M-90-84H90L136-34V132C136 160 120 176 92 176H-92C-120 176-136 160-136 132V-34Z',
      tone.light,
    ),
    path('M-110 20H110V126C110 144 100 152 84 152H-84C-100 152-110 144-110 126Z', tone.main),
    path('M0-16L52 40L0 116L-52 40Z', '#FFFFFF'),
    path('M0-16L0 116L-52 40Z', tone.bg),
  ].join('');

const pan = (tone: Tone): string =>
  [
    group(
      'rotate(-28)',
      rect(90, -24, 116, 46, 23, tone.dark),
      rect(128, -8, 58, 14, 7, tone.accent),
    ),
    circle(-32, 24, 146, tone.dark),
    circle(-32, 24, 122, tone.main),
    path(
      'M-108 6C-110-44-60-70-16-58C30-60 58-20 42 22C52 76 6 108-34 96C-92 100-112 56-108 6Z',
      '#FFFFFF',
    ),
    circle(-34, 20, 42, '#FBBF24'),
    ellipse(-48, 6, 13, 9, '#FFFFFF'),
  ].join('');

const tumbler = (tone: Tone): string =>
  [
    stroke('M-20-108C-20-200 90-190 60-108', tone.dark, 18),
    rect(-82, -126, 164, 50, 18, tone.dark),
    path('M-90-80H90L72 160C70 178 60 186 44 186H-44C-60 186-70 178-72 160Z', tone.main),
    path('M-90-80H-46L-36 186H-44C-60 186-70 178-72 160Z', tone.light),
    path('M-84 0H84L78 84H-78Z', tone.accent),
    circle(0, 42, 22, '#FFFFFF'),
  ].join('');

const pillow = (tone: Tone): string =>
  [
    path(
      'M-176 20C-190 130-176 166-150 160C-60 146 60 146 150 160C176 166 190 130 176 20Z',
      tone.main,
    ),
    path(
      'M-150-120C-60-104 60-104 150-120C180-122 182-90 170-60C158-20 160 10 172 46C180 72 172 88 150 84C60 68-60 68-150 84C-172 88-180 72-172 46C-160 10-158-20-170-60C-182-90-180-122-150-120Z',
      '#FFFFFF',
    ),
    ...[
      [-100, -60],
      [-20, -40],
      [70, -64],
      [-60, 24],
      [30, 20],
      [112, 20],
    ].flatMap(([x = 0, y = 0]) => [circle(x, y, 17, tone.light), circle(x, y, 7, tone.accent)]),
    stroke('M-120 120Q0 96 120 120', tone.light, 9),
  ].join('');

const containers = (tone: Tone): string =>
  [
    rect(-150, 34, 300, 142, 30, tone.light),
    rect(-164, 4, 328, 46, 20, tone.main),
    rect(-112, -108, 224, 108, 26, '#FFFFFF'),
    rect(-124, -134, 248, 42, 18, tone.accent),
    rect(-66, -176, 132, 44, 18, tone.dark),
    ...[-74, -24, 26, 76].map((x) => circle(x, 112, 20, tone.main)),
    ...[-60, 0, 60].map((x) => circle(x, -46, 16, tone.light)),
  ].join('');

const plant = (tone: Tone): string =>
  [
    leaf(0, 50, 0, '#3E9B6E'),
    leaf(-6, 50, -44, '#5DBB8A'),
    leaf(6, 50, 44, '#5DBB8A'),
    leaf(-8, 54, -78, '#3E9B6E'),
    leaf(8, 54, 78, '#3E9B6E'),
    group('translate(0 -34) scale(.8)', leaf(0, 0, -20, '#5DBB8A'), leaf(0, 0, 22, '#3E9B6E')),
    path('M-96 60H96L76 162C74 174 66 180 54 180H-54C-66 180-74 174-76 162Z', tone.main),
    rect(-110, 36, 220, 44, 16, tone.dark),
    stroke('M-60 126H60', tone.accent, 12),
  ].join('');

export const home = {
  serum,
  tube,
  lipstick,
  pump,
  perfume,
  pan,
  tumbler,
  pillow,
  containers,
  plant,
};
