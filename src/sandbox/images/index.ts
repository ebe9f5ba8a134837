import { isArt, type Art } from './art.js';
import { categoryIcon, pageIcon } from './icons.js';
import { portrait } from './portraits.js';
import { productPicture } from './product.js';
import { slide } from './slides.js';

export { bannerCount } from './slides.js';
export { views } from './product.js';
export type { Art } from './art.js';

/**
 * The paths of all pictures. A picture's name contains everything that it shows, so that pictures are
 * drawn from their URL alone and nothing is stored.
 */
export const imagePath = {
  product: (art: Art, tone: number, view: number, label: string): string =>
    `/images/produk/${art}-${String(tone)}-${String(view)}-${encodeURIComponent(label)}.svg`,
  category: (art: Art, tone: number): string => `/images/kategori/${art}-${String(tone)}.svg`,
  page: (glyph: string, tone: number): string => `/images/halaman/${glyph}-${String(tone)}.svg`,
  slide: (number: number): string => `/images/slide/${String(number)}.svg`,
  portrait: (name: string): string => `/images/profil/${name}.svg`,
};

const productName = /^([a-z]+)-(\d)-(\d)-([A-Za-z0-9 .+]{0,14})$/;
const iconName = /^([a-z]+)-(\d)$/;

const fromProduct = (name: string): string | undefined => {
  const [, art = '', tone, view, label = ''] = productName.exec(name) ?? [];
  return isArt(art) ? productPicture(art, Number(tone), Number(view), label) : undefined;
};

const fromIcon = (name: string, pages: boolean): string | undefined => {
  const [, art = '', tone] = iconName.exec(name) ?? [];
  if (pages) return pageIcon(art, Number(tone));
  return isArt(art) ? categoryIcon(art, Number(tone)) : undefined;
};

/** The SVG of `/images/<folder>/<name>.svg`, undefined if there is none. `name` is decoded. */
export const picture = (folder: string, name: string): string | undefined => {
  switch (folder) {
    case 'produk':
      return fromProduct(name);
    case 'kategori':
      return fromIcon(name, false);
    case 'halaman':
      return fromIcon(name, true);
    case 'slide':
      return /^\d$/.test(name) ? slide(Number(name)) : undefined;
    case 'profil':
      return portrait(name);
    default:
      return undefined;
  }
};
