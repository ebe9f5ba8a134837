/** A shop, proxies that sell for it, and shoppers who buy; all of it gone when the play is over. */
import { createRandom } from '../../src/sandbox/random.js';
import { freePort } from '../support/postgres.js';
import { startProxy, type ProxyProcess } from './proxy-process.js';
import { SEED } from './seed.js';
import { openShop, type Shop, type ShopOptions } from './shop.js';
import { startRush, type Rush } from './shoppers.js';
import { until } from './until.js';

export interface Scene {
  readonly shop: Shop;
  readonly rush: Rush;
  /** The first one listens where the shop says that proxies are. */
  readonly proxies: readonly ProxyProcess[];
  readonly origins: readonly string[];
  /** Waits until so many orders more were promised. */
  bought(this: void, more: number): Promise<void>;
}

export interface SceneOptions extends Omit<ShopOptions, 'seed' | 'patience'> {
  readonly nodes?: number;
  /** imported by the proxies before they start */
  readonly preloaded?: readonly string[];
}

export async function play(
  { nodes = 1, preloaded = [], ...options }: SceneOptions,
  act: (scene: Scene) => Promise<void>,
): Promise<void> {
  const shop = await openShop({ ...options, seed: SEED, patience: 0.005 });
  const proxies: ProxyProcess[] = [];
  const origins: [string, ...string[]] = [shop.publicUrl];
  let rush: Rush | undefined;
  try {
    for (let node = 0; node < nodes; node++) {
      const port = node === 0 ? new URL(shop.publicUrl).port : String(await freePort());
      if (node > 0) origins.push(`http://127.0.0.1:${port}`);
      const proxy = startProxy({ ...shop.env, ETALASE_PORT: port }, preloaded);
      proxies.push(proxy);
      await proxy.ready;
    }
    const { promises } = (rush = startRush({ shop, random: createRandom(SEED), origins }));
    const bought = (more: number) => {
      const before = promises.length;
      const living = proxies.filter(({ hasEnded }) => !hasEnded());
      return until('buying', living, () => promises.length >= before + more);
    };
    await act({ shop, rush, proxies, origins, bought });
  } finally {
    rush?.close();
    await Promise.all(proxies.map((proxy) => proxy.end('SIGKILL')));
    await shop.close();
  }
}
