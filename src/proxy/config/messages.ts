/**
 * The mistakes that a setting can have, in both languages: each text completes a sentence that begins
 * with the variable's name. No text may contain a value that could be secret.
 */
import type { Language } from './environment.js';

export interface NumberRange {
  readonly min: number;
  readonly max: number;
  readonly whole?: boolean;
}

interface FilePlace {
  readonly line: number;
  readonly column: number;
}

/** By the words of `store/store-failure.ts`. */
type FailureTexts = Readonly<Record<string, string>>;

export const STORE_FAILURES_IN_ENGLISH: FailureTexts = {
  'disk-full': 'its disk is full',
  'read-only': 'it may not be written; see the owner and the rights of the file and its folder',
  'not-openable': 'it does not exist, or its folder may not be entered',
  'not-a-database': 'it is no database, or a damaged one',
  unreachable: 'its server does not answer',
  'login-refused': 'its server refuses the name or the password',
  busy: 'another program holds it',
  'no-sqlite': 'SQLite needs Node.js 22.13 or later on this machine',
};

export const STORE_FAILURES_IN_INDONESIAN: FailureTexts = {
  'disk-full': 'disknya penuh',
  'read-only': 'tidak boleh ditulis; periksa pemilik dan hak berkas serta foldernya',
  'not-openable': 'tidak ada, atau foldernya tidak boleh dimasuki',
  'not-a-database': 'bukan basis data, atau rusak',
  unreachable: 'servernya tidak menjawab',
  'login-refused': 'servernya menolak nama atau kata sandinya',
  busy: 'dipegang program lain',
  'no-sqlite': 'SQLite memerlukan Node.js 22.13 atau lebih baru di mesin ini',
};

const en = {
  missing: 'is not set, and the proxy needs it.',
  baseUrl: 'must be an https address without credentials, query or fragment.',
  callUrl: 'must be an https address without credentials or fragment.',
  plainHttp: 'must be https; plain http goes only to loopback.',
  notifyChannels:
    'must be telegram:TOKEN:CHAT (the chat a number or @name) or https addresses, joined by commas.',
  notifyKey: 'is needed beside a webhook of ETALASE_NOTIFY, to sign what is sent.',
  host: 'must be an IP address or a host name, without a port.',
  credential: 'must be one word of printable ASCII letters.',
  onOff: 'must be on or off.',
  number: (range: NumberRange) => `must be ${numberInEnglish(range)}.`,
  origins:
    'must be origins joined by commas, such as https://toko.example or https://*.bukaolshop.site.',
  networks: 'must be IP addresses or networks joined by commas, such as 10.0.0.5 or 10.0.0.0/8.',
  signingKeys: 'must be signing keys as kid:base64url, joined by commas; `etalase keys` makes one.',
  shortKey: (minBytes: number) => `holds a key of less than ${minBytes} bytes.`,
  repeatedKeyId: 'holds two keys of one name.',
  database: 'must be file:… (SQLite) or postgres://… (PostgreSQL).',
  databaseUnavailable: (failure: string) =>
    `names a database that cannot be used: ${STORE_FAILURES_IN_ENGLISH[failure] ?? failure}.`,
  databaseVersion: {
    empty: 'names a database without orders; `etalase proxy` makes its tables when it starts.',
    older:
      'names a database of an older version; `etalase proxy` brings it up to date at its start.',
    newer: 'names a database of a newer version of etalase; install that version again.',
  },
  bareComment: (file: string, line: number) =>
    `has " #" in its value (${file}, line ${line}): put a comment on a line of its own, or the value in quotes.`,
  snapcartUrl: 'is needed beside SNAPCART_API_KEY, its prefix included.',
  liveMinimum: (min: number) => `may be below ${min} only while every upstream is on loopback.`,
  portUnavailable: (port: number, code: string) =>
    `names port ${port}, which is taken or not allowed here: ${code}.`,
  hostUnavailable: (host: string, code: string) =>
    `names ${host}, where this machine cannot listen: ${code}.`,
  marginUnreadable: 'names a file that cannot be read.',
  marginNotJson: 'names a file that is not JSON.',
  marginMistake: (place: string | null, mistake: string) =>
    `names a file with a mistake at ${place ?? 'its top'}: ${mistake}.`,
  marginUnknownWord: 'this word is not known',
  marginGroup: 'it must be an object in braces',
  marginFigure: (range: NumberRange) => `it must be ${numberInEnglish(range)}`,
  marginPercent: (range: NumberRange) =>
    `it must be ${numberInEnglish(range)} with at most four decimals`,
  catalogUnreadable: 'names a file that cannot be read.',
  catalogMistake: ({ line, column }: FilePlace, path: string, mistake: string) =>
    `names a file with a mistake in line ${line}, column ${column}${path && ` (${path})`}: ${mistake}.`,
  catalogMistakes: {
    json: 'the JSON breaks here',
    unknownWord: 'this word is not known',
    repeatedWord: 'this word stands here twice',
    group: 'it must be an object in braces',
    list: 'it must be a list in square brackets',
    text: (length: number) => `it must be a text of 1 to ${length} letters, on one line`,
    flag: 'it must be true or false',
    provider: 'it must be lapakgaming, snapcart or leuwongrr',
    id: 'it must be a short word of letters, digits, dots and hyphens, and not the name of a supplier',
    itemName: 'it must not begin with the name of a supplier and a colon',
    notePattern:
      'it must name fields in braces, such as "{user_id} ({zone_id})", each once and with something between them',
    image: 'it must be an https address, or the name of a png, webp, jpeg or svg file',
    noSupplier: 'it needs a supplier',
    otherSupplier: 'this supplier is not one of the product',
    category: 'this category stands in no "categories"',
  },
};

