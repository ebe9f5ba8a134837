/**
 * Which fields hold a phone number, and which operator a number belongs to. Suppliers say neither, so
 * both are read from words: labels, names and titles.
 */

interface NamedField {
  readonly name: string;
  readonly label: string;
  readonly type: string;
}
/** A product, as far as its words matter. */
export interface TitledFields<F extends NamedField = NamedField> {
  readonly title: string;
  readonly fields: readonly F[];
}

interface Operator {
  readonly name: string;
  readonly title: RegExp;
  readonly prefix: RegExp;
}

/**
 * by.U shares Telkomsel's prefix. A number can move to no other operator in Indonesia, but a prefix can:
 * what follows from this table is asked, never refused.
 */
const OPERATORS: readonly Operator[] = [
  {
    name: 'Telkomsel',
    title: /\b(telkomsel|simpati|kartu (as|halo))\b/i,
    prefix: /^08(1[1-3]|2[1-3]|5[1-3])/,
  },
  {
    name: 'Indosat',
    title: /\b(indosat|im3|ooredoo|mentari)\b/i,
    prefix: /^08(1[4-6]|5[5-8])/,
  },
  { name: 'XL', title: /\bxl\b/i, prefix: /^08(1[7-9]|59|7[7-9])/ },
  { name: 'Axis', title: /\baxis\b/i, prefix: /^083[1-38]/ },
  {
    name: 'Tri',
    title: /\b(tri|three)\b|^(pulsa |paket data |kuota )?3$/i,
    prefix: /^089[5-9]/,
  },
  { name: 'Smartfren', title: /\bsmartfren\b/i, prefix: /^088/ },
  { name: 'by.U', title: /\bby\.?u\b/i, prefix: /^0851/ },
];

const operatorsIn = (title: string) => OPERATORS.filter((each) => each.title.test(title));

/** Whether the title names an operator that the number may belong to. */
export const isOfOperator = (phone: string, title: string): boolean =>
  operatorsIn(title).some(({ prefix }) => prefix.test(phone));

/** The operator of a number `08…`; of several, the one that the product is for. `null` where unknown. */
export function operatorOf(phone: string, title: string): string | null {
  const operators = [...operatorsIn(title), ...OPERATORS];
  return operators.find(({ prefix }) => prefix.test(phone))?.name ?? null;
}

/** The operator that a product is for, if the number seems to be of another. */
export function expectedOperator(phone: string, title: string): string | null {
  const operators = operatorsIn(title);
  const isOwn = operators.some(({ prefix }) => prefix.test(phone));
  if (isOwn || operatorOf(phone, title) === null) return null;
  return operators[0]?.name ?? null;
}

const PHONE =
  /\b(hp|hand ?phone|ponsel|telp|tlp|telepon|telpon|telephone|phone|msisdn|whats ?app|wa|seluler|gsm|mobile (no|number))\b/i;
const NUMBER = /\b(no|nomor|nomer|number)\b/i;
/** A field that also takes something else than a phone number. */
const ACCOUNT = /\b(user|player|game|pemain) ?id\b|\bid (user|player|game|pemain|pelanggan)\b/i;
const OTHER =
  /\b(zon[ea]|server|e-?mail|nama|name|user ?name|password|sandi|pln|listrik|meter(an)?|rumah|kantor|bpjs|virtual account)\b/i;

/** Titles of phone credit and data packages. Short names of operators count only where nothing else is named. */
const PHONE_PRODUCT =
  /\b(pulsa|paket ?data|kuota|telkomsel|simpati|indosat|im3|smartfren|by\.?u)\b|^(xl( axiata)?|axis|tri|three|3|3 \(?tri\)?|tri \(?3\)?)( (prabayar|reguler))?$/i;
const OTHER_PRODUCT = /\b(pln|listrik|token|wi-?fi|fib(er|re)|home|indihome|tv|bpjs|game)\b/i;

/** `phoneNumber` and `phone_number` as words. */
const wordsOf = (name: string): string =>
  name.replace(/([a-z])([A-Z])/g, '$1 $2').replace(/[_-]/g, ' ');

export function isPhoneField({ title, fields }: TitledFields, field: NamedField): boolean {
  const { label, name, type } = field;
  if (type === 'select' || OTHER.test(label)) return false;
  const isAccount = ACCOUNT.test(label);
  if (!isAccount && (PHONE.test(label) || PHONE.test(wordsOf(name)))) return true;
  if (OTHER_PRODUCT.test(title)) return false;
  const isOnly = fields.filter((each) => each.type !== 'select').length === 1;
  if (isOnly && PHONE_PRODUCT.test(title)) return true;
  return !isAccount && NUMBER.test(label) && operatorsIn(title).length > 0;
}
