import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { parseEnv } from 'node:util';
import { readSettings } from '../../../src/proxy/config/settings.js';
import { builtInTokens, notifySettings, proxySettings } from '../../../src/sandbox/index.js';
import { productList } from '../../support/open-api-shop.js';

describe('the command', () => {
  const command = (...args: string[]) =>
    spawn(process.execPath, [
      '--import',
      'tsx',
      fileURLToPath(new URL('../../../src/cli.ts', import.meta.url)),
      ...args,
    ]);

  const finished = async (...args: string[]) => {
    const child = command(...args);
    let out = '';
    let err = '';
    child.stdout.on('data', (chunk) => (out += String(chunk)));
    child.stderr.on('data', (chunk) => (err += String(chunk)));
    const code = await new Promise((resolve) => child.once('close', resolve));
    return { code, out, err };
  };

  it('prints its usage', async () => {
    const { code, out } = await finished('--help');
    assert.equal(code, 0);
    assert.match(out, /etalase sandbox \[--port 8788\]/);
  });

  it('prints its version', async () => {
    assert.match((await finished('--version')).out, /^\d+\.\d+\.\d+/);
  });

  for (const args of [
    ['melompat'],
    ['--melompat'],
    ['sandbox', '--warna'],
    ['sandbox', '--port', 'x'],
    ['sandbox', '--port', '0', '--env', '/no/such/folder/try.env'],
  ]) {
    it(`refuses ${args.join(' ')}`, async () => {
      const { code, out, err } = await finished(...args);
      assert.deepEqual([code, out], [2, '']);
      assert.match(err, / \/ /);
    });
  }

  const started = async (...args: string[]) => {
    const child = command('sandbox', '--port', '0', '--products', '12', ...args);
    const closed = new Promise((resolve) => child.once('close', resolve));
    let out = '';
    const api = await new Promise<string>((resolve) => {
      child.stdout.on('data', (chunk) => {
        out += String(chunk);
        const [, address] = /Open API\s+(\S+)\n/.exec(out) ?? [];
        if (address !== undefined && out.includes('Ctrl+C')) resolve(address);
      });
    });
    const stop = () => {
      child.kill('SIGTERM');
      return closed;
    };
    return { api, out, stop };
  };

  it('runs the sandbox until SIGTERM', async () => {
    const { api, out, stop } = await started();
    const answer = await fetch(`${api}/app/produk?token=demo&page=2`);
    assert.equal(productList.parse(await answer.json()).data.length, 2);
    const env = Object.fromEntries(
      [...out.matchAll(/^([A-Z_]+)=(.*)$/gm)].map(([, name = '', value = '']) => [name, value]),
    );
    const origin = new URL(api).origin;
    const { ETALASE_SIGNING_KEYS: keys, ...upstreams } = env;
    const { demo } = builtInTokens;
    assert.deepEqual(upstreams, {
      ...proxySettings(origin, demo),
      ...notifySettings(origin, demo),
    });
    const settings = readSettings({ ETALASE_SIGNING_KEYS: keys, ...upstreams });
    assert.equal(settings.bukaolshop.closedUrl, `${origin}/closed/v1`);
    assert.ok(settings.lapakgaming && settings.snapcart && settings.leuwongrr);
    assert.equal(await stop(), 0);
  });

  it('writes the settings of a proxy to a file, once', async () => {
    const file = join(mkdtempSync(join(tmpdir(), 'etalase-sandbox-')), 'try.env');
    const { api, out, stop } = await started('--env', file);
    await stop();
    const text = readFileSync(file, 'utf8');
    assert.equal(readSettings(parseEnv(text)).bukaolshop.openUrl, api);
    assert.equal(statSync(file).mode & 0o777, 0o600);
    assert.doesNotMatch(out, /SIGNING_KEYS/);
    const again = await started('--env', file);
    await again.stop();
    assert.equal(readFileSync(file, 'utf8'), text);
    assert.match(again.out, /is there already/);
    rmSync(dirname(file), { recursive: true });
  });
});
