/** Pages that were opened before an update, by a proxy of a later version on the same store. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { createKeptReleases } from '../../../../src/proxy/browser-files/kept-releases.js';
import { createKeys } from '../../../../src/proxy/crypto/keys.js';
import { openDatabase, type Database } from '../../../../src/proxy/store/database.js';
import { settingsFor } from '../support/proxy-app.js';

let database: Database;
let clock = 1;
before(async () => (database = await openDatabase({ kind: 'sqlite', file: ':memory:' })));
after(() => database.db.destroy());

/** What a process of some version has of it. */
const open = (settings = settingsFor()) =>
  createKeptReleases({ database, keys: createKeys(settings, () => clock), now: () => clock++ });

const textOf = async (version: string, path = 'chunks/a.js') => {
  const file = (await open().find(version))?.get(path);
  return file && Buffer.from(await file.encode('identity')).toString();
};

describe('the browser files of earlier versions', () => {
  it('are there for a later version, with their own texts', async () => {
    for (const version of ['1.0.0', '1.1.0-beta.1']) {
      await open().keep(version, { 'etalase.js': '', 'chunks/a.js': `// é ${version}` });
    }
    assert.equal(await textOf('1.0.0'), '// é 1.0.0');
    assert.equal(await textOf('1.1.0-beta.1'), '// é 1.1.0-beta.1');
    assert.equal(await textOf('1.0.0', 'chunks/b.js'), undefined);
    for (const version of ['0.9.0', '1.0', '%', '']) assert.equal(await textOf(version), undefined);
  });

  it('are those of the five that ran last', async () => {
    const versions = ['2.0.0', '2.1.0', '2.2.0', '2.3.0', '2.0.0', '2.4.0', '2.5.0'];
    for (const version of versions) await open().keep(version, { 'chunks/a.js': version });
    const kept = ['2.0.0', '2.2.0', '2.3.0', '2.4.0', '2.5.0'];
    for (const version of kept) assert.equal(await textOf(version), version);
    for (const version of ['1.0.0', '2.1.0']) assert.equal(await textOf(version), undefined);
  });

  it('are not believed where the store alone was changed', async () => {
    const { db } = database;
    const script = Buffer.from('{"chunks/a.js":"alert(1)"}').toString('base64');
    for (const value of [script, '{}', '']) {
      await db
        .updateTable('shop_facts')
        .set({ value })
        .where('name', '=', 'browser_files/2.5.0')
        .execute();
      assert.equal(await textOf('2.5.0'), undefined);
    }
  });
});
