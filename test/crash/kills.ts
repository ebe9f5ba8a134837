/** The proxy, killed again and again at any moment while shoppers buy. */
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
  /** a factor on the proxy's windows */
  readonly timeoutFactor: number;
  /** ms that a proxy may live once it listens */
  readonly maxLifeMs: number;
  readonly progress?: (kills: number) => void;
}

export interface KillReport extends AuditResult {
  readonly store: Store;
  readonly seed: number;
  readonly kills: number;
  /** of them while the proxy was still starting */
  readonly whileStarting: number;
  /** ms from the start of a process until it listened: the middle one, and the longest */
  readonly startUp: { readonly median: number; readonly longest: number };
  readonly answers: ReadonlyMap<string, number>;
  readonly seconds: number;
}

/** Where nothing but the proxy itself is broken, no step fails. */
const unexpectedErrors = ({ output }: ProxyProcess): string[] =>
  output()
    .split('\n')
    .filter((line) => line.endsWith('"event":"unexpected"}'))
    .map((line) => `it logged ${line.slice(0, 400)}`);

/** So many of the kills come before the proxy listens. */
const EARLY_KILL_SHARE = 0.2;
/** ms in which a proxy that is killed early has begun to start, and not ended it */
const USUAL_START_MS = 450;
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
    const aftermath = await finishAndAudit({ shop, load, proxies: [last] });
    violations.push(...unexpectedErrors(last));
    starts.sort((one, other) => one - other);
    return {
      ...aftermath,
      violations: [...violations, ...aftermath.violations],
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
