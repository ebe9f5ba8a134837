/** A store that still answers reads, and takes no writes; and stores of other versions. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { sql, type Kysely } from 'kysely';
import {
  STORE_FAILURES_IN_ENGLISH,
  STORE_FAILURES_IN_INDONESIAN,
} from '../../../../src/proxy/config/messages.js';
import { readSettings, type Settings } from '../../../../src/proxy/config/settings.js';
import { UnavailableError } from '../../../../src/proxy/config/settings-error.js';
import { createLog } from '../../../../src/proxy/observability/log.js';
import { openProxy } from '../../../../src/proxy/proxy.js';
import {
  connectDatabase,
  openCurrentDatabase,
  openDatabase,
} from '../../../../src/proxy/store/database.js';
import { migrate } from '../../../../src/proxy/store/migrations.js';
import { STORE_FAILURES } from '../../../../src/proxy/store/store-failure.js';
import type { Tables } from '../../../../src/proxy/store/tables.js';
import { createPostgresDatabase, stopOwnPostgres } from '../../../support/postgres.js';
import { DATABASES } from '../support/proxy-cluster.js';
import { PROXY_ORIGIN, secretOf } from '../support/proxy-app.js';

const folder = mkdtempSync(join(tmpdir(), 'etalase-failing-'));
after(() => rmSync(folder, { recursive: true }));
after(stopOwnPostgres);

let files = 0;
const newDatabase = async (kind: (typeof DATABASES)[number]): Promise<Settings['database']> =>
  kind === 'sqlite'
    ? { kind, file: join(folder, `${String(++files)}.db`) }
    : { kind, url: await createPostgresDatabase() };

/** Opens a database that refuses writes from now on. */
async function openReadOnly(settings: Settings['database']): Promise<Kysely<Tables>> {
  const { db } = await openDatabase(settings);
  if (settings.kind === 'sqlite') {
    await sql`pragma query_only = on`.execute(db);
    return db;
  }
  const name = new URL(settings.url).pathname.slice(1);
  await sql`alter database ${sql.id(name)} set default_transaction_read_only = on`.execute(db);
  await db.destroy();
  return connectDatabase(settings);
}

const ENV = {
  ETALASE_PUBLIC_URL: PROXY_ORIGIN,
  ETALASE_SIGNING_KEYS: `one:${secretOf('a')}`,
  BUKAOLSHOP_TOKEN: 'demo',
  BUKAOLSHOP_API_KEY: 'closed-demo',
};

for (const kind of DATABASES) {
  describe(`a ${kind} store that takes no writes`, () => {
    it('is not ready, and is logged once, by its cause and without a stack', async () => {
      const db = await openReadOnly(await newDatabase(kind));
      const lines: string[] = [];
      const polls: (() => void)[] = [];
      const proxy = openProxy(readSettings(ENV), {
        log: createLog({ write: (line) => void lines.push(line) }),
        database: { kind, db },
        platform: {
          setTimer: (_ms, task) => {
            polls.push(task);
            return () => undefined;
          },
        },
      });
      await proxy.ready;
      for (let poll = 0; poll < 5; poll += 1) {
        const answer = await proxy.fetch(new Request(`${PROXY_ORIGIN}/readyz`));
        assert.equal(answer.status, 503);
        polls.splice(0).forEach((task) => task());
      }
      await proxy.close();
      const failures = lines.filter((line) => /store-failed|unexpected/.test(line));
      assert.equal(failures.length, 1, failures.join(''));
      assert.match(failures[0] ?? '', /"code":"read-only".*"event":"store-failed"/);
      assert.doesNotMatch(failures[0] ?? '', /"at"/);
    });
  });

  describe(`a ${kind} store of another version`, () => {
    it('is not migrated by other programs than the proxy', async () => {
      const settings = await newDatabase(kind);
      const db = await connectDatabase(settings);
      await migrate(db, '0002_guesses');
      await db.destroy();
      await assert.rejects(openCurrentDatabase(settings), /of an older version/);
      await (await openDatabase(settings)).db.destroy();
      await (await openCurrentDatabase(settings)).db.destroy();
    });

    it('is said to be newer, by the proxy too', async () => {
      const settings = await newDatabase(kind);
      const { db } = await openDatabase(settings);
      await sql`insert into kysely_migration (name, timestamp) values ('9999_later', '')`.execute(
        db,
      );
      await db.destroy();
      for (const open of [openDatabase, openCurrentDatabase]) {
        await assert.rejects(open(settings, 'en'), {
          message: /^DATABASE_URL names a database of a newer version of etalase/,
        });
        await assert.rejects(open(settings, 'id'), { message: /etalase versi lebih baru/ });
      }
    });
  });
}

describe('a store that cannot be opened', () => {
  it('is not made by other programs than the proxy', async () => {
    const settings = { kind: 'sqlite', file: join(folder, 'absent.db') } as const;
    await assert.rejects(openCurrentDatabase(settings), /without orders/);
    await assert.rejects(openCurrentDatabase(settings), UnavailableError);
  });

  it('is named as a file that this user may not write', async () => {
    const file = join(folder, 'foreign.db');
    await (await openDatabase({ kind: 'sqlite', file })).db.destroy();
    // Root may write any file; another user may not write this one.
    const isRoot = process.geteuid?.() === 0;
    if (isRoot) process.seteuid?.(65_534);
    try {
      await assert.rejects(openDatabase({ kind: 'sqlite', file }), /may not be |does not exist/);
    } finally {
      if (isRoot) process.seteuid?.(0);
    }
  });

  it('is named as no database', async () => {
    const file = join(folder, 'text.db');
    writeFileSync(file, 'This is no database, and long enough to be one. '.repeat(40));
    await assert.rejects(openDatabase({ kind: 'sqlite', file }), /it is no database/);
  });

  it('has words for every cause in both languages', () => {
    for (const texts of [STORE_FAILURES_IN_ENGLISH, STORE_FAILURES_IN_INDONESIAN]) {
      assert.deepEqual(Object.keys(texts), [...STORE_FAILURES]);
    }
  });
});
