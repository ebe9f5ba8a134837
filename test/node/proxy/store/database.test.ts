import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { UnavailableError } from '../../../../src/proxy/config/settings-error.js';
import { openDatabase } from '../../../../src/proxy/store/database.js';
import { storeFailureOf } from '../../../../src/proxy/store/store-failure.js';
import { PROJECT } from '../../../support/command.js';

const folder = mkdtempSync(join(tmpdir(), 'etalase-database-'));
after(() => rmSync(folder, { recursive: true }));
const text = join(folder, 'text.db');
writeFileSync(text, 'This is no database, and long enough to be read as one. '.repeat(40));

/** Holds the write lock of a new file for `LOCK_MS`, as another program does that copies it. */
const LOCKING_PROGRAM = `
  const [major, minor] = process.versions.node.split('.').map(Number);
  const name = major > 22 || (major === 22 && minor >= 13) ? 'node:sqlite' : '@photostructure/sqlite';
  const { DatabaseSync } = await import(name);
  const database = new DatabaseSync(process.argv[1]);
  database.exec('begin exclusive; create table other (id text)');
  process.stdout.write('locked');
  setTimeout(() => database.exec('commit'), Number(process.argv[2]));
`;
const LOCK_MS = 500;

describe('a database', () => {
  it('that another program has locked is waited for, from the first statement on', async () => {
    const file = join(folder, 'locked.db');
    const args = ['--input-type=module', '-e', LOCKING_PROGRAM, file, String(LOCK_MS)];
    const child = spawn(process.execPath, args, {
      cwd: PROJECT,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    await once(child.stdout, 'data');
    const ended = once(child, 'close');
    const { db } = await openDatabase({ kind: 'sqlite', file });
    await db.destroy();
    await ended;
  });

  for (const code of ['MODULE_NOT_FOUND', 'ERR_DLOPEN_FAILED']) {
    it(`is refused for lack of SQLite where its native file gives ${code}`, () => {
      assert.equal(storeFailureOf(Object.assign(new Error('no file'), { code })), 'no-sqlite');
    });
  }

  for (const [what, database] of [
    ['in a missing folder', { kind: 'sqlite', file: join(folder, 'none', 'x.db') }],
    ['that is no SQLite file', { kind: 'sqlite', file: text }],
    ['on a closed port', { kind: 'postgres', url: 'postgres://shop:rahasia@127.0.0.1:1/etalase' }],
  ] as const) {
    it(`${what} is refused with a sentence that names the setting`, async () => {
      await assert.rejects(openDatabase(database), (error) => {
        assert.ok(error instanceof UnavailableError);
        assert.match(error.message, /^DATABASE_URL .+: .+\.$/);
        assert.doesNotMatch(error.message, /rahasia|unknown/);
        return true;
      });
    });
  }
});
