import { circle, ellipse, group, path, rect, stroke, type Tone } from './svg.js';

/** Food and drinks. */

const pouch = (tone: Tone): string =>
  [
    path('M-120-180H120L132-140C112-60 112 60 136 172H-136C-112 60-112-60-132-140Z', tone.main),
    rect(-122, -184, 244, 34, 6, tone.dark),
    rect(-138, 150, 276, 30, 6, tone.dark),
    ellipse(0, 6, 88, 92, '#FFFFFF'),
    path('M-50-6C-30-50 40-56 56-20C66 10 24 24-6 18C-30 14-60 20-50-6Z', '#FBBF24'),
    path('M-40 52C-24 20 30 22 50 44C56 70 10 78-14 74C-34 72-46 66-40 52Z', '#F59E0B'),
    circle(-12, -18, 6, tone.dark),
    circle(20, -14, 6, tone.dark),
    circle(0, 52, 6, tone.dark),
    rect(-60, -130, 120, 16, 8, '#FFFFFF'),
    rect(-36, -104, 72, 10, 5, tone.light),
  ].join('');

const bean = (x: number, y: number, turn: number, tone: Tone): string =>
  group(
    `translate(${String(x)} ${String(y)}) rotate(${String(turn)})`,
    ellipse(0, 0, 30, 22, tone.dark),
    stroke('M-24 4Q0-10 24-4', tone.light, 5),
  );

const coffee = (tone: Tone): string =>
  [
    path('M-108-140H108V166C108 178 100 184 90 184H-90C-100 184-108 178-108 166Z', tone.main),
    path('M-108-140L-84-184H84L108-140Z', tone.dark),
    rect(-108, -140, 216, 20, 0, tone.dark),
    rect(-76, -70, 152, 168, 20, '#FFFFFF'),
    bean(0, -8, -30, tone),
    rect(-46, 40, 92, 12, 6, tone.main),
    rect(-30, 62, 60, 10, 5, tone.light),
    circle(82, -96, 12, tone.accent),
    bean(-126, 156, 20, tone),
    bean(136, 160, -24, tone),
  ].join('');

const cup = (tone: Tone): string =>
  [
    stroke('M30-192L44-110', tone.accent, 14),
    path('M-108-90H108L82 166C80 180 72 186 58 186H-58C-72 186-80 180-82 166Z', '#FFFFFF'),
    path('M-102-40H102L82 166C80 180 72 186 58 186H-58C-72 186-80 180-82 166Z', tone.light),
    path(
      'M-96 40C-50 10 40 70 94 30L82 166C80 180 72 186 58 186H-58C-72 186-80 180-82 166Z',
      tone.main,
    ),
    rect(-124, -116, 248, 34, 17, tone.dark),
    ...[
      [-48, 130],
      [-14, 156],
      [22, 134],
      [50, 156],
      [-44, 164],
      [0, 116],
    ].map(([x = 0, y = 0]) => circle(x, y, 13, tone.dark)),
    group('rotate(14 -40 0)', rect(-64, -24, 44, 44, 10, '#FFFFFF')),
    group('rotate(-18 30 -4)', rect(10, -26, 44, 44, 10, '#FFFFFF')),
  ].join('');

const jar = (tone: Tone): string =>
  [
    rect(-112, -104, 224, 276, 44, tone.main),
    rect(-112, -104, 224, 60, 30, tone.light),
    rect(-122, -172, 244, 74, 18, tone.dark),
    rect(-122, -148, 244, 10, 0, tone.accent),
    rect(-112, -12, 224, 118, 0, '#FFFFFF'),
    path('M-58 64C-10 74 44 52 62 2C70 52 30 98-28 92C-48 90-62 80-58 64Z', '#E5484D'),
    stroke('M62 4Q66-10 82-12', '#3E9B6E', 9),
    rect(-78, 14, 64, 12, 6, tone.dark),
    rect(-78, 36, 40, 10, 5, tone.light),
  ].join('');

const bottle = (tone: Tone): string =>
  [
    rect(-40, -194, 80, 50, 12, tone.dark),
    path(
      'M-34-150H34V-104C34-80 92-70 92-20V156C92 176 82 186 62 186H-62C-82 186-92 176-92 156V-20C-92-70-34-80-34-104Z',
      '#F0A21B',
    ),
    path('M-92 4C-92-10-90-18-86-28H86C90-18 92-10 92 4V110H-92Z', '#FFFFFF'),
    path('M0-6L36 15V56L0 77L-36 56V15Z', tone.main),
    path('M0 14L18 25V46L0 57L-18 46V25Z', tone.light),
    rect(-40, 90, 80, 10, 5, tone.dark),
    rect(-74, 126, 148, 44, 20, '#FBC55B'),
  ].join('');

const bowl = (tone: Tone): string =>
  [
    stroke('M-60-120Q-84-150-60-180', tone.light, 11),
    stroke('M0-120Q-24-150 0-180', tone.light, 11),
    stroke('M60-120Q36-150 60-180', tone.light, 11),
    ellipse(0, -40, 170, 62, tone.dark),
    ellipse(0, -40, 148, 48, '#F5A83C'),
    stroke('M-110-40Q-80-66-50-40T10-40T70-40', '#FFE3A6', 12),
    stroke('M-90-18Q-60-44-30-18T30-18T90-18', '#FFE3A6', 12),
    circle(72, -56, 30, '#FFFFFF'),
    circle(72, -56, 15, '#F59E0B'),
    path('M-170-36C-166 84-96 150 0 150S166 84 170-36C120 24-120 24-170-36Z', tone.main),
    stroke('M-124 60Q0 116 124 60', tone.light, 12),
    rect(-64, 144, 128, 26, 10, tone.dark),
  ].join('');

const cookies = (tone: Tone): string =>
  [
    rect(-150, -60, 300, 230, 30, tone.main),
    rect(-110, -20, 220, 150, 24, '#FFFFFF'),
    ...[
      [-52, 30],
      [52, 30],
      [0, 80],
    ].flatMap(([x = 0, y = 0]) => [
      circle(x, y, 44, '#D9A05B'),
      circle(x - 14, y - 12, 8, '#5B3A21'),
      circle(x + 14, y - 2, 8, '#5B3A21'),
      circle(x - 6, y + 18, 8, '#5B3A21'),
    ]),
    rect(-166, -124, 332, 78, 26, tone.dark),
    path('M0-124C-60-190-120-170-104-124ZM0-124C60-190 120-170 104-124Z', tone.accent),
    circle(0, -126, 20, tone.accent),
  ].join('');

export const pantry = { pouch, coffee, cup, jar, bottle, bowl, cookies };
