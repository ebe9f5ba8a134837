/** The operator's commands, called as the command line calls them, against the sandbox. */
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { SettingsError } from '../../../../src/proxy/config/settings-error.js';
import { runCheck } from '../../../../src/proxy/command/check-command.js';
import { runKeys } from '../../../../src/proxy/command/keys-command.js';
import { runProxy } from '../../../../src/proxy/command/proxy-command.js';
import { readSettings } from '../../../../src/proxy/config/settings.js';
import { folder, openTerminal } from '../support/terminal.js';

describe('etalase keys', () => {
  it('prints a new key each time, which the settings accept', async () => {
    const { context, env, takeOutput } = await openTerminal();
    const keys = [0, 1].map(() => {
      runKeys([], context);
      return takeOutput();
    });
    assert.notEqual(keys[0], keys[1]);
    const { signingKeys } = readSettings({ ...env, ETALASE_SIGNING_KEYS: keys.join(',') });
    assert.deepEqual(
      signingKeys.map(({ secret }) => secret.length),
      [32, 32],
    );
  });
});

describe('etalase check', () => {
  it('passes for a complete setup, and prints no secret', async () => {
    const { context, env, takeOutput } = await openTerminal();
    assert.equal(await runCheck([], context), 0, takeOutput());
    await runCheck([], context);
    const output = takeOutput();
    for (const name of ['Open API', 'Closed API', 'Lapakgaming', 'Snapcart', 'LeuwongRR']) {
      assert.match(output, new RegExp(`^✓ .*${name}`, 'm'));
    }
    // Nobody knows what the figure counts, so the line does not call it a quota.
    assert.match(output, /Closed API.*jumlah_request \d+$/m);
    for (const [name, value] of Object.entries(env)) {
      if (/KEY|TOKEN|SECRET/.test(name)) assert.ok(!output.includes(value), name);
    }
    assert.match(output, /• LeuwongRR\n.*LEUWONGRR_TOKEN.*uji coba.*\n.*for trials/);
    // The check created no database.
    assert.match(output, /• Basis data/);
  });

  for (const [name, changed, found] of [
    ['the Open API token', { BUKAOLSHOP_TOKEN: 'wrong' }, /✗ .*Open API.*\n.*BUKAOLSHOP_TOKEN/],
    ['the API key', { BUKAOLSHOP_API_KEY: 'wrong' }, /✗ .*Closed.*\n.*BUKAOLSHOP_API_KEY/],
    ['Lapakgaming’s key', { LAPAKGAMING_API_KEY: 'wrong' }, /✗ Lapak.*\n.*LAPAKGAMING_API_KEY.*IP/],
    ['an address', { SNAPCART_URL: 'http://127.0.0.1:9/x' }, /✗ Snapcart\n.*SNAPCART_URL/],
    ['a variable', { ETALASE_PORT: 'eighty' }, /✗ Pengaturan.*\n.*\n.*ETALASE_PORT/],
    ['the database', { DATABASE_URL: `file:${folder}` }, /✗ Basis data.*\n.*DATABASE_URL/],
  ] as const) {
    it(`names ${name} where it is wrong, and exits with 1`, async () => {
      const { context, takeOutput } = await openTerminal(changed);
      const code = await runCheck([], context);
      const output = takeOutput();
      assert.match(output, found);
      assert.equal(code, 1);
    });
  }

  it('names every setting that is wrong', async () => {
    const { context, takeOutput } = await openTerminal({ ETALASE_PORT: 'x', DATABASE_URL: 'x' });
    assert.equal(await runCheck([], context), 1);
    assert.match(takeOutput(), /^ {4}ETALASE_PORT must .+\.\n {4}DATABASE_URL must .+\.$/m);
  });

  it('names product codes of the margin that no provider lists', async () => {
    const file = join(folder, 'margin.json');
    const rule = { percent: 2 };
    const lapakgaming = { products: { ML: rule, MLL: rule, constructor: rule } };
    writeFileSync(file, JSON.stringify({ providers: { lapakgaming } }));
    const { context, takeOutput } = await openTerminal({ ETALASE_MARGIN: file });
    assert.equal(await runCheck([], context), 0);
    assert.match(
      takeOutput(),
      /^• Margin Lapakgaming.*\n.*: MLL, constructor\n.*: MLL, constructor$/m,
    );
  });

  it('prints callback URLs only on request, and always the same', async () => {
    const { context, takeOutput } = await openTerminal({
      ETALASE_PUBLIC_URL: 'https://127.0.0.1:9',
    });
    await runCheck([], context);
    assert.doesNotMatch(takeOutput(), /\/callbacks\//);
    await runCheck(['--callbacks'], context);
    const first = takeOutput().match(/https:.*\/callbacks\/.*/g);
    await runCheck(['--callbacks'], context);
    assert.deepEqual(takeOutput().match(/https:.*\/callbacks\/.*/g), first);
    assert.equal(first?.length, 3);
  });

  it('reads the file that --env names', async () => {
    const { context, env, takeOutput } = await openTerminal();
    const file = join(folder, 'etalase.env');
    writeFileSync(
      file,
      Object.entries(env)
        .map((pair) => pair.join('='))
        .join('\n'),
    );
    assert.equal(await runCheck(['--env', file], { ...context, env: {} }), 0, takeOutput());
    await assert.rejects(runCheck(['--env', `${file}.not`], context), SettingsError);
  });
});

describe('etalase proxy', () => {
  const startProxy = async () => {
    const terminal = await openTerminal();
    const ended = runProxy([], terminal.context);
    while (terminal.printed.length === 0) await new Promise(setImmediate);
    const [origin = ''] = /http:\S+/.exec(terminal.takeOutput()) ?? [];
    return { ...terminal, origin, ended };
  };

  it('serves until it is asked to stop', async () => {
    const { origin, stop, ended, shop } = await startProxy();
    for (const path of ['/healthz', '/readyz', '/open/app/slide']) {
      assert.equal((await fetch(`${origin}${path}`)).status, 200, path);
    }
    assert.equal((await shop.log()).count, 1);
    stop();
    await ended;
    await assert.rejects(fetch(`${origin}/healthz`));
  });

  it('names the port that is taken, and the host that this machine does not have', async () => {
    const { origin, stop, ended } = await startProxy();
    const { port } = new URL(origin);
    const taken = await openTerminal({ ETALASE_PORT: port });
    await assert.rejects(runProxy([], taken.context), {
      message: `ETALASE_PORT names port ${port}, which is taken or not allowed here: EADDRINUSE.`,
    });
    const foreign = await openTerminal({ ETALASE_HOST: '192.0.2.1' });
    await assert.rejects(runProxy([], foreign.context), {
      message: 'ETALASE_HOST names 192.0.2.1, where this machine cannot listen: EADDRNOTAVAIL.',
    });
    stop();
    await ended;
  });

  it('serves its metrics to this machine only, and never through a web server', async () => {
    const { origin, stop, ended } = await startProxy();
    await fetch(`${origin}/open/app/slide`);
    const answer = await fetch(`${origin}/metrics`);
    assert.match(answer.headers.get('Content-Type') ?? '', /^text\/plain; version=/);
    const text = await answer.text();
    assert.match(text, /^etalase_upstream_seconds_count\{.*bukaolshop-open.*2xx.*\} 1$/m);
    assert.match(text, /^etalase_request_seconds_count\{.*\/open\/app\/slide.*200.*\} 1$/m);
    assert.match(text, /^etalase_open_orders\{state="REVIEW"\} 0$/m);
    for (const name of ['X-Forwarded-For', 'Forwarded', 'Via', 'X-Real-IP']) {
      const passed = await fetch(`${origin}/metrics`, { headers: { [name]: '203.0.113.9' } });
      assert.equal(passed.status, 404, name);
    }
    stop();
    await ended;
  });

  it('names every setting that is missing or wrong, in the language of the terminal', async () => {
    const { context, env } = await openTerminal();
    const wrong = { ...env, BUKAOLSHOP_API_KEY: '', ETALASE_PORT: 'eighty', LANG: 'id_ID.UTF-8' };
    await assert.rejects(runProxy([], { ...context, env: wrong }), {
      message: [
        'ETALASE_PORT harus bilangan bulat dari 0 sampai 65535.',
        'BUKAOLSHOP_API_KEY belum diisi, padahal wajib.',
      ].join('\n'),
    });
    const closed = { ...env, DATABASE_URL: `file:${folder}`, LANG: 'id_ID.UTF-8' };
    await assert.rejects(runProxy([], { ...context, env: closed }), {
      message: /^DATABASE_URL menunjuk basis data yang tidak bisa dipakai: .+\.$/,
    });
  });
});
