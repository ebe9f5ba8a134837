/** The built proxy as a process of its own: the only one that serves the browser files. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { PROJECT } from './command.js';
import type { Served } from './listen.js';

/** @param settings added to those that every proxy here needs; by default it takes a free port */
export async function startBuiltProxy(settings: Readonly<Record<string, string>>): Promise<Served> {
  const child = spawn(process.execPath, [join(PROJECT, 'dist/proxy/etalase.js'), 'proxy'], {
    env: {
      ETALASE_PORT: '0',
      ETALASE_SIGNING_KEYS: `one:${Buffer.alloc(32, 7).toString('base64url')}`,
      DATABASE_URL: 'file::memory:',
      ...settings,
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const origin = await new Promise<string>((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`the proxy ended with ${String(code)}`)));
    child.stdout.on('data', (chunk) => {
      const [found] = /http:\/\/127\.0\.0\.1:\d+/.exec(String(chunk)) ?? [];
      if (found !== undefined) resolve(found);
    });
  });
  return {
    origin,
    close: async () => {
      const closed = once(child, 'close');
      child.kill();
      await closed;
    },
  };
}
