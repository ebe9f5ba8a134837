/**
 * The shop's own images, from the folder that `ETALASE_IMAGES` names. The folder is listed at the first use,
 * and again after a reload; a path of a request is only compared with that list. A file's name in a URL is
 * its digest, so that it never changes.
 */
import { createHash } from 'node:crypto';
import { readdir, readFile, realpath, stat } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { readImageType, type ImageFault, type ImageType } from './image-type.js';

export const MAX_IMAGE_BYTES = 500_000;
/** More would take long to list. */
const MAX_IMAGES = 2_000;

export interface LeftOutImage {
  readonly file: string;
  readonly fault: ImageFault | 'too_large' | 'unreadable' | 'too_many';
}

interface ListedImage {
  /** its file in the folder */
  readonly file: string;
  /** of its URL: digest and extension */
  readonly publicName: string;
  readonly type: ImageType;
}

export interface ImageList {
  /** The URL of a file of the folder; `null` where it is not served. */
  readonly urlOf: (file: string) => string | null;
  readonly leftOut: readonly LeftOutImage[];
  readonly count: number;
  /** @param publicName the last segment of an image's URL */
  read(publicName: string): Promise<ImageContent | null>;
}

export interface ImageContent {
  readonly type: ImageType;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

export interface Images {
  /** The same object until a reload. */
  list(): Promise<ImageList>;
  /** Lists the folder again at its next use. */
  reload(): void;
}

interface ImagesParts {
  /** `null`: the shop has no images of its own */
  readonly folder: string | null;
  readonly publicUrl: string;
  readonly onLeftOut: (image: LeftOutImage) => void;
}

export function createImages({ folder, publicUrl, onLeftOut }: ImagesParts): Images {
  let listed: Promise<ImageList> | null = null;
  const readList = async (): Promise<ImageList> => {
    const list = await listImages(folder, publicUrl);
    list.leftOut.forEach(onLeftOut);
    return list;
  };
  return {
    list: () => (listed ??= readList()),
    reload: () => {
      listed = null;
    },
  };
}

async function listImages(folder: string | null, publicUrl: string): Promise<ImageList> {
  const found = folder === null ? [] : await findFiles(folder);
  const byFile = new Map<string, ListedImage>();
  const leftOut: LeftOutImage[] = [];
  for (const file of found ?? []) {
    const result =
      byFile.size < MAX_IMAGES ? await readFileOf(folder ?? '', file) : ('too_many' as const);
    if (typeof result === 'string') leftOut.push({ file, fault: result });
    else byFile.set(file, { file, type: result.type, publicName: nameOf(result) });
  }
  if (found === null) leftOut.push({ file: '', fault: 'unreadable' });
  const byPublicName = new Map([...byFile.values()].map((image) => [image.publicName, image]));
  return {
    count: byFile.size,
    leftOut,
    urlOf: (file) => {
      const image = byFile.get(file);
      return image ? `${publicUrl}/images/${image.publicName}` : null;
    },
    async read(publicName) {
      const image = byPublicName.get(publicName);
      const result = image ? await readFileOf(folder ?? '', image.file) : null;
      // A file that was replaced meanwhile has another name, after a reload.
      return result && typeof result !== 'string' && nameOf(result) === publicName ? result : null;
    },
  };
}

/** Not those of its sub-folders; hidden files are none. */
async function findFiles(folder: string): Promise<string[] | null> {
  try {
    const names = await readdir(folder);
    return names.filter((name) => !name.startsWith('.')).sort();
  } catch {
    return null;
  }
}

async function readFileOf(
  folder: string,
  file: string,
): Promise<ImageContent | LeftOutImage['fault']> {
  try {
    const path = await realpath(join(folder, file));
    const found = await stat(path);
    // A link may lead out of the folder, and a pipe never ends.
    const isInside = path.startsWith(join(await realpath(folder), sep));
    if (!isInside || !found.isFile()) return 'unreadable';
    if (found.size > MAX_IMAGE_BYTES) return 'too_large';
    const content = await readFile(path);
    const reading = readImageType(content);
    if (reading.kind === 'fault') return reading.fault;
    return { type: reading.type, bytes: new Uint8Array(content) };
  } catch {
    return 'unreadable';
  }
}

const nameOf = ({ type, bytes }: ImageContent): string =>
  `${createHash('sha256').update(bytes).digest('base64url').slice(0, 22)}.${type}`;
