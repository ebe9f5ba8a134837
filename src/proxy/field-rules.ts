/** Names and limits of account fields, for those who only pass them on. */

export const FIELD_TYPES = ['text', 'number', 'select'] as const;

export const FIELD_FAULTS = [
  'required',
  'too_long',
  'not_a_number',
  'not_a_phone',
  'not_an_option',
  'has_space',
  'not_allowed',
] as const;
export type FieldFault = (typeof FIELD_FAULTS)[number];

/** characters of a field's value, at most */
export const FIELD_LENGTH = 100;
