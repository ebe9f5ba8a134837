import { circle, fontSizeFor, group, path, rect, stroke, text, type Tone } from './svg.js';

/** Digital goods: phone credit, data, game currency, electricity, wallets. */

const phone = (tone: Tone, screen: string): string =>
  [
    rect(-98, -180, 196, 360, 34, tone.dark),
    rect(-84, -166, 168, 332, 22, '#FFFFFF'),
    rect(-28, -158, 56, 14, 7, tone.dark),
    screen,
    rect(-30, 150, 60, 6, 3, tone.light),
  ].join('');

const pill = (y: number, fill: string, ink: string, label: string): string =>
  label === ''
    ? ''
    : rect(-118, y, 236, 76, 38, fill) + text(0, y + 53, fontSizeFor(label, 200, 46), ink, label);

const amount = (tone: Tone, label: string, y: number): string =>
  pill(y, tone.accent, '#1B1F2A', label);

const bars = (tone: Tone): string =>
  [0, 1, 2, 3]
    .map((step) => {
      const height = 34 + step * 24;
      return rect(-62 + step * 33, -20 - height, 24, height, 8, step < 3 ? tone.main : tone.light);
    })
    .join('');

const spark = (x: number, y: number, size: number, fill: string): string =>
  group(
    `translate(${String(x)} ${String(y)}) scale(${String(size)})`,
    path('M0-20Q3-3 20 0Q3 3 0 20Q-3 3-20 0Q-3-3 0-20Z', fill),
  );

const pulsa = (tone: Tone, label: string): string =>
  phone(tone, bars(tone)) + amount(tone, label, 30);

const data = (tone: Tone, label: string): string =>
  phone(
    tone,
    [
      stroke('M-58-62Q0-116 58-62', tone.light, 17),
      stroke('M-36-36Q0-70 36-36', tone.main, 17),
      circle(0, -8, 13, tone.main),
    ].join(''),
  ) + amount(tone, label, 36);

const badge = (tone: Tone, label: string): string => pill(112, tone.dark, '#FFFFFF', label);

const gem = (tone: Tone, label: string): string =>
  [
    path('M-92-150H92L160-62L0 120L-160-62Z', tone.main),
    path('M-92-150L-160-62H-62Z', tone.light),
    path('M92-150L160-62H62Z', tone.light),
    path('M-92-150H92L62-62H-62Z', '#FFFFFF'),
    path('M-62-62H62L0 120Z', tone.light),
    path('M-92-150H0L-62-62Z', tone.soft),
    spark(150, -150, 1.1, tone.accent),
    spark(-158, 20, 0.8, tone.accent),
    badge(tone, label),
  ].join('');

const flame = (tone: Tone, label: string): string =>
  [
    path(
      'M10-190C40-120 130-90 130 20C130 98 72 140 0 140S-130 98-130 20C-130-34-104-62-84-96C-72-66-60-56-44-50C-52-104-30-152 10-190Z',
      tone.main,
    ),
    path(
      'M4-70C20-30 74-10 74 50C74 96 42 122 0 122S-74 96-74 50C-74 20-58 2-44-16C-38 2-30 10-18 12C-24-18-16-48 4-70Z',
      tone.accent,
    ),
    path('M0 20L34 62L0 104L-34 62Z', '#FFFFFF'),
    badge(tone, label),
  ].join('');

const coin = (tone: Tone, label: string): string =>
  [
    circle(72, -44, 92, tone.dark),
    circle(72, -52, 92, tone.light),
    circle(-24, -30, 132, tone.dark),
    circle(-24, -42, 132, tone.accent),
    circle(-24, -42, 104, '#FFFFFF'),
    circle(-24, -42, 94, tone.accent),
    text(-24, 0, 112, '#FFFFFF', 'U'),
    badge(tone, label),
  ].join('');

const crystal = (tone: Tone, label: string): string =>
  [
    path('M0-190L74-40L0 128L-74-40Z', tone.main),
    path('M0-190L0 128L-74-40Z', tone.light),
    path('M-126-96L-84-10L-126 88L-166-10Z', tone.light),
    path('M-126-96V88L-166-10Z', tone.main),
    path('M126-96L166-10L126 88L84-10Z', tone.main),
    path('M126-96V88L84-10Z', tone.light),
    spark(0, -40, 1.9, '#FFFFFF'),
    spark(112, -150, 1, tone.accent),
    badge(tone, label),
  ].join('');

const bolt = (tone: Tone, label: string): string =>
  [
    rect(-140, -180, 280, 360, 40, '#FFFFFF'),
    rect(-140, -180, 280, 96, 40, tone.dark),
    rect(-140, -132, 280, 48, 0, tone.dark),
    rect(-104, -158, 208, 52, 14, tone.bg),
    text(0, -119, 34, tone.dark, 'kWh'),
    path('M22-66L-70 44H-8L-30 116L70 0H8Z', tone.accent),
    pill(112, tone.main, '#FFFFFF', label),
  ].join('');

const wallet = (tone: Tone, label: string): string =>
  [
    group('rotate(-8)', rect(-124, -138, 232, 140, 20, tone.accent)),
    group('rotate(-3)', rect(-132, -112, 240, 140, 20, tone.light)),
    rect(-160, -76, 320, 214, 36, tone.main),
    rect(-160, -76, 320, 44, 22, tone.dark),
    rect(-160, -56, 320, 30, 0, tone.main),
    rect(72, -4, 108, 72, 36, tone.dark),
    circle(108, 32, 17, tone.accent),
    text(-42, 52, fontSizeFor(label, 190, 52), '#FFFFFF', label),
  ].join('');

const voucher = (tone: Tone, label: string): string =>
  [
    group('rotate(-10) translate(0 -26)', rect(-176, -96, 352, 196, 26, tone.light)),
    group(
      'rotate(4) translate(0 20)',
      rect(-182, -104, 364, 208, 26, tone.main),
      circle(-182, 0, 26, tone.soft),
      circle(182, 0, 26, tone.soft),
      stroke('M-76-84V84', '#FFFFFF', 5),
      spark(-122, 0, 1.7, tone.accent),
      text(52, 22, fontSizeFor(label, 190, 62), '#FFFFFF', label),
    ),
  ].join('');

export const digital = { pulsa, data, gem, flame, coin, crystal, bolt, wallet, voucher };
