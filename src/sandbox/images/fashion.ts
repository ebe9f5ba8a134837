import { circle, ellipse, group, path, rect, stroke, type Tone } from './svg.js';

/** Clothes and accessories. */

const body = 'M-58-150L-150-106L-186-14L-124 12L-104-36V156H104V-36L124 12L186-14L150-106L58-150';

const tshirt = (tone: Tone): string =>
  [
    path(`${body}C40-112-40-112-58-150Z`, tone.main),
    path('M-58-150C-40-112 40-112 58-150L72-143C50-92-50-92-72-143Z', tone.dark),
    path('M-150-106L-186-14L-124 12L-104-36L-112-70Z', tone.light),
    path('M150-106L186-14L124 12L104-36L112-70Z', tone.light),
    circle(0, 14, 44, tone.accent),
    path('M-44 22Q-22-4 0 22T44 22A44 44 0 0 1-44 22Z', '#FFFFFF'),
  ].join('');

const shirt = (tone: Tone): string =>
  [
    path(`${body}H-58Z`, tone.light),
    path('M-150-106L-186-14L-124 12L-104-36L-112-70Z', tone.main),
    path('M150-106L186-14L124 12L104-36L112-70Z', tone.main),
    path('M-58-150L0-98L-44-58L-84-138Z', '#FFFFFF'),
    path('M58-150L0-98L44-58L84-138Z', '#FFFFFF'),
    path('M-58-150H58L0-98Z', tone.dark),
    stroke('M0-94V152', tone.main, 5),
    ...[-50, 0, 50, 100].map((y) => circle(0, y, 8, tone.dark)),
    rect(34, -22, 50, 54, 8, tone.main),
  ].join('');

const hoodie = (tone: Tone): string =>
  [
    path('M-84-128C-84-200 84-200 84-128L40-80H-40Z', tone.dark),
    path(
      'M-70-140L-150-104L-184 98L-130 106L-110-20V160H110V-20L130 106L184 98L150-104L70-140C60-84-60-84-70-140Z',
      tone.main,
    ),
    rect(-110, 138, 220, 28, 12, tone.dark),
    path('M-70 60H70L92 122H-92Z', tone.light),
    stroke('M-22-92V-34', '#FFFFFF', 8),
    stroke('M22-92V-46', '#FFFFFF', 8),
    group('rotate(5 -157 100)', rect(-188, 90, 60, 24, 10, tone.dark)),
    group('rotate(-5 157 100)', rect(128, 90, 60, 24, 10, tone.dark)),
  ].join('');

const trousers = (tone: Tone): string =>
  [
    path('M-104-170H104L132 176H26L0-40L-26 176H-132Z', tone.main),
    path('M-104-170H104L108-128H-108Z', tone.dark),
    rect(-14, -166, 28, 30, 6, tone.accent),
    stroke('M0-128V-56', tone.dark, 5),
    stroke('M-66-122Q-70-78-106-72', tone.light, 7),
    stroke('M66-122Q70-78 106-72', tone.light, 7),
    path('M-129 142H-29L-26 176H-132Z', tone.light),
    path('M129 142H29L26 176H132Z', tone.light),
  ].join('');

const sneaker = (tone: Tone): string =>
  [
    path(
      'M-176-62C-140-40-98-44-66-98L-20-78C20-20 70-2 142 12C180 20 190 50 186 74H-180C-190 30-186-20-176-62Z',
      tone.main,
    ),
    path('M-176-62C-140-40-98-44-66-98L-42-88C-70-20-130-6-184-16Z', tone.light),
    path('M-186 66H188C194 96 182 112 160 112H-160C-182 112-190 92-186 66Z', '#FFFFFF'),
    rect(-182, 92, 366, 22, 11, tone.dark),
    ...[0, 1, 2].map((step) =>
      stroke(
        `M${String(-34 + step * 34)} ${String(-52 + step * 20)}L${String(-62 + step * 38)} ${String(-16 + step * 16)}`,
        '#FFFFFF',
        11,
      ),
    ),
    path('M-150 20C-90 40-30 30 20 60H-154Z', tone.accent),
  ].join('');

