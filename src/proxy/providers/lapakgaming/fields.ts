/** Maps a category's forms to the fields that a shopper fills in, named as in "Create Order". */
import type { Field } from '../../contract.js';
import type { Category } from './schemas.js';

type OrderField = 'user_id' | 'additional_id' | 'additional_information';

/** Names of forms, as lower-case letters. Undocumented: which of them Lapakgaming uses. */
const ORDER_FIELD_BY_FORM_NAME: ReadonlyMap<string, OrderField> = new Map([
  ['userid', 'user_id'],
  ['additionalid', 'additional_id'],
  ['zoneid', 'additional_id'],
  ['zone', 'additional_id'],
  ['serverid', 'additional_id'],
  ['server', 'additional_id'],
  ['additionalinformation', 'additional_information'],
  ['username', 'additional_information'],
]);

const LABELS: Readonly<Record<OrderField, string>> = {
  user_id: 'User ID',
  additional_id: 'Zone ID',
  additional_information: 'Username',
};

/**
 * `null` for a category that cannot be sold: it has a field unknown to "Create Order", or
 * `orderdetail`, which asks shoppers for their game's password.
 */
export function toFields({ forms, servers }: Category): readonly Field[] | null {
  if (forms === null) return null;
  const fields: Field[] = [];
  for (const { name, type, options } of forms) {
    const orderField = ORDER_FIELD_BY_FORM_NAME.get(name.toLowerCase().replaceAll(/[^a-z]/g, ''));
    if (orderField === undefined || fields.some((field) => field.name === orderField)) return null;
    fields.push(
      toField(
        orderField,
        type,
        options.length === 0 && orderField === 'additional_id' ? servers : options,
      ),
    );
  }
  const hasServerField = fields.some((field) => field.name === 'additional_id');
  if (servers.length > 0 && !hasServerField)
    fields.push(toField('additional_id', 'select', servers));
  return fields;
}

function toField(name: OrderField, type: string, options: Category['servers']): Field {
  const isChoice = options.length > 0;
  return {
    name,
    label: isChoice && name === 'additional_id' ? 'Server' : LABELS[name],
    type: isChoice ? 'select' : /^(number|numeric|integer)$/i.test(type) ? 'number' : 'text',
    required: true,
    // "USER_ID_CONTAIN_SPACE"; the status codes name no other field.
    ...(name === 'user_id' && !isChoice && { no_spaces: true }),
    ...(isChoice && {
      options: options.map((option) => ({ value: option.value, label: option.name })),
    }),
  };
}
