/** Which field of a product a label in a note means. People write labels in their own way. */

interface LabelledField {
  readonly name: string;
  readonly label: string;
}

/** Longer labels mean nothing. */
const LABEL_LENGTH = 200;

/** What suppliers write around the name of a field: "Masukkan User ID Anda (contoh: 123)". */
const EXTRA_WORDS =
  /^(silahkan|silakan|mohon|harap|tolong|please|masukkan|masukan|isi|isikan|input|ketik|tulis|pilih|enter|insert|select|choose|your|the|anda|kamu)$/;

/** Words of one meaning, in Indonesian and English. */
const MEANINGS: readonly (readonly [meaning: string, words: RegExp])[] = [
  ['no', /^(nomor|nomer|number|num|nmr)$/],
  ['hp', /^(handphone|ponsel|phone|telepon|telpon|telephone|telp|tlp|seluler)$/],
  ['zone', /^(zona)$/],
  ['user', /^(pengguna|player|pemain)$/],
  ['customer', /^(pelanggan)$/],
  ['name', /^(nama)$/],
];

/** bukaOlshop's words for what it adds below a note: `Varian : Asia`. */
const ADDED_BY_SHOP = /^(varian|variasi|variant|opsi|option)$/;

const wordsOf = (label: string): string[] =>
  label
    .normalize('NFKC')
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '' && !EXTRA_WORDS.test(word));

/** Without a note in brackets, and without an example. */
const bareLabel = (label: string): string =>
  (label.split(/[([]|\b(?:contoh|misal|cth|example)/i, 1)[0] ?? '').trim();

const toMeaning = (word: string): string =>
  MEANINGS.find(([, words]) => words.test(word))?.[0] ?? word;

/** All of a label's words, in any spelling and order. */
function keysOf(label: string): string[] {
  const meanings = wordsOf(label).map(toMeaning);
  // "Nomor HP" and "HP" are one thing, and so are "Zone ID" and "Zone".
  const isZone = meanings.includes('zone');
  const short = meanings.filter((word) => word !== 'no' && !(isZone && word === 'id'));
  const telling = short.length > 0 ? short : meanings;
  return [meanings.join(''), telling.join(''), [...telling].sort().join(' ')];
}

const isSame = (field: LabelledField, label: string, read: (text: string) => string[]): boolean => {
  const keys = read(label).filter((key) => key !== '');
  const known = [field.label, bareLabel(field.label), field.name].flatMap(read);
  return keys.some((key) => known.includes(key));
};

/** The only field that is called so; `null` where none is, or more than one. */
export function findLabelledField<F extends LabelledField>(
  fields: readonly F[],
  label: string,
): F | null {
  if (label.length > LABEL_LENGTH) return null;
  const spelled = fields.filter((field) =>
    isSame(field, label, (text) => [wordsOf(text).join('')]),
  );
  const meant = spelled.length > 0 ? spelled : fields.filter((each) => isSame(each, label, keysOf));
  const [field, another] = meant;
  return field && !another ? field : null;
}

export const isAddedByShop = (label: string): boolean =>
  ADDED_BY_SHOP.test(label.trim().toLowerCase());
