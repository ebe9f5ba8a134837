import { setTimeout as pause } from 'node:timers/promises';
import type { ProxyProcess } from './proxy-process.js';

/** ms */
const LONGEST = 60_000;

/** Waits until something holds, as long as these processes live; throws when it never does. */
export async function until(
  name: string,
  living: readonly ProxyProcess[],
  holds: () => boolean | Promise<boolean>,
): Promise<void> {
  const deadline = performance.now() + LONGEST;
  while (!(await holds())) {
    const dead = living.find(({ hasEnded }) => hasEnded());
    if (dead) throw new Error(`A proxy ended by itself: ${dead.output().slice(-2_000)}`);
    if (performance.now() > deadline) {
      const said = living.map(({ output }) => output().slice(-2_000)).join('\n');
      throw new Error(`It never came to: ${name}\n${said}`);
    }
    await pause(20);
  }
}
