/** All randomness of a run, derived from its seed alone. */
import { between, pick, createRandom } from '../../src/sandbox/seeded-random.js';

export interface RandomSource {
  /** in [0, 1) */
  next(this: void): number;
  /** Whether something of this probability happens. */
  withProbability(this: void, probability: number): boolean;
  /** A whole number, both ends included. */
  integer(this: void, low: number, high: number): number;
  pick<T>(this: void, items: readonly [T, ...T[]]): T;
  /** One of the names, each as likely as its weight. */
  pickWeighted<Name extends string>(this: void, weights: Readonly<Record<Name, number>>): Name;
  bytes(this: void, count: number): Uint8Array;
  /** An independent source, so that draws of one part do not change those of another. */
  fork(this: void, name: string): RandomSource;
}

export function createRandomSource(seed: number): RandomSource {
  const next = createRandom(seed);
  // The first numbers of neighbouring seeds are similar.
  next();
  return {
    next,
    withProbability: (probability) => next() < probability,
    integer: (low, high) => between(next, low, high),
    pick: (items) => pick(next, items),
    pickWeighted(weights) {
      const names = keysOf(weights);
      let left = next() * names.reduce((sum, name) => sum + weights[name], 0);
      const found = names.find((name) => (left -= weights[name]) < 0);
      if (found === undefined) throw new Error('Nothing has any weight.');
      return found;
    },
    bytes: (count) => Uint8Array.from({ length: count }, () => Math.floor(next() * 256)),
    fork: (name) => createRandomSource(hashSeed(seed, name)),
  };
}

function keysOf<Name extends string>(weights: Readonly<Record<Name, number>>): Name[] {
  const names: Name[] = [];
  for (const name in weights) names.push(name);
  return names;
}

/** FNV-1a over the name, from the seed on. */
function hashSeed(seed: number, name: string): number {
  let hash = (seed ^ 0x811c9dc5) >>> 0;
  for (const letter of name)
    hash = Math.imul(hash ^ (letter.codePointAt(0) ?? 0), 0x01000193) >>> 0;
  return Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d) >>> 0;
}
