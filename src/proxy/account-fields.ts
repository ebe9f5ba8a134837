/**
 * The account fields of a product: cleans their values, and checks them. The browser calls it before it
 * sends, the proxy before it quotes and buys.
 */
import { FIELD_LENGTH, type FIELD_TYPES, type FieldFault } from './field-rules.js';
import { isPhoneField, type TitledFields } from './phone-fields.js';
import { cleanNumber, cleanPhone, cleanText, isPhone, splitPair } from './typed-text.js';

/** Longer values are refused as they are. */
const MAX_CLEANED_LENGTH = 1_000;

interface AccountField {
  readonly name: string;
  readonly label: string;
  readonly type: (typeof FIELD_TYPES)[number];
  readonly required: boolean;
  readonly no_spaces?: boolean | undefined;
  readonly options?: readonly { readonly value: string }[] | undefined;
}
type Values = Readonly<Record<string, string>>;
/** A product, as far as its fields are concerned. */
export type FieldOwner = TitledFields<AccountField>;

const isZone = ({ name, label }: AccountField): boolean =>
  /zon[ea]|server|additional_?id/i.test(`${name} ${label}`);

/** Values of an id and of the product's zone, pasted into the id's field as one: `12345678(1234)`. */
export function splitIdAndZone(
  { fields }: FieldOwner,
  name: string,
  text: string,
): Record<string, string> | null {
  const pair = text.length > MAX_CLEANED_LENGTH ? null : splitPair(text);
  const field = fields.find((each) => each.name === name);
  const [zone, anotherZone] = fields.filter(isZone);
  if (!pair || !field || !zone || anotherZone || zone === field || field.type === 'select')
    return null;
  const isOption = zone.options?.some(({ value }) => value === pair[1]) === true;
  if (zone.type === 'select' && !isOption) return null;
  return { [name]: pair[0], [zone.name]: pair[1] };
}

/** The values as the provider gets them, without empty ones. What is not understood stays, and is a fault. */
export function cleanFields(product: FieldOwner, values: Values): Record<string, string> {
  const fieldByName = new Map(product.fields.map((field) => [field.name, field]));
  const cleanValue = (name: string, value: string): string => {
    const field = fieldByName.get(name);
    if (value.length > MAX_CLEANED_LENGTH) return value;
    if (field?.options?.some((option) => option.value === value)) return value;
    if (field && isPhoneField(product, field)) return cleanPhone(value);
    return field?.type === 'number' ? cleanNumber(value) : cleanText(value);
  };
  const cleaned = new Map(
    Object.entries(values).map(([name, value]) => [name, cleanValue(name, value)]),
  );
  for (const [name, value] of [...cleaned]) {
    for (const [each, part] of Object.entries(splitIdAndZone(product, name, value) ?? {})) {
      const known = cleaned.get(each) ?? '';
      // A zone that was given apart is not overruled: the pair then stays, as a fault.
      if (each !== name && known !== '' && known !== part) cleaned.set(name, value);
      else cleaned.set(each, part);
    }
  }
  return Object.fromEntries([...cleaned].filter(([, value]) => value !== ''));
}

/** What is wrong with the values, once they are cleaned. */
export function fieldFaults(
  product: FieldOwner,
  values: Values,
): { field: string; fault: FieldFault }[] {
  const known = new Set(product.fields.map(({ name }) => name));
  // A `Map`, since a field may be called `constructor`, which every object inherits.
  const valueByName = new Map(Object.entries(cleanFields(product, values)));
  const extraNames = Object.keys(values).filter((name) => !known.has(name));
  return [
    ...product.fields.flatMap((each) => {
      const fault = fieldFault(product, each, valueByName.get(each.name) ?? '');
      return fault ? [{ field: each.name, fault }] : [];
    }),
    ...extraNames.map((name) => ({ field: name, fault: 'not_allowed' as const })),
  ];
}

function fieldFault(product: FieldOwner, field: AccountField, value: string): FieldFault | null {
  const { type, required, options } = field;
  if (value === '') return required ? 'required' : null;
  if (value.length > FIELD_LENGTH) return 'too_long';
  if (type === 'select') {
    return options?.some((option) => option.value === value) ? null : 'not_an_option';
  }
  if (isPhoneField(product, field)) return isPhone(value) ? null : 'not_a_phone';
  // Providers accept ASCII digits only.
  if (type === 'number') return /^[0-9]+$/.test(value) ? null : 'not_a_number';
  if (field.no_spaces && /\s/.test(value)) return 'has_space';
  return /[\x00-\x1f\x7f]/.test(value) ? 'not_allowed' : null;
}
