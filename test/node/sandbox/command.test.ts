import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
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
  ]) {
    it(`refuses ${args.join(' ')}`, async () => {
      const { code, out, err } = await finished(...args);
      assert.deepEqual([code, out], [2, '']);
      assert.match(err, / \/ /);
    });
  }

  it('runs the sandbox until SIGTERM', async () => {
    const child = command('sandbox', '--port', '0', '--products', '12');
    const closed = new Promise((resolve) => child.once('close', resolve));
    let out = '';
    const api = await new Promise<string>((resolve) => {
      child.stdout.on('data', (chunk) => {
        out += String(chunk);
        const [, address] = /Open API\s+(\S+)\n/.exec(out) ?? [];
        if (address !== undefined && out.includes('Ctrl+C')) resolve(address);
      });
    });
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
    child.kill('SIGTERM');
    assert.equal(await closed, 0);
  });
});
