/** Attributes, words and properties by their names. */
export type Entries = Readonly<Record<string, string>>;

/** With this value under the name; without the name for `''`. */
export function withEntry(entries: Entries, name: string, value: string): Record<string, string> {
  if (value !== '') return { ...entries, [name]: value };
  return Object.fromEntries(Object.entries(entries).filter(([key]) => key !== name));
}
