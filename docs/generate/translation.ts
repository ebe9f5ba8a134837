/** Translates sentences of the reference: English is the source, and the key of its Indonesian. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

export type Language = 'id' | 'en';

/** Where the Indonesian of every sentence stands. */
export const INDONESIAN_FILE = 'docs/reference.id.json';

export interface Translation {
  /** The Indonesian of an English sentence; the sentence itself where there is none. */
  readonly toIndonesian: (english: string) => string;
  /** Asked for until now, and not in the file. */
  readonly missing: () => readonly string[];
  /** In the file, and not asked for until now. */
  readonly unused: () => readonly string[];
}

export function createTranslation(indonesian: Readonly<Record<string, string>>): Translation {
  const asked = new Set<string>();
  return {
    toIndonesian(english) {
      if (english !== '') asked.add(english);
      return indonesian[english] ?? english;
    },
    missing: () => [...asked].filter((english) => !Object.hasOwn(indonesian, english)),
    unused: () => Object.keys(indonesian).filter((english) => !asked.has(english)),
  };
}

export const openTranslation = (project: string): Translation =>
  createTranslation(
    z
      .record(z.string(), z.string().min(1))
      .parse(JSON.parse(readFileSync(join(project, INDONESIAN_FILE), 'utf8'))),
  );

/** What to do about sentences without a translation, or `null`. */
export function complaintOf({ missing, unused }: Translation): string | null {
  const lines = (sentences: readonly string[], end: string): string =>
    sentences.map((sentence) => `  ${JSON.stringify(sentence)}${end}`).join('\n');
  const complaints = [
    missing().length > 0 &&
      `${INDONESIAN_FILE} lacks the Indonesian of these sentences; add each as a line:\n${lines(missing(), ': "…",')}`,
    unused().length > 0 &&
      `${INDONESIAN_FILE} translates sentences that are nowhere any more; delete:\n${lines(unused(), '')}`,
  ].filter((complaint) => complaint !== false);
  return complaints.length > 0 ? complaints.join('\n') : null;
}
