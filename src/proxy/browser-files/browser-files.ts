/**
 * The built files for pages, and their compressed forms. They are listed once; a path of a request is only
 * compared with that list, so that it never reaches the file system. Each form is made once, on its first
 * request, and kept.
 */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

export const ENCODINGS = ['br', 'gzip', 'identity'] as const;
export type Encoding = (typeof ENCODINGS)[number];

export interface BrowserFile {
  /** of the bytes before compression */
  readonly digest: string;
  readonly encode: (encoding: Encoding) => Promise<Uint8Array<ArrayBuffer>>;
}

/** By their paths: `etalase.js`, `chunks/….js`. */
export type BrowserFiles = ReadonlyMap<string, BrowserFile>;
/** The text of each, by the same paths. */
export type BrowserTexts = Readonly<Record<string, string>>;

const ENTRIES = ['etalase.js', 'etalase.global.js', 'etalase.topup.global.js'] as const;
const CHUNKS = 'chunks';

/** All files are smaller than this window; a larger one takes more memory while it compresses. */
const BROTLI_WINDOW_BITS = 18;

/** @param folder that of the built files */
export function readBrowserTexts(folder: string): BrowserTexts {
  const chunks = join(folder, CHUNKS);
  const names = existsSync(chunks) ? readdirSync(chunks).filter((name) => /\.js$/.test(name)) : [];
  const paths = [
    ...ENTRIES.filter((name) => existsSync(join(folder, name))),
    ...names.map((name) => `${CHUNKS}/${name}`),
  ];
  return Object.fromEntries(paths.map((path) => [path, readFileSync(join(folder, path), 'utf8')]));
}

const WORKSHOP_FILES = ['workshop/index.html', 'workshop/workshop.js'] as const;

/** The page for designers. It is no part of a release that shoppers' pages may still need. */
export const readWorkshopTexts = (folder: string): BrowserTexts =>
  Object.fromEntries(
    WORKSHOP_FILES.filter((path) => existsSync(join(folder, path))).map((path) => [
      path,
      readFileSync(join(folder, path), 'utf8'),
    ]),
  );

export const createBrowserFiles = (texts: BrowserTexts): BrowserFiles =>
  new Map(Object.entries(texts).map(([path, text]) => [path, createBrowserFile(text)]));

/** @param compress may fail, such as for want of memory; the next request tries again */
export function createBrowserFile(text: string, compress = compressAs): BrowserFile {
  const content = Buffer.from(text);
  const made = new Map<Encoding, Promise<Uint8Array<ArrayBuffer>>>();
  return {
    digest: createHash('sha256').update(content).digest('base64url').slice(0, 22),
    encode: (encoding) => {
      const known = made.get(encoding);
      if (known) return known;
      const bytes = compress(content, encoding).then((result) => new Uint8Array(result));
      made.set(encoding, bytes);
      bytes.catch(() => made.delete(encoding));
      return bytes;
    },
  };
}

type Compress = (content: Buffer, encoding: Encoding) => Promise<Buffer>;

const compressAs: Compress = (content, encoding) => COMPRESSORS[encoding](content);

const COMPRESSORS: Readonly<Record<Encoding, (content: Buffer) => Promise<Buffer>>> = {
  br: (content) =>
    promisify(brotliCompress)(content, {
      params: {
        [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY,
        [constants.BROTLI_PARAM_LGWIN]: BROTLI_WINDOW_BITS,
        [constants.BROTLI_PARAM_SIZE_HINT]: content.length,
      },
    }),
  gzip: (content) => promisify(gzip)(content, { level: constants.Z_BEST_COMPRESSION }),
  identity: (content) => Promise.resolve(content),
};
