/** What all commands share, in processes of their own. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  closeSync,
  fstatSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { z } from 'zod';
import { PROJECT } from '../support/command.js';

const folder = mkdtempSync(join(tmpdir(), 'etalase-cli-'));
after(() => rmSync(folder, { recursive: true }));

const NEEDED = {
  ETALASE_SIGNING_KEYS: `one:${Buffer.alloc(32, 7).toString('base64url')}`,
  BUKAOLSHOP_TOKEN: 'token',
  BUKAOLSHOP_API_KEY: 'key',
};

/** Runs the command in a process with these variables alone. */
async function etalase(
  args: readonly string[],
  env: Record<string, string>,
  { umask = '0077', isReaderGone = false } = {},
) {
  const command = [process.execPath, '--import', 'tsx', join(PROJECT, 'src/cli.ts'), ...args];
  const { PATH = '' } = process.env;
  const script = `umask ${umask}; exec "$@"`;
  const child = spawn('sh', ['-c', script, 'sh', ...command], { env: { PATH, ...env } });
  if (isReaderGone) child.stdout.destroy();
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk) => (output += String(chunk)));
  }
  const code = await new Promise((resolve) => child.once('close', resolve));
  return { code, output };
}

describe('the commands', () => {
  it('end with 78 where a setting is wrong, so that systemd does not repeat the start', async () => {
    const { code, output } = await etalase(['proxy'], { ...NEEDED, ETALASE_PORT: 'x' });
    assert.match(output, /ETALASE_PORT/);
    assert.equal(code, 78);
  });

  it('end with 1 where a database is down, which may come back', async () => {
    const DATABASE_URL = 'postgres://shop@127.0.0.1:1/etalase';
    const { code, output } = await etalase(['proxy'], { ...NEEDED, DATABASE_URL });
    assert.match(output, /DATABASE_URL/);
    assert.equal(code, 1);
  });

  it('end quietly when their reader has seen enough', async () => {
    assert.deepEqual(await etalase(['--help'], {}, { isReaderGone: true }), {
      code: 0,
      output: '',
    });
  });

  it('let no other user read the files that they make', async () => {
    const file = join(folder, 'new.db');
    const env = join(folder, 'etalase.env');
    const variables = { ...NEEDED, DATABASE_URL: `file:${file}` };
    writeFileSync(
      env,
      Object.entries(variables)
        .map(([name, value]) => `${name}="${value}"\n`)
        .join(''),
    );
    const upstreams = {
      BUKAOLSHOP_OPEN_URL: 'http://127.0.0.1:9',
      BUKAOLSHOP_CLOSED_URL: 'http://127.0.0.1:9',
    };
    const args = ['check', '--callbacks', '--env', env];
    const { code, output } = await etalase(args, upstreams, { umask: '0022' });
    assert.equal(code, 1, output);
    assert.equal(statSync(file).mode & 0o777, 0o600);
  });

  for (const isForJournal of [false, true]) {
    it(`log JSON from the first line on, ${isForJournal ? 'with levels in' : 'outside'} the journal`, async () => {
      const file = join(folder, `output-${String(isForJournal)}`);
      const output = openSync(file, 'w');
      const { dev, ino } = fstatSync(output);
      const child = spawn(
        process.execPath,
        ['--import', 'tsx', join(PROJECT, 'src/cli.ts'), 'proxy'],
        {
          env: {
            ...NEEDED,
            ETALASE_PORT: '0',
            LEUWONGRR_TOKEN: 'lrrs_v1_key',
            DATABASE_URL: 'file::memory:',
            BUKAOLSHOP_CLOSED_URL: 'http://127.0.0.1:9',
            ...(isForJournal && { JOURNAL_STREAM: `${String(dev)}:${String(ino)}` }),
          },
          stdio: ['ignore', output, output],
        },
      );
      const ended = once(child, 'close');
      while (!readFileSync(file, 'utf8').includes('"ready"') && child.exitCode === null) {
        await setTimeout(20);
      }
      child.kill('SIGTERM');
      await ended;
      closeSync(output);
      const lines = readFileSync(file, 'utf8').trim().split('\n');
      assert.ok(lines.some((line) => line.includes('"event":"trial"')));
      for (const line of lines) {
        const [, level, json = ''] = /^(<[346]>)?(\{.+\})$/.exec(line) ?? [];
        assert.equal(level !== undefined, isForJournal, line);
        assert.ok(z.object({ event: z.string() }).safeParse(JSON.parse(json)).success, line);
      }
    });
  }
});
