import { setTimeout as pause } from 'node:timers/promises';
import type { ProxyProcess } from './proxy-process.js';

/** ms */
const MAX_WAIT_MS = 60_000;

/** Waits until something holds, as long as these processes live; throws when it never does. */
export async function waitUntil(
  name: string,
  processes: readonly ProxyProcess[],
  condition: () => boolean | Promise<boolean>,
): Promise<void> {
  const deadline = performance.now() + MAX_WAIT_MS;
  while (!(await condition())) {
    const dead = processes.find(({ hasEnded }) => hasEnded());
    if (dead) throw new Error(`A proxy ended by itself: ${dead.output().slice(-2_000)}`);
    if (performance.now() > deadline) {
      const outputs = processes.map(({ output }) => output().slice(-2_000)).join('\n');
      throw new Error(`It never came to: ${name}\n${outputs}`);
    }
    await pause(20);
  }
}
