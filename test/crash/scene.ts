/** A shop, proxies that sell for it, and shoppers who buy; all of it gone when the play is over. */
import { createRandom } from '../../src/sandbox/seeded-random.js';
import { freePort } from '../support/postgres.js';
import { startProxy, type ProxyProcess } from './proxy-process.js';
import { SEED } from './seed.js';
import { openCrashShop, type CrashShop, type CrashShopOptions } from './crash-shop.js';
import { startShopperLoad, type ShopperLoad } from './shopper-load.js';
import { waitUntil } from './wait-until.js';

export interface Scene {
  readonly shop: CrashShop;
  readonly load: ShopperLoad;
  /** The first one listens where the shop says that proxies are. */
  readonly proxies: readonly ProxyProcess[];
  readonly origins: readonly string[];
  /** Waits until so many orders more were promised. */
  bought(this: void, more: number): Promise<void>;
}

export interface SceneOptions extends Omit<CrashShopOptions, 'seed' | 'timeoutFactor'> {
  readonly nodes?: number;
  /** imported by the proxies before they start */
  readonly preloadedModules?: readonly string[];
}

export async function withScene(
  { nodes = 1, preloadedModules = [], ...options }: SceneOptions,
  runTest: (scene: Scene) => Promise<void>,
): Promise<void> {
  const shop = await openCrashShop({ ...options, seed: SEED, timeoutFactor: 0.005 });
  const proxies: ProxyProcess[] = [];
  const origins: [string, ...string[]] = [shop.publicUrl];
  let load: ShopperLoad | undefined;
  try {
    for (let node = 0; node < nodes; node++) {
      const port = node === 0 ? new URL(shop.publicUrl).port : String(await freePort());
      if (node > 0) origins.push(`http://127.0.0.1:${port}`);
      const proxy = startProxy({ ...shop.env, ETALASE_PORT: port }, preloadedModules);
      proxies.push(proxy);
      await proxy.ready;
    }
    const { acknowledged } = (load = startShopperLoad({
      shop,
      random: createRandom(SEED),
      origins,
    }));
    const bought = (more: number) => {
      const before = acknowledged.length;
      const runningProxies = proxies.filter(({ hasEnded }) => !hasEnded());
      return waitUntil('buying', runningProxies, () => acknowledged.length >= before + more);
    };
    await runTest({ shop, load, proxies, origins, bought });
  } finally {
    load?.close();
    await Promise.all(proxies.map((proxy) => proxy.stop('SIGKILL')));
    await shop.close();
  }
}
