/** Reads a supplier's label of a field, which may be a whole request: "Masukkan User ID (contoh: 123)". */

export interface FieldLabel {
  /** The words over the field: without the request, and without the example. */
  readonly label: string;
  /** The same without notes in brackets, for a sentence. */
  readonly name: string;
  /** `null` where the label carries none */
  readonly example: string | null;
}

/** Longer labels are shown as they are. */
const MAX_LENGTH = 200;

const REQUEST =
  /^(?:(?:silah?kan|mohon|harap|tolong|please|kindly) )?(?:(?:masuk(?:k)?an|isi(?:kan|lah)?|input(?:kan)?|ketik(?:kan)?|tulis(?:kan)?|pilih|enter|insert|write|provide|select|choose|fill(?: in)?|type (?=your|the|in)) )(?:(?:in|your|the) )*/i;
const ADDRESS = / (?:anda|kamu|kalian|di ?sini|here|below|di bawah(?: ini)?)$/i;
const EXAMPLE =
  /[\s,;:([–-]+(?:contoh(?:nya)?|cth|misal(?:nya)?|e\.?g|ex|for example|example)\b[\s.:=]*(.*)$/i;
const NOTE = /\s*[([][^()[\]]*[)\]]$/;
const TAIL = /[\s:*.,]+$/;

export function readFieldLabel(supplied: string): FieldLabel {
  const whole = supplied.trim();
  if (whole.length > MAX_LENGTH) return { label: whole, name: whole, example: null };
  const [match = '', words = ''] = EXAMPLE.exec(whole) ?? [];
  const before = whole.slice(0, whole.length - match.length);
  const isInBrackets = /^\s*[([]/.test(match);
  const example = (isInBrackets ? words.replace(/[)\]]$/, '') : words).trim();
  const label = capitalise(
    before.replace(TAIL, '').replace(REQUEST, '').replace(ADDRESS, '').replace(TAIL, ''),
  );
  const name = label.replace(NOTE, '');
  return { label: label || whole, name: name || label || whole, example: example || null };
}

const capitalise = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
