/** A new random seed for each run, printed; `ETALASE_CRASH_SEED` repeats one. */
export const SEED = Number(process.env['ETALASE_CRASH_SEED'] ?? Date.now() % 1_000_000);

console.log(`ETALASE_CRASH_SEED=${SEED}`);
