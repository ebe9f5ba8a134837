/**
 * Settings of the property tests. By default every run tries the same cases. A failing case is printed
 * with its seed and path; `FAST_CHECK_SEED` repeats the whole run.
 */
import fc from 'fast-check';

export interface FuzzSettings {
  readonly seed: number;
  /** Factor on the number of cases per property. */
  readonly runsFactor: number;
}

const SEED = 20_251_231;

/** @param env `FAST_CHECK_SEED`, an integer, and `FAST_CHECK_TIMES`, a number above 0 */
export function fuzzSettings(env: Readonly<Record<string, string | undefined>>): FuzzSettings {
  const { FAST_CHECK_SEED: seed = String(SEED), FAST_CHECK_TIMES: times = '1' } = env;
  if (!/^-?\d+$/.test(seed)) throw new Error('FAST_CHECK_SEED is an integer.');
  if (!(Number(times) > 0)) throw new Error('FAST_CHECK_TIMES is a number above 0.');
  return { seed: Number(seed), runsFactor: Number(times) };
}

/** Returns a function that checks a property with `runs` cases. */
export const createPropertyRunner = ({ seed, runsFactor }: FuzzSettings) =>
  async function assertProperty<T>(property: fc.IRawProperty<T>, runs: number): Promise<void> {
    await fc.assert(property, { seed, numRuns: Math.max(1, Math.ceil(runs * runsFactor)) });
  };

/** Like `assert.ok`, which reads the sources for its message and takes minutes in so many cases. */
export function assertHolds(
  condition: unknown,
  message = 'a property does not hold',
): asserts condition {
  if (!condition) throw new Error(message);
}
