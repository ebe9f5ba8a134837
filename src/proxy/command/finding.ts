/** A finding of `etalase check`: the result of one check, and the remedy. */

export interface BilingualText {
  readonly id: string;
  readonly en: string;
}

export interface Finding {
  /** `note`: worth knowing, and does not keep the proxy from selling */
  readonly kind: 'passed' | 'note' | 'failed';
  readonly name: BilingualText;
  /** a figure, or a word that is the same in both languages; never a secret */
  readonly detail?: string;
  /** what it means, or what to do; one line each */
  readonly explanation: readonly string[];
}

export const passed = (id: string, en: string, detail?: string): Finding => ({
  kind: 'passed',
  name: { id, en },
  ...(detail !== undefined && { detail }),
  explanation: [],
});

export const note = (id: string, en: string, explanation: BilingualText): Finding => ({
  kind: 'note',
  name: { id, en },
  explanation: [explanation.id, explanation.en],
});

export const failed = (id: string, en: string, explanation: BilingualText): Finding => ({
  kind: 'failed',
  name: { id, en },
  explanation: [explanation.id, explanation.en],
});

const MARKS = { passed: '✓', note: '•', failed: '✗' } as const;

export function formatFinding({ kind, name, detail, explanation }: Finding): string {
  const title = name.id === name.en ? name.id : `${name.id} / ${name.en}`;
  return [
    `${MARKS[kind]} ${title}${detail === undefined ? '' : `: ${detail}`}`,
    ...explanation.map((line) => `    ${line}`),
  ].join('\n');
}