const cap = (tone: Tone): string =>
  [
    path('M-150 50C-150-90-70-140 10-140S160-80 160 40Z', tone.main),
    path('M10-140C-40-100-50-20-44 48H-150C-150-90-70-140 10-140Z', tone.light),
    path(
      'M-160 44C-60 10 60 6 170 34C200 60 190 92 160 88C60 60-60 66-150 104C-180 100-186 64-160 44Z',
      tone.dark,
    ),
    circle(10, -140, 15, tone.accent),
    circle(66, -46, 30, tone.accent),
    path('M66-66L72-50L88-46L72-42L66-26L60-42L44-46L60-50Z', '#FFFFFF'),
  ].join('');

const bag = (tone: Tone): string =>
  [
    stroke('M-74-64C-74-196 74-196 74-64', tone.dark, 20),
    path('M-138-76H138L168 132C170 156 156 170 134 170H-134C-156 170-170 156-168 132Z', tone.main),
    path('M-138-76H138L146-18C90 44-90 44-146-18Z', tone.light),
    rect(-26, -2, 52, 58, 14, tone.accent),
    circle(0, 24, 9, tone.dark),
    circle(-74, -52, 12, tone.dark),
    circle(74, -52, 12, tone.dark),
  ].join('');

const dress = (tone: Tone): string =>
  [
    path(
      'M-64-180H-36C-26-136 26-136 36-180H64L84-96L58-36L146 172C60 190-60 190-146 172L-58-36L-84-96Z',
      tone.main,
    ),
    path('M-58-36H58L66-16H-66Z', tone.accent),
    path('M-66-16H-20L-60 182C-92 182-124 178-146 172Z', tone.light),
    path('M66-16H36L72 182C100 180 128 176 146 172Z', tone.light),
    ...[
      [-20, 60],
      [24, 20],
      [20, 110],
      [-30, 140],
      [0, -90],
      [34, -110],
      [-36, -100],
    ].map(([x = 0, y = 0]) => circle(x, y, 8, '#FFFFFF')),
  ].join('');

const skirt = (tone: Tone): string =>
  [
    path('M-88-150H88L180 150C70 178-70 178-180 150Z', tone.main),
    ...[
      [-60, -118],
      [-20, -40],
      [20, 40],
      [60, 118],
    ].map(([top = 0, foot = 0]) =>
      path(
        `M${String(top - 6)}-110L${String(foot - 20)} 164L${String(foot + 20)} 162L${String(top + 8)}-110Z`,
        tone.light,
      ),
    ),
    rect(-94, -156, 188, 48, 16, tone.dark),
    rect(-18, -150, 36, 36, 8, tone.accent),
  ].join('');

const shoe = (tone: Tone): string =>
  [
    path(
      'M-170-40C-150-60-120-50-110-20C-80 40 10 44 60 18C100-4 150 6 176 52C186 78 172 88 150 88H-156C-184 88-190 0-170-40Z',
      tone.main,
    ),
    path('M-110-20C-80 40 10 44 60 18C40 2-10 10-40-10C-66-26-90-40-110-20Z', tone.dark),
    path('M-170 72H178C182 90 170 96 150 96H-150C-168 96-174 86-170 72Z', tone.light),
    circle(96, 30, 20, tone.accent),
    path('M96 30L62 12V48ZM96 30L130 12V48Z', tone.accent),
    circle(96, 30, 9, '#FFFFFF'),
  ].join('');

const flats = (tone: Tone): string =>
  group('translate(14 -52) scale(.9)', shoe({ ...tone, main: tone.light, light: tone.main })) +
  group('translate(-8 52)', shoe(tone));

const hijab = (tone: Tone): string =>
  [
    path(
      'M0-186C110-186 138-96 128 0C124 44 150 90 172 170C70 196-70 196-172 170C-150 90-124 44-128 0C-138-96-110-186 0-186Z',
      tone.main,
    ),
    ellipse(0, -50, 70, 88, '#F6D3B8'),
    path('M-72-56C-76-150 76-150 72-56C56-108-56-108-72-56Z', tone.dark),
    path('M-72-30C-66 60 66 60 72-30C100 40 90 110 20 150C-60 100-90 40-72-30Z', tone.light),
    path('M20 150C60 120 96 60 88-4C116 60 112 140 60 182Z', tone.dark),
    circle(56, 66, 15, tone.accent),
    stroke('M-32-52Q-24-44-16-52', '#5B3A21', 5),
    stroke('M16-52Q24-44 32-52', '#5B3A21', 5),
    stroke('M-18-8Q0 8 18-8', '#C4675A', 6),
    circle(-40, -26, 11, '#F2B79F'),
    circle(40, -26, 11, '#F2B79F'),
  ].join('');

