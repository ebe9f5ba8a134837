import { draw, type Art } from './art.js';
import { circle, fontSizeFor, group, rect, svg, text, toneAt } from './svg.js';

interface Banner {
  readonly tone: number;
  readonly kicker: string;
  readonly lines: readonly [string, string];
  readonly sub: string;
  /** Left to right; the middle one is in front. */
  readonly arts: readonly [Art, Art, Art];
  readonly label: string;
}

const banners: readonly Banner[] = [
  {
    tone: 0,
    kicker: 'PULSA & PAKET DATA',
    lines: ['Isi ulang', 'dalam sekejap'],
    sub: 'Semua operator, buka 24 jam',
    arts: ['bolt', 'pulsa', 'wallet'],
    label: '50.000',
  },
  {
    tone: 4,
    kicker: 'TOP UP GAME',
    lines: ['Diamond masuk,', 'langsung mabar'],
    sub: 'Mobile Legends, Free Fire, PUBG, Genshin',
    arts: ['coin', 'gem', 'flame'],
    label: '172',
  },
  {
    tone: 5,
    kicker: 'KOLEKSI RAMADAN',
    lines: ['Anggun', 'setiap hari'],
    sub: 'Gamis, hijab, dan koko mulai Rp29.000',
    arts: ['gamis', 'hijab', 'koko'],
    label: '',
  },
  {
    tone: 2,
    kicker: 'OLEH-OLEH NUSANTARA',
    lines: ['Rasa rumah,', 'sampai ke mana pun'],
    sub: 'Keripik, sambal, dan kopi pilihan UMKM',
    arts: ['jar', 'coffee', 'pouch'],
    label: '',
  },
];

/** The number of banners. */
export const bannerCount = banners.length;

/** A banner, 1280×560, numbered from 1; undefined beyond the last. */
export const slide = (number: number): string | undefined => {
  const banner = banners[number - 1];
  if (banner === undefined) return undefined;
  const tone = toneAt(banner.tone);
  const [left, middle, right] = banner.arts;
  const width = banner.kicker.length * 16.5 + 64;
  const longest =
    banner.lines[0].length > banner.lines[1].length ? banner.lines[0] : banner.lines[1];
  const size = fontSizeFor(longest, 540, 78);
  return svg(
    1280,
    560,
    `${banner.lines.join(' ')}. ${banner.sub}`,
    rect(0, 0, 1280, 560, 0, tone.soft),
    circle(996, 292, 320, tone.bg),
    circle(1240, 40, 110, tone.light),
    circle(640, 610, 120, tone.bg),
    rect(72, 92, width, 52, 26, tone.dark),
    text(72 + width / 2, 127, 24, '#FFFFFF', banner.kicker, { weight: 700 }),
    text(72, 250, size, tone.dark, banner.lines[0], { anchor: 'start' }),
    text(72, 250 + size * 1.12, size, tone.dark, banner.lines[1], { anchor: 'start' }),
    text(72, 250 + size * 1.12 + 76, 28, tone.dark, banner.sub, { weight: 500, anchor: 'start' }),
    group('translate(826 322) rotate(-10) scale(.62)', draw(left, tone, '')),
    group('translate(1166 322) rotate(10) scale(.62)', draw(right, tone, '')),
    group('translate(996 292) scale(.98)', draw(middle, tone, banner.label)),
  );
};
