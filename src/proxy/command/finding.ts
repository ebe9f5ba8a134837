/** One line of `etalase check`, in both languages. */

export interface Words {
  readonly id: string;
  readonly en: string;
}

export interface Finding {
  /** `note`: worth knowing, and no hindrance */
  readonly kind: 'good' | 'note' | 'failed';
  readonly name: Words;
  /** a figure, or a word that is the same in both languages; never anything secret */
  readonly detail?: string;
  /** what it means, or what to do */
  readonly words?: Words;
}

export const good = (id: string, en: string, detail?: string): Finding => ({
  kind: 'good',
  name: { id, en },
  ...(detail !== undefined && { detail }),
});

export const note = (id: string, en: string, words: Words): Finding => ({
  kind: 'note',
  name: { id, en },
  words,
});

export const failed = (id: string, en: string, words: Words): Finding => ({
  kind: 'failed',
  name: { id, en },
  words,
});

const MARKS = { good: '✓', note: '•', failed: '✗' } as const;

export function written({ kind, name, detail, words }: Finding): string {
  const title = name.id === name.en ? name.id : `${name.id} / ${name.en}`;
  return [
    `${MARKS[kind]} ${title}${detail === undefined ? '' : `: ${detail}`}`,
    ...(words ? [`    ${words.id}`, `    ${words.en}`] : []),
  ].join('\n');
}
