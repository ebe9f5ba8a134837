/** What shoppers paste into an account field, and what must reach the provider; for browser and proxy. */

export interface PastedField {
  readonly label: string;
  readonly type: 'text' | 'number';
  /** label of a second field, of the same type */
  readonly beside?: string;
  readonly pasted: string;
  /** `null`: refused, nothing is guessed */
  readonly sent: string | null;
  readonly besideSent?: string;
}

const id = { label: 'User ID', type: 'number' } as const;
const idAndZone = { ...id, beside: 'Zone ID' } as const;
const phone = { label: 'Nomor HP', type: 'number' } as const;
const text = { label: 'Username Roblox', type: 'text' } as const;
const pair = { sent: '12345678', besideSent: '1234' } as const;

export const PASTED_FIELDS: readonly PastedField[] = [
  { ...id, pasted: '1234 5678', sent: '12345678' },
  { ...id, pasted: '\u202a12345678\u202c', sent: '12345678' },
  { ...id, pasted: '１２３４５６７８', sent: '12345678' },
  { ...idAndZone, pasted: '12345678(1234)', ...pair },
  { ...idAndZone, pasted: '12345678 / 1234', ...pair },
  { ...phone, pasted: '+62 812-3456-7890', sent: '081234567890' },
  { ...phone, pasted: '0812 3456 7890', sent: '081234567890' },
  { ...phone, pasted: '123', sent: null },
  { ...text, pasted: '\u202abudi_rbx\u202c', sent: 'budi_rbx' },
  { ...text, pasted: 'budi\u00ad_rbx\u200b', sent: 'budi_rbx' },
  { ...id, pasted: '12a45', sent: null },

  // Blanks and signs between digits.
  { ...id, pasted: ' 12.345.678\n', sent: '12345678' },
  { ...id, pasted: '1234\u00a05678', sent: '12345678' },
  { ...id, pasted: '1234\u20095678\u3000', sent: '12345678' },
  { ...id, pasted: '1234–5678—9', sent: '123456789' },
  { ...id, pasted: '[12345678]', sent: '12345678' },
  { ...id, pasted: '（１２）３４．５－６', sent: '123456' },
  // Digits of other scripts and shapes, and those that are none.
  { ...id, pasted: '١٢٣٤٥٦٧٨', sent: '12345678' },
  { ...id, pasted: '۱۲۳۴', sent: '1234' },
  { ...id, pasted: '१२३४', sent: '1234' },
  { ...id, pasted: '𝟏𝟐𝟑𝟜𝟝𝟞', sent: '123456' },
  { ...id, pasted: '1️⃣2️⃣3️⃣', sent: '123' },
  { ...id, pasted: '12²', sent: null },
  { ...id, pasted: '①②③', sent: null },
  { ...id, pasted: '1O0', sent: null },
  { ...id, pasted: '1e5', sent: null },
  { ...id, pasted: '+1234', sent: null },
  { ...id, pasted: 'ID: 12345678', sent: null },
  // What no font shows.
  ...['\u061c', '\u180e', '\u200d', '\u2060', '\u2066', '\ufeff', '\u034f', '\u3164', '\ufe0f'].map(
    (hidden) => ({ ...id, pasted: `12${hidden}34${hidden}`, sent: '1234' }),
  ),
  ...['\u{e0041}', '\u{e0101}', '\ufff9', '\u115f', '\uffa0', '\u200e'].map((hidden) => ({
    ...text,
    pasted: `${hidden}budi${hidden}_rbx`,
    sent: 'budi_rbx',
  })),
  { ...text, pasted: '\u2800budi_rbx\u2800', sent: 'budi_rbx' },
  { ...text, pasted: 'budi rbx', sent: 'budi rbx' },
  { ...text, pasted: 'budi\u2800rbx', sent: 'budi rbx' },
  { ...text, pasted: 'Ünï-日本.９', sent: 'Ünï-日本.９' },
  // Two numbers in one.
  { ...idAndZone, pasted: '12345678 (1234)', ...pair },
  { ...idAndZone, pasted: '１２３４５６７８（１２３４）', ...pair },
  { ...idAndZone, pasted: '12345678[1234]', ...pair },
  { ...idAndZone, pasted: '12345678|1234', ...pair },
  { ...idAndZone, pasted: '\u20661234 5678\u2069, 1234', ...pair },
  { ...idAndZone, pasted: '12345678:1234', ...pair },
  { ...idAndZone, beside: 'Server', pasted: '12345678/1234', ...pair },
  { ...id, pasted: '12345678(1234)', sent: null },
  { ...id, pasted: '12345678/1234', sent: null },
  { ...id, beside: 'Catatan', pasted: '12345678/1234', sent: null },
  { ...idAndZone, pasted: '12345678/1234/5', sent: null },
  // Phone numbers.
  { ...phone, pasted: '62 812 3456 7890', sent: '081234567890' },
  { ...phone, pasted: '+62 (0) 812 3456 7890', sent: '081234567890' },
  { ...phone, pasted: '＋６２８１２３４５６７８９０', sent: '081234567890' },
  { ...phone, pasted: '0062812.3456.7890', sent: '081234567890' },
  { ...phone, pasted: '(0812) 345678', sent: '0812345678' },
  { ...phone, pasted: '81234567890', sent: '081234567890' },
  { ...phone, pasted: '0812345678901', sent: '0812345678901' },
  { ...phone, pasted: '081234567', sent: null },
  { ...phone, pasted: '08123456789012', sent: null },
  { ...phone, pasted: '+65 8123 4567', sent: null },
  { ...phone, pasted: '0812 3456 7890 / 0857 3456 7890', sent: null },
  {
    ...phone,
    label: 'No. WhatsApp',
    type: 'text',
    pasted: '+62812 3456 7890',
    sent: '081234567890',
  },
  { ...phone, label: 'Nomor Meter PLN', pasted: '1401 2345 678', sent: '14012345678' },
  { ...phone, label: 'Nomor', pasted: '123', sent: '123' },
  { ...phone, label: 'Nomor Pelanggan', pasted: '+62 812 3456 7890', sent: '081234567890' },
];

/** The product that a row is about: a game, whose title says nothing of phones. */
export function pastedProduct({ label, type, beside }: PastedField) {
  const field = (name: string, fieldLabel: string, required: boolean) =>
    ({ name, label: fieldLabel, type, required }) as const;
  return {
    title: 'Kerajaan Awan',
    fields: [
      field('account', label, true),
      ...(beside === undefined ? [] : [field('second', beside, false)]),
    ],
  };
}

export const nameOfRow = ({ label, beside, pasted }: PastedField): string =>
  `${label}${beside === undefined ? '' : ` + ${beside}`}: ${JSON.stringify(pasted).replace(
    /[^\x20-\x7e]/g,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )}`;
