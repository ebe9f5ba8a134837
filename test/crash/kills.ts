/** The proxy, killed again and again at any moment while shoppers buy. */
import { setTimeout as pause } from 'node:timers/promises';
import { between, createRandom } from '../../src/sandbox/random.js';
import { leaks, settle, type Aftermath } from './aftermath.js';
import { startProxy, type ProxyProcess } from './proxy-process.js';
import { openShop, type Store } from './shop.js';
import { startRush } from './shoppers.js';

export interface KillRun {
  readonly store: Store;
  readonly kills: number;
  readonly seed: number;
  /** a factor on the proxy's windows */
  readonly patience: number;
  /** ms that a proxy may live once it listens */
  readonly longestLife: number;
  readonly progress?: (kills: number) => void;
}

export interface KillReport extends Aftermath {
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
const mishaps = ({ output }: ProxyProcess): string[] =>
  output()
    .split('\n')
    .filter((line) => line.endsWith('"event":"unexpected"}'))
    .map((line) => `it logged ${line.slice(0, 400)}`);

/** So many of the kills come before the proxy listens. */
const EARLY = 0.2;
/** ms in which a proxy that is killed early has begun to start, and not ended it */
const USUAL_START = 450;
const SOME_FAIL = 0.25;

export async function runKills({
  store,
  kills,
  seed,
  patience,
  longestLife,
  progress = () => undefined,
}: KillRun): Promise<KillReport> {
  const began = performance.now();
  const random = createRandom(seed);
  const shop = await openShop({ store, seed, patience });
  const starts: number[] = [];
  const wrong: string[] = [];
  let whileStarting = 0;
  const rush = startRush({ shop, random: createRandom(seed + 1), origins: [shop.publicUrl] });
  try {
    for (let killed = 0; killed < kills; killed++) {
      const isEarly = random() < EARLY;
      const life = between(random, 0, isEarly ? USUAL_START : longestLife);
      await shop.change({ settleAs: random() < SOME_FAIL ? 'failed' : 'done' });
      const proxy = startProxy(shop.env);
      if (isEarly) whileStarting += 1;
      else starts.push(await proxy.ready);
      await pause(life);
      const { signal } = await proxy.end('SIGKILL');
      if (signal !== 'SIGKILL')
        wrong.push(`a proxy ended by itself: ${proxy.output().slice(-500)}`);
      wrong.push(...leaks(shop, proxy), ...mishaps(proxy));
      progress(killed + 1);
    }
    await shop.change({ settleAs: 'done' });
    const last = startProxy(shop.env);
    starts.push(await last.ready);
    const aftermath = await settle({ shop, rush, proxies: [last] });
    wrong.push(...mishaps(last));
    starts.sort((one, other) => one - other);
    return {
      ...aftermath,
      wrong: [...wrong, ...aftermath.wrong],
      store,
      seed,
      kills,
      whileStarting,
      startUp: {
        median: Math.round(starts[starts.length >> 1] ?? 0),
        longest: Math.round(starts.at(-1) ?? 0),
      },
      answers: rush.answers,
      seconds: (performance.now() - began) / 1_000,
    };
  } finally {
    rush.close();
    await shop.close();
  }
}
