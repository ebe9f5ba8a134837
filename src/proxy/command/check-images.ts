/** Which of the shop's own images are served, and why the others are not. */
import type { Settings } from '../config/settings.js';
import { createImages, MAX_IMAGE_BYTES, type LeftOutImage } from '../images/images.js';
import { failed, note, passed, type BilingualText, type Finding } from './finding.js';

const KB = 1_000;
const WORDS: Readonly<Record<LeftOutImage['fault'], BilingualText>> = {
  too_large: {
    id: `lebih dari ${String(MAX_IMAGE_BYTES / KB)} KB; kecilkan dulu.`,
    en: `larger than ${String(MAX_IMAGE_BYTES / KB)} KB; make it smaller.`,
  },
  unknown_type: {
    id: 'bukan gambar png, webp, jpeg, atau svg.',
    en: 'no png, webp, jpeg or svg image.',
  },
  active_svg: {
    id: 'svg berisi skrip, foreignObject, atau alamat luar; ekspor ulang tanpa itu.',
    en: 'an svg with a script, a foreignObject or an address outside; export it without.',
  },
  unreadable: { id: 'tidak bisa dibaca.', en: 'cannot be read.' },
  too_many: { id: 'terlalu banyak gambar di folder ini.', en: 'too many images in this folder.' },
};

export async function checkImages({
  images: folder,
  publicUrl,
}: Pick<Settings, 'images' | 'publicUrl'>): Promise<Finding[]> {
  if (folder === null) return [];
  const images = createImages({ folder, publicUrl, onLeftOut: () => undefined });
  const { count, leftOut } = await images.list();
  if (leftOut.some(({ file }) => file === '')) {
    return [
      failed('Gambar', 'Images', {
        id: 'ETALASE_IMAGES menunjuk folder yang tidak bisa dibaca.',
        en: 'ETALASE_IMAGES names a folder that cannot be read.',
      }),
    ];
  }
  return [
    passed('Gambar', 'Images', String(count)),
    ...leftOut.map(({ file, fault }) => {
      const name = file.replaceAll(/[^\x20-\x7e]/g, '?');
      return note(`Gambar ${name} tidak dipakai`, `Image ${name} is left out`, WORDS[fault]);
    }),
  ];
}
