/** At most `length` UTF-16 units, without half of an emoji at the end: no service takes that. */
export const cutText = (text: string, length: number): string =>
  text.slice(0, length).replace(/\p{Surrogate}$/u, '');