export type Messages = typeof en;

const id: Messages = {
  missing: 'belum diisi, padahal wajib.',
  baseUrl: 'harus alamat https tanpa nama pengguna, kata sandi, query, atau fragmen.',
  callUrl: 'harus alamat https tanpa nama pengguna, kata sandi, atau fragmen.',
  plainHttp: 'harus https; http biasa hanya boleh ke mesin ini sendiri (loopback).',
  notifyChannels:
    'harus telegram:TOKEN:CHAT (CHAT berupa angka atau @nama) atau alamat https, dipisah koma.',
  notifyKey: 'wajib diisi bersama webhook di ETALASE_NOTIFY, untuk menandatangani kirimannya.',
  host: 'harus alamat IP atau nama host, tanpa port.',
  credential: 'harus satu kata dari huruf, angka, dan tanda ASCII, tanpa spasi.',
  onOff: 'harus on atau off.',
  number: (range) => `harus ${numberInIndonesian(range)}.`,
  origins:
    'harus origin yang dipisah koma, misalnya https://toko.example atau https://*.bukaolshop.site.',
  networks: 'harus alamat IP atau jaringan yang dipisah koma, misalnya 10.0.0.5 atau 10.0.0.0/8.',
  signingKeys:
    'harus kunci tanda tangan berbentuk kid:base64url yang dipisah koma; buat dengan `etalase keys`.',
  shortKey: (minBytes) => `berisi kunci yang kurang dari ${minBytes} byte.`,
  repeatedKeyId: 'berisi dua kunci dengan nama yang sama.',
  database: 'harus file:… (SQLite) atau postgres://… (PostgreSQL).',
  databaseUnavailable: (failure) =>
    `menunjuk basis data yang tidak bisa dipakai: ${STORE_FAILURES_IN_INDONESIAN[failure] ?? failure}.`,
  databaseVersion: {
    empty: 'menunjuk basis data tanpa pesanan; `etalase proxy` membuat tabelnya saat mulai.',
    older: 'menunjuk basis data versi lama; `etalase proxy` memperbaruinya saat mulai.',
    newer: 'menunjuk basis data etalase versi lebih baru; pasang lagi versi itu.',
  },
  bareComment: (file, line) =>
    `berisi " #" dalam nilainya (${file}, baris ${line}): tulis komentar di baris sendiri, atau nilainya dalam tanda kutip.`,
  snapcartUrl: 'wajib diisi bersama SNAPCART_API_KEY, lengkap dengan prefiksnya.',
  liveMinimum: (min) =>
    `hanya boleh di bawah ${min} selama semua layanan ada di mesin ini (loopback).`,
  portUnavailable: (port, code) =>
    `menunjuk port ${port}, yang sudah dipakai atau tidak diizinkan di sini: ${code}.`,
  hostUnavailable: (host, code) =>
    `menunjuk ${host}, yang tidak bisa dipakai di mesin ini: ${code}.`,
  marginUnreadable: 'menunjuk file yang tidak bisa dibaca.',
  marginNotJson: 'menunjuk file yang bukan JSON.',
  marginMistake: (place, mistake) =>
    `menunjuk file yang salah di ${place ?? 'bagian teratasnya'}: ${mistake}.`,
  marginUnknownWord: 'kata ini tidak dikenal',
  marginGroup: 'harus objek dalam kurung kurawal',
  marginFigure: (range) => `harus ${numberInIndonesian(range)}`,
  marginPercent: (range) => `harus ${numberInIndonesian(range)}, paling banyak empat desimal`,
  catalogUnreadable: 'menunjuk file yang tidak bisa dibaca.',
  catalogMistake: ({ line, column }, path, mistake) =>
    `menunjuk file yang salah di baris ${line}, kolom ${column}${path && ` (${path})`}: ${mistake}.`,
  catalogMistakes: {
    json: 'JSON-nya rusak di sini',
    unknownWord: 'kata ini tidak dikenal',
    repeatedWord: 'kata ini tertulis dua kali di sini',
    group: 'harus objek dalam kurung kurawal',
    list: 'harus daftar dalam kurung siku',
    text: (length) => `harus teks 1 sampai ${length} huruf, dalam satu baris`,
    flag: 'harus true atau false',
    provider: 'harus lapakgaming, snapcart, atau leuwongrr',
    id: 'harus satu kata pendek dari huruf, angka, titik, dan tanda hubung, bukan nama pemasok',
    itemName: 'tidak boleh diawali nama pemasok dan titik dua',
    notePattern:
      'harus menyebut isian dalam kurung kurawal, misalnya "{user_id} ({zone_id})", masing-masing sekali dan dengan pemisah di antaranya',
    image: 'harus alamat https, atau nama file png, webp, jpeg, atau svg',
    noSupplier: 'perlu pemasok',
    otherSupplier: 'pemasok ini bukan pemasok produknya',
    category: 'kategori ini tidak ada di "categories"',
  },
};

export const MESSAGES: Readonly<Record<Language, Messages>> = { id, en };

function numberInEnglish({ min, max, whole = false }: NumberRange): string {
  return `a ${whole ? 'whole ' : ''}number from ${min} to ${max}`;
}

function numberInIndonesian({ min, max, whole = false }: NumberRange): string {
  return `${whole ? 'bilangan bulat' : 'angka'} dari ${min} sampai ${max}`;
}
