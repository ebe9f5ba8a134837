/** Rows that abuse can create are bounded and removed. */
import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { createClientAddresses } from '../../../../src/proxy/http/address.js';
import { createPinLock } from '../../../../src/proxy/orders/pin-lock.js';
import { nodePlatform } from '../../../../src/proxy/platform.js';
import { ProblemError } from '../../../../src/proxy/problem.js';
import {
  createAttemptLimiter,
  ATTEMPT_POLICIES,
} from '../../../../src/proxy/session/attempt-limiter.js';
import { createReplayStore } from '../../../../src/proxy/session/replay-store.js';
import { openDatabase } from '../../../../src/proxy/store/database.js';
import { createPostgresDatabase, stopOwnPostgres } from '../../../support/postgres.js';
import { settingsFor } from '../support/proxy-app.js';
import { DATABASES, type DatabaseKind } from '../support/proxy-cluster.js';

after(stopOwnPostgres);

const opened: (() => Promise<void>)[] = [];
after(() => Promise.all(opened.map((close) => close())));

async function openStore(kind: DatabaseKind) {
  const { db } = await openDatabase(
    kind === 'sqlite' ? { kind, file: ':memory:' } : { kind, url: await createPostgresDatabase() },
  );
  opened.unshift(() => db.destroy());
  let time = Date.parse('2026-11-25T10:00:00Z');
  return {
    db,
    platform: { ...nodePlatform, now: () => time },
    pass: (ms: number) => (time += ms),
    in: (ms: number) => time + ms,
    count: async (table: 'proofs' | 'failed_attempts') =>
      (await db.selectFrom(table).selectAll().execute()).length,
  };
}

const isOverloaded = (error: unknown) =>
  error instanceof ProblemError &&
  error.code === 'overloaded' &&
  error.extras.retryAfterMs === 10_000;

for (const kind of DATABASES) {
  describe(`the store on ${kind}`, () => {
    it('stores a bounded number of proofs, and accepts none while full', async () => {
      const { db, platform, pass, in: at, count } = await openStore(kind);
      const [one, other] = [
        createReplayStore(db, platform, 20),
        createReplayStore(db, platform, 20),
      ];
      for (let id = 0; id < 20; id++) {
        assert.equal(await one.claim({ id: `a${id}`, expiresAt: at(60_000) }), true);
      }
      await assert.rejects(one.claim({ id: 'b', expiresAt: at(60_000) }), isOverloaded);
      await assert.rejects(one.claim({ id: 'a1', expiresAt: at(60_000) }), isOverloaded);
      await assert.rejects(other.claim({ id: 'b', expiresAt: at(60_000) }), isOverloaded);
      assert.equal(await count('proofs'), 20);
      // A row outlives its proof by a minute, since the clocks of nodes differ.
      pass(119_000);
      await assert.rejects(one.claim({ id: 'b', expiresAt: at(60_000) }), isOverloaded);
      pass(11_000);
      assert.equal(await one.claim({ id: 'b', expiresAt: at(60_000) }), true);
      assert.equal(await other.claim({ id: 'b', expiresAt: at(60_000) }), false);
      assert.equal(await count('proofs'), 1);
    });

    it('accepts a proof once across nodes that claim it at the same time', async () => {
      const { db, platform, in: at } = await openStore(kind);
      const nodes = Array.from({ length: 4 }, () => createReplayStore(db, platform));
      const proofs = Array.from({ length: 25 }, (_, id) => ({ id: `p${id}`, expiresAt: at(1) }));
      const taken = await Promise.all(
        proofs.map((proof) => Promise.all(nodes.map((each) => each.claim(proof)))),
      );
      for (const each of taken) assert.equal(each.filter((first) => first).length, 1);
    });

    it('loses no attempt when nodes count at the same time, and forgets all in the end', async () => {
      const { db, platform, pass, count } = await openStore(kind);
      const nodes = Array.from({ length: 3 }, () =>
        createAttemptLimiter(db, { patience: 1 }, platform),
      );
      const subjects = { 'session-shopper': '1', 'session-address': null };
      await Promise.all(
        nodes.flatMap((each) => [each.recordFailure(subjects), each.recordFailure(subjects)]),
      );
      const row = await db.selectFrom('failed_attempts').selectAll().executeTakeFirstOrThrow();
      assert.deepEqual([row.subject, row.count], ['session-shopper:1', 6]);
      const [first] = nodes;
      assert.equal(await first?.lockedForMs(subjects), 10_000);
      assert.equal(await first?.lockedForMs({ 'session-shopper': '2' }), 0);
      pass(ATTEMPT_POLICIES['session-shopper'].memoryMs + 1);
      assert.equal(await first?.lockedForMs(subjects), 0);
      await first?.recordFailure(subjects);
      assert.equal(await first?.lockedForMs(subjects), 0, 'counted from one again');
      pass(ATTEMPT_POLICIES['session-shopper'].memoryMs + 1);
      await first?.prune();
      assert.equal(await count('failed_attempts'), 0);
    });

    it('counts a refusal that does not name the PIN as a doubt, with more free attempts', async () => {
      const { db, platform } = await openStore(kind);
      const lock = createPinLock(
        createAttemptLimiter(db, { patience: 1 }, platform),
        createClientAddresses(settingsFor()),
      );
      const payer = { shopper: '1', shopper_address: '203.0.113.7' };
      const refused = (reason: 'insufficient_balance' | 'refused' | 'quota') =>
        lock.recordOutcome(payer, { kind: 'refused', reason, code: '403', retryAfterMs: null });
      for (let count = 0; count < 9; count++) await refused('insufficient_balance');
      for (const kind of ['unknown', 'not-sent', 'too-soon'] as const) {
        await lock.recordOutcome(payer, { kind, code: 'timeout' });
      }
      await refused('quota');
      assert.equal(await lock.lockedForMs(payer), 0);
      await refused('refused');
      assert.equal(await lock.lockedForMs(payer), 15 * 60_000);
      await lock.recordOutcome(payer, { kind: 'done' });
      assert.equal(await lock.lockedForMs(payer), 0);
    });

    it('locks an address after wrong PINs of many shoppers', async () => {
      const { db, platform } = await openStore(kind);
      const lock = createPinLock(
        createAttemptLimiter(db, { patience: 1 }, platform),
        createClientAddresses(settingsFor()),
      );
      const wrong = {
        kind: 'refused',
        reason: 'wrong_pin',
        code: '403',
        retryAfterMs: null,
      } as const;
      for (let shopper = 0; shopper < 21; shopper++) {
        for (const address of ['203.0.113.7', `2001:db8::${shopper}`, '127.0.0.1', null]) {
          await lock.recordOutcome(
            { shopper: `${shopper} ${address}`, shopper_address: address },
            wrong,
          );
        }
      }
      const at = (shopper_address: string | null) =>
        lock.lockedForMs({ shopper: 'new', shopper_address });
      assert.equal(await at('203.0.113.7'), 15 * 60_000);
      assert.equal(await at('2001:db8::ffff'), 15 * 60_000, 'a whole network of IPv6');
      const others = ['203.0.113.8', '2001:db8:0:1::1', '127.0.0.1', null];
      assert.deepEqual(await Promise.all(others.map(at)), [0, 0, 0, 0]);
    });
  });
}