const gamis = (tone: Tone): string =>
  [
    path(
      'M-54-184L-122-146L-170 44L-118 58L-92-52L-140 176C-50 192 50 192 140 176L92-52L118 58L170 44L122-146L54-184C36-150-36-150-54-184Z',
      tone.main,
    ),
    path('M-54-184C-36-150 36-150 54-184L66-178C48-126-48-126-66-178Z', tone.dark),
    path('M-22-142H22L30 186C10 188-10 188-30 186Z', tone.light),
    ...[-112, -74, -36, 2].map((y) => circle(0, y, 7, tone.dark)),
    path('M-90-44H90L94-20H-94Z', tone.accent),
    path('M-146 148C-50 166 50 166 146 148L140 176C50 192-50 192-140 176Z', tone.dark),
    path('M-166 26L-114 40L-118 58L-170 44Z', tone.dark),
    path('M166 26L114 40L118 58L170 44Z', tone.dark),
  ].join('');

const koko = (tone: Tone): string =>
  [
    path(
      'M-52-154L-142-114L-184 82L-130 94L-106-18V164H106V-18L130 94L184 82L142-114L52-154Z',
      tone.light,
    ),
    rect(-54, -168, 108, 30, 14, tone.dark),
    path('M-26-140H26V30L0 54L-26 30Z', tone.main),
    ...[-116, -78, -40, -2].map((y) => circle(0, y, 7, '#FFFFFF')),
    stroke('M-44-132V44L0 78L44 44V-132', tone.accent, 7),
    path('M-180 60L-126 72L-130 94L-184 82Z', tone.main),
    path('M180 60L126 72L130 94L184 82Z', tone.main),
    rect(-106, 144, 212, 20, 0, tone.main),
  ].join('');

const folded = (tone: Tone, y: number, cloth: string, line: string): string =>
  [
    rect(-164, y, 328, 92, 26, cloth),
    rect(-164, y + 30, 328, 10, 0, line),
    rect(-164, y + 56, 328, 10, 0, line),
    rect(-96, y, 10, 92, 0, line),
    rect(-60, y, 10, 92, 0, line),
    rect(88, y, 10, 92, 0, tone.accent),
  ].join('');

const sarung = (tone: Tone): string =>
  [
    folded(tone, 56, tone.dark, tone.main),
    folded(tone, -42, tone.main, tone.light),
    folded(tone, -140, tone.light, '#FFFFFF'),
    rect(-22, -150, 60, 308, 12, '#FFFFFF'),
    path('M8-46L34 4L8 54L-18 4Z', tone.main),
    path('M8-18L20 4L8 26L-4 4Z', tone.accent),
  ].join('');

const peci = (tone: Tone): string =>
  [
    path('M-152-70C-130-150 130-150 152-70L170 92C80 132-80 132-170 92Z', tone.dark),
    ellipse(0, -80, 148, 52, tone.main),
    stroke('M-118-84Q0-34 118-84', tone.dark, 7),
    stroke('M-162 34Q0 84 162 34', tone.accent, 12),
    ...[-110, -55, 0, 55, 110].map((x) => {
      const y = 60 - (x * x) / 460 + 26;
      return path(
        `M${String(x)} ${String(y - 18)}L${String(x + 16)} ${String(y)}L${String(x)} ${String(y + 18)}L${String(x - 16)} ${String(y)}Z`,
        tone.light,
      );
    }),
  ].join('');

export const fashion = {
  tshirt,
  shirt,
  hoodie,
  trousers,
  sneaker,
  cap,
  bag,
  dress,
  skirt,
  flats,
  hijab,
  gamis,
  koko,
  sarung,
  peci,
};
