import { fieldValues } from '../contract.js';
import type { OrderRow } from '../store/tables.js';

/** The fields that name the account to deliver to, as the shopper entered them. */
export const fieldsOf = ({ fields }: Pick<OrderRow, 'fields'>): Record<string, string> =>
  fieldValues.parse(JSON.parse(fields));
