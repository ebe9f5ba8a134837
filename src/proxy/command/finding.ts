/** One line of `etalase check`, in both languages. */

export interface BilingualText {
  readonly id: string;
  readonly en: string;
}

export interface Finding {
  /** `note`: worth knowing, and no hindrance */
  readonly kind: 'good' | 'note' | 'failed';
  readonly name: BilingualText;
  /** a figure, or a word that is the same in both languages; never anything secret */
  readonly detail?: string;
  /** what it means, or what to do */
  readonly explanation?: BilingualText;
}

export const passed = (id: string, en: string, detail?: string): Finding => ({
  kind: 'good',
  name: { id, en },
  ...(detail !== undefined && { detail }),
});

export const note = (id: string, en: string, explanation: BilingualText): Finding => ({
  kind: 'note',
  name: { id, en },
  explanation,
});

export const failed = (id: string, en: string, explanation: BilingualText): Finding => ({
  kind: 'failed',
  name: { id, en },
  explanation,
});

const MARKS = { good: '✓', note: '•', failed: '✗' } as const;

export function formatFinding({ kind, name, detail, explanation }: Finding): string {
  const title = name.id === name.en ? name.id : `${name.id} / ${name.en}`;
  return [
    `${MARKS[kind]} ${title}${detail === undefined ? '' : `: ${detail}`}`,
    ...(explanation ? [`    ${explanation.id}`, `    ${explanation.en}`] : []),
  ].join('\n');
}
