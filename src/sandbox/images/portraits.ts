import { circle, ellipse, path, rect, svg, toneAt } from './svg.js';

const skin = '#F2C6A3';

const face = (hair: string): string =>
  [
    rect(104, 150, 32, 44, 14, '#E3AE86'),
    ellipse(120, 112, 46, 54, skin),
    circle(102, 112, 5, hair),
    circle(138, 112, 5, hair),
    path('M102 134Q120 152 138 134Q120 141 102 134Z', '#B4553F'),
  ].join('');

const portraits: Readonly<Record<string, () => string>> = {
  rina: () => {
    const tone = toneAt(5);
    return svg(
      240,
      240,
      'Foto profil',
      rect(0, 0, 240, 240, 0, tone.soft),
      path(
        'M62 116C52 40 188 40 178 116C176 150 190 176 184 196H56C50 176 64 150 62 116Z',
        '#4A2C2A',
      ),
      face('#3A2220'),
      path('M72 104C78 76 104 82 138 66C156 76 166 88 168 104C172 50 68 50 72 104Z', '#4A2C2A'),
      path('M40 240C40 196 78 182 104 180Q120 196 136 180C162 182 200 196 200 240Z', tone.main),
    );
  },
  budi: () => {
    const tone = toneAt(2);
    return svg(
      240,
      240,
      'Foto profil',
      rect(0, 0, 240, 240, 0, tone.soft),
      face('#2A2320'),
      path('M72 102C66 44 174 44 168 102C160 84 150 82 120 82S80 84 72 102Z', '#2A2320'),
      path('M34 240C34 196 76 182 102 180L120 204L138 180C164 182 206 196 206 240Z', tone.dark),
      path('M102 180L120 204L138 180L148 188L128 222H112L92 188Z', '#FFFFFF'),
    );
  },
};

/** A member's profile picture, 240×240; undefined for unknown names. */
export const portrait = (name: string): string | undefined =>
  Object.hasOwn(portraits, name) ? portraits[name]?.() : undefined;
