/** The fields of a purchase, as shoppers type them. */
type Fields = Readonly<Record<string, string>>;

export const trimFields = (fields: Fields): Record<string, string> =>
  Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, value.trim()]));

/** An optional field that was left empty counts as absent. */
export const dropEmptyFields = (fields: Fields): Record<string, string> =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== ''));
