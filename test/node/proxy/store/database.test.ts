import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { UnavailableError } from '../../../../src/proxy/config/settings-error.js';
import { openDatabase } from '../../../../src/proxy/store/database.js';

const folder = mkdtempSync(join(tmpdir(), 'etalase-database-'));
after(() => rmSync(folder, { recursive: true }));
const text = join(folder, 'text.db');
writeFileSync(text, 'This is no database, and long enough to be read as one. '.repeat(40));

describe('a database', () => {
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
