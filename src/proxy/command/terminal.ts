/** Questions to a person at the terminal. */
import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import type { Ask } from '../setup/questions.js';

interface Terminal {
  readonly input: NodeJS.ReadableStream;
  readonly output: NodeJS.WritableStream;
}

export async function askTerminal(
  question: string,
  { isSecret }: Parameters<Ask>[1],
  { input, output }: Terminal = { input: process.stdin, output: process.stdout },
): Promise<string | null> {
  // Readline shows what is typed by writing it to its output.
  const echo = isSecret ? createSink() : output;
  if (isSecret) output.write(`${question} `);
  const lines = createInterface({ input, output: echo, terminal: true, historySize: 0 });
  try {
    const closed = new Promise<null>((resolve) => lines.once('close', () => resolve(null)));
    const answer = await Promise.race([lines.question(isSecret ? '' : `${question} `), closed]);
    return answer?.trim() ?? null;
  } finally {
    lines.close();
    if (isSecret) output.write('\n');
  }
}

const createSink = (): Writable => new Writable({ write: (_chunk, _encoding, done) => done() });
