import { setTimeout as pause } from 'node:timers/promises';
import type { ProxyProcess } from './proxy-process.js';

const MAX_WAIT_MS = 60_000;

/** Polls until a condition holds; throws when one of the processes exits or after a minute. */
export async function waitUntil(
  name: string,
  processes: readonly ProxyProcess[],
  condition: () => boolean | Promise<boolean>,
): Promise<void> {
  const deadline = performance.now() + MAX_WAIT_MS;
  while (!(await condition())) {
    const dead = processes.find(({ hasEnded }) => hasEnded());
    if (dead) throw new Error(`A proxy exited by itself: ${dead.output().slice(-2_000)}`);
    if (performance.now() > deadline) {
      const outputs = processes.map(({ output }) => output().slice(-2_000)).join('\n');
      throw new Error(`There were never ${name}:\n${outputs}`);
    }
    await pause(20);
  }
}
