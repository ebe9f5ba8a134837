/** The commands, and what they find on the machine: settings file, rights of files, a store that fails. */
import assert from 'node:assert/strict';
import { chmodSync, mkdtempSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { sql } from 'kysely';
import { runCheck } from '../../../../src/proxy/command/check-command.js';
import { loadEnvironment } from '../../../../src/proxy/command/command-context.js';
import { runOrders } from '../../../../src/proxy/command/orders/orders-command.js';
import { readSettings } from '../../../../src/proxy/config/settings.js';
import { openDatabase } from '../../../../src/proxy/store/database.js';
import { folder, openTerminal } from '../support/terminal.js';

describe('the commands', () => {
  it('names files and folders that other users can read', async () => {
    const { context, env, takeOutput } = await openTerminal();
    const place = mkdtempSync(join(folder, 'modes-'));
    const [settingsFile, file] = [join(place, 'etalase.env'), join(place, 'orders.db')];
    const text = Object.entries({ ...env, DATABASE_URL: `file:${file}` }).map((pair) =>
      pair.join('='),
    );
    writeFileSync(settingsFile, text.join('\n'));
    const umask = process.umask(0o077);
    await (await openDatabase({ kind: 'sqlite', file })).db.destroy();
    process.umask(umask);
    for (const [loose, modes] of [
      [[], [0o640, 0o600, 0o700]],
      [[settingsFile], [0o644, 0o600, 0o700]],
      [[file], [0o600, 0o640, 0o750]],
      [
        [settingsFile, file, place],
        [0o660, 0o604, 0o755],
      ],
    ] as const) {
      [settingsFile, file, place].forEach((path, i) => chmodSync(path, modes[i] ?? 0));
      assert.equal(await runCheck(['--env', settingsFile], { ...context, env: {} }), 0);
      const named = [...takeOutput().matchAll(/sudo chmod \d+ (.+)(?<!-wal|-shm)$/gm)].map(
        ([, path]) => path,
      );
      assert.deepEqual(named, loose);
    }
  });

  it('fails for a database that takes no writes, and changes nothing in one that does', async () => {
    const { context, env, takeOutput } = await openTerminal();
    const { database } = readSettings(env);
    const { db } = await openDatabase(database);
    const probes = () => db.selectFrom('shop_facts').selectAll().execute();
    const before = await probes();
    assert.equal(await runCheck([], context), 0);
    assert.deepEqual(await probes(), before);
    takeOutput();
    await sql`create trigger stop before insert on shop_facts begin select raise(abort, 'x'); end`.execute(
      db,
    );
    await db.destroy();
    assert.equal(await runCheck([], context), 1);
    assert.match(takeOutput(), /✗ Basis data/);
  });

  it('reads the default file unless the environment is complete', () => {
    const file = join(folder, 'default.env');
    writeFileSync(file, 'ETALASE_PORT=1\nDATABASE_URL=file:x.db\n');
    assert.deepEqual(loadEnvironment({ ETALASE_PORT: '2' }, undefined, file), {
      ETALASE_PORT: '2',
      DATABASE_URL: 'file:x.db',
    });
    for (const env of [{ BUKAOLSHOP_TOKEN: 'token' }, { ETALASE_SIGNING_KEYS: 'one:key' }]) {
      assert.deepEqual(loadEnvironment(env, undefined, file), env);
    }
    assert.deepEqual(loadEnvironment({}, undefined, `${file}.not`), {});
  });

  it('names the line of the settings file that readers understand differently', () => {
    const file = join(folder, 'comment.env');
    writeFileSync(file, 'ETALASE_PORT=8787\nBUKAOLSHOP_TOKEN=geheim # my token\n');
    assert.throws(() => loadEnvironment({}, file), {
      name: 'SettingsError',
      message: /^BUKAOLSHOP_TOKEN has " #" in its value \(.+comment\.env, line 2\): (?!.*geheim)/,
    });
  });

  it('needs the store and the keys alone', async () => {
    const { context, env, takeOutput } = await openTerminal();
    await (await openDatabase(readSettings(env).database)).db.destroy();
    const { ETALASE_SIGNING_KEYS = '', DATABASE_URL = '' } = env;
    const broken = { ETALASE_MARGIN: '/none.json', ETALASE_PORT: 'x', LAPAKGAMING_API_KEY: '' };
    const few = { ETALASE_SIGNING_KEYS, DATABASE_URL, ...broken };
    assert.equal(await runOrders([], { ...context, env: few }), 0);
    assert.match(takeOutput(), /no orders/);
    await assert.rejects(runOrders([], { ...context, env: { DATABASE_URL, ...broken } }), {
      name: 'SettingsError',
      message: 'ETALASE_SIGNING_KEYS is not set, and the proxy needs it.',
    });
  });
});
