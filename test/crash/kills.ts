/** Kills the proxy repeatedly, at random moments, while shoppers buy. */
import { setTimeout as pause } from 'node:timers/promises';
import { between, createRandom } from '../../src/sandbox/seeded-random.js';
import { leakedSecrets, finishAndAudit, type AuditResult } from './finish-and-audit.js';
import { startProxy, type ProxyProcess } from './proxy-process.js';
import { openCrashShop, type Store } from './crash-shop.js';
import { startShopperLoad } from './shopper-load.js';

export interface KillRun {
  readonly store: Store;
  readonly kills: number;
  readonly seed: number;
  /** Factor on the proxy's timeouts. */
  readonly timeoutFactor: number;
  /** Maximum time from a proxy's readiness to its kill. */
  readonly maxLifeMs: number;
  readonly progress?: (kills: number) => void;
}

export interface KillReport extends AuditResult {
  readonly store: Store;
  readonly seed: number;
  readonly kills: number;
  /** Kills while the proxy was still starting. */
  readonly whileStarting: number;
  /** Milliseconds from a process's start until it listened. */
  readonly startUp: { readonly median: number; readonly longest: number };
  readonly answers: ReadonlyMap<string, number>;
  readonly seconds: number;
}

/** No step may throw: the upstreams work, only the proxy is killed. */
const unexpectedErrors = ({ output }: ProxyProcess): string[] =>
  output()
    .split('\n')
    .filter((line) => /"event":"(unexpected|store-failed)"}$/.test(line))
    .map((line) => `it logged ${line.slice(0, 400)}`);

/** Share of the kills before the proxy listens. */
const EARLY_KILL_SHARE = 0.2;
/** Less than a start takes, so that an early kill hits a proxy that is still starting. */
const USUAL_START_MS = 450;
/** Share of the lives in which providers fail their orders. */
const FAILURE_SHARE = 0.25;

export async function runKills({
  store,
  kills,
  seed,
  timeoutFactor,
  maxLifeMs,
  progress = () => undefined,
}: KillRun): Promise<KillReport> {
  const began = performance.now();
  const random = createRandom(seed);
  const shop = await openCrashShop({ store, seed, timeoutFactor });
  const starts: number[] = [];
  const violations: string[] = [];
  let whileStarting = 0;
  const load = startShopperLoad({
    shop,
    random: createRandom(seed + 1),
    origins: [shop.publicUrl],
  });
  try {
    for (let killed = 0; killed < kills; killed++) {
      const isEarly = random() < EARLY_KILL_SHARE;
      const lifeMs = between(random, 0, isEarly ? USUAL_START_MS : maxLifeMs);
      await shop.changeSettings({ settleAs: random() < FAILURE_SHARE ? 'failed' : 'done' });
      const proxy = startProxy(shop.env);
      if (isEarly) whileStarting += 1;
      else starts.push(await proxy.ready);
      await pause(lifeMs);
      const { signal } = await proxy.stop('SIGKILL');
      if (signal !== 'SIGKILL')
        violations.push(`a proxy ended by itself: ${proxy.output().slice(-500)}`);
      violations.push(...leakedSecrets(shop, proxy), ...unexpectedErrors(proxy));
      progress(killed + 1);
    }
    await shop.changeSettings({ settleAs: 'done' });
    const last = startProxy(shop.env);
    starts.push(await last.ready);
    const result = await finishAndAudit({ shop, load, proxies: [last] });
    violations.push(...unexpectedErrors(last));
    starts.sort((a, b) => a - b);
    return {
      ...result,
      violations: [...violations, ...result.violations],
      store,
      seed,
      kills,
      whileStarting,
      startUp: {
        median: Math.round(starts[starts.length >> 1] ?? 0),
        longest: Math.round(starts.at(-1) ?? 0),
      },
      answers: load.answers,
      seconds: (performance.now() - began) / 1_000,
    };
  } finally {
    load.close();
    await shop.close();
  }
}
