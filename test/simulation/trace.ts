/** The trace of a run, one line per event; two runs of a seed are equal to the byte. */
import { createHash } from 'node:crypto';

export class Trace {
  readonly #hash = createHash('sha256');
  readonly #now: () => number;
  readonly #start: number;
  readonly #print: ((line: string) => void) | null;

  constructor(now: () => number, print: ((line: string) => void) | null) {
    this.#now = now;
    this.#start = now();
    this.#print = print;
  }

  add(party: string, event: string): void {
    const ms = this.#now() - this.#start;
    this.#hash.update(`${String(ms)} ${party} ${event}\n`);
    this.#print?.(`${clock(ms)}  ${party.padEnd(12)} ${event}`);
  }

  digest(): string {
    return this.#hash.digest('hex').slice(0, 16);
  }
}

/** `1:02:03.456` */
function clock(ms: number): string {
  const two = (value: number) => String(Math.floor(value)).padStart(2, '0');
  const [hours, minutes, seconds] = [ms / 3_600_000, (ms / 60_000) % 60, (ms / 1_000) % 60];
  return `${String(Math.floor(hours))}:${two(minutes)}:${two(seconds)}.${String(ms % 1_000).padStart(3, '0')}`;
}
