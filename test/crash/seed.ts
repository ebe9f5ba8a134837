/** What chance is made from: a new seed each run, printed, and given again by `ETALASE_CRASH_SEED`. */
export const SEED = Number(process.env['ETALASE_CRASH_SEED'] ?? Date.now() % 1_000_000);

console.log(`ETALASE_CRASH_SEED=${SEED}`);
