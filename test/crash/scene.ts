/** A shop, its proxies and a load of shoppers, for the duration of one test. */
import { createRandom } from '../../src/sandbox/seeded-random.js';
import { freePort } from '../support/listen.js';
import { startProxy, type ProxyProcess } from './proxy-process.js';
import { SEED } from './seed.js';
import { openCrashShop, type CrashShop, type CrashShopOptions } from './crash-shop.js';
import { startShopperLoad, type ShopperLoad } from './shopper-load.js';
import { waitUntil } from './wait-until.js';

export interface Scene {
  readonly shop: CrashShop;
  readonly load: ShopperLoad;
  /** The first one listens at the shop's `publicUrl`. */
  readonly proxies: readonly ProxyProcess[];
  readonly origins: readonly string[];
  /** Waits until `count` more orders were acknowledged. */
  waitForOrders(this: void, count: number): Promise<void>;
  /** Waits until `count` more requests were answered 503. */
  waitForRefusals(this: void, count: number): Promise<void>;
}

export interface SceneOptions extends Omit<CrashShopOptions, 'seed' | 'timeoutFactor'> {
  readonly nodes?: number;
  /** Modules that the proxies import before they start. */
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
    const { answers } = load;
    const waitForMore = (name: string, current: () => number) => (count: number) => {
      const target = current() + count;
      const runningProxies = proxies.filter(({ hasEnded }) => !hasEnded());
      return waitUntil(`${count} more ${name}`, runningProxies, () => current() >= target);
    };
    const waitForOrders = waitForMore('orders', () => acknowledged.length);
    const waitForRefusals = waitForMore('refusals', () => answers.get('503') ?? 0);
    await runTest({ shop, load, proxies, origins, waitForOrders, waitForRefusals });
  } finally {
    load?.close();
    await Promise.all(proxies.map((proxy) => proxy.stop('SIGKILL')));
    await shop.close();
  }
}
