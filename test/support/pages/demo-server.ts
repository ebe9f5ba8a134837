/** The demo as a process of its own, with the built files. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { PROJECT } from '../command.js';

export interface DemoServer {
  readonly origin: string;
  close(this: void): Promise<void>;
}

/** @param port of a test file alone; the next free one where it is taken */
export async function startDemo(port: number): Promise<DemoServer> {
  const args = ['--import', 'tsx', 'demo/start.ts', '--port', String(port)];
  const demo = spawn(process.execPath, args, {
    cwd: PROJECT,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  assert.ok(demo.stdout);
  const [line] = (await once(demo.stdout, 'data')) as [Buffer];
  const [origin] = /http:\/\/[\d.:]+/.exec(String(line)) ?? [];
  assert.ok(origin);
  return {
    origin,
    close: async () => {
      demo.kill();
      await once(demo, 'exit');
    },
  };
}
