/** The packed archive, installed in empty folders: as a dependency of a page, and as a command. */
import assert from 'node:assert/strict';
import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, suite, test } from 'node:test';
import { promisify } from 'node:util';
import { z } from 'zod';
import { PROJECT } from '../support/command.js';

const MAX_PACKAGES = 15;
const MAX_BYTES = 15 * 1024 * 1024;
/** A file takes whole blocks of a disk. */
const BLOCK_BYTES = 4_096;

const run = promisify(execFile);
const folder = mkdtempSync(join(tmpdir(), 'etalase-install-'));
const page = join(folder, 'page');
const prefix = join(folder, 'prefix');
const programs: ChildProcess[] = [];

const lock = z.object({
  packages: z.record(z.string(), z.object({ hasInstallScript: z.boolean().optional() })),
});

before(async () => {
  const pack = ['pack', '--json', '--ignore-scripts', '--pack-destination', folder];
  const { stdout } = await run('npm', pack, { cwd: PROJECT });
  const [packed] = z.array(z.object({ filename: z.string() })).parse(JSON.parse(stdout));
  assert.ok(packed);
  for (const each of [page, prefix]) mkdirSync(each);
  writeFileSync(join(page, 'package.json'), '{"private":true}');
  const install = ['install', '--prefer-offline', '--no-audit', '--no-fund'];
  const archive = join(folder, packed.filename);
  await Promise.all([
    run('npm', [...install, archive], { cwd: page }),
    run('npm', [...install, '--global', '--prefix', prefix, archive], { cwd: folder }),
  ]);
});

after(async () => {
  await Promise.all(
    programs.map(async (program) => {
      const ended = once(program, 'close');
      if (program.kill()) await ended;
    }),
  );
  rmSync(folder, { recursive: true });
});

/** Starts the installed command, and resolves with the first match in its output. */
async function start(args: string[], env: Record<string, string>, found: RegExp): Promise<string> {
  const program = spawn(join(prefix, 'bin/etalase'), args, {
    cwd: folder,
    env: { PATH: process.env['PATH'], ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  programs.push(program);
  let output = '';
  return new Promise((resolve, reject) => {
    const read = (chunk: Buffer): void => {
      output += chunk.toString();
      const [match] = found.exec(output) ?? [];
      if (match !== undefined) resolve(match);
    };
    program.stdout.on('data', read);
    program.stderr.on('data', read);
    program.once('error', reject);
    program.once('close', () => reject(new Error(output)));
  });
}

/** What it takes on a disk, as `du` counts. */
function bytesOf(path: string): number {
  const found = readdirSync(path, { recursive: true, encoding: 'utf8' });
  return found
    .map((name) => statSync(join(path, name)).size)
    .reduce((sum, size) => sum + Math.ceil(size / BLOCK_BYTES) * BLOCK_BYTES, 0);
}

suite('installed for its elements', () => {
  test('brings few packages and bytes, and runs no script', () => {
    const text = readFileSync(join(page, 'node_modules/.package-lock.json'), 'utf8');
    const { packages } = lock.parse(JSON.parse(text));
    const names = Object.keys(packages);
    assert.ok(names.includes('node_modules/lit') && names.length <= MAX_PACKAGES, names.join());
    assert.deepEqual(
      names.filter((name) => packages[name]?.hasInstallScript),
      [],
    );
    const bytes = bytesOf(join(page, 'node_modules'));
    assert.ok(bytes <= MAX_BYTES, `${bytes} bytes`);
  });

  test('is imported by a server that renders pages, which has no document', async () => {
    const program = `
      await import('etalase/define');
      const { EtalaseShop, setPlatform } = await import('etalase');
      const { createProxy } = await import('etalase/proxy');
      console.log([EtalaseShop, setPlatform, createProxy].map((each) => typeof each).join());`;
    const args = ['--input-type=module', '--eval', program];
    const { stdout } = await run(process.execPath, args, { cwd: page });
    assert.equal(stdout.trim(), 'function,function,function');
  });
});

suite('installed as a command', () => {
  test('runs a sandbox, and a proxy on SQLite that is ready', async () => {
    const settings = join(folder, 'settings.env');
    const sandbox = ['sandbox', '--port', '0', '--env', settings];
    await start(sandbox, {}, /settings\.env/);
    const env = { ETALASE_PORT: '0', DATABASE_URL: `file:${join(folder, 'etalase.db')}` };
    const address = /http:\/\/127\.0\.0\.1:\d+/;
    const origin = await start(['proxy', '--env', settings], env, address);
    assert.equal((await fetch(`${origin}/readyz`)).status, 200);
    assert.ok(existsSync(join(folder, 'etalase.db')));
  });

  test('holds a native SQLite for servers whose Node has none', () => {
    const native = join(prefix, 'lib/node_modules/etalase/dist/proxy/native');
    assert.deepEqual(readdirSync(native), ['linux-arm64.node', 'linux-x64.node']);
  });
});
