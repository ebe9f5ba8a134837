import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createRateLimiter } from '../../../../src/proxy/upstream/rate-limiter.js';
import { createFakePlatform, flushTasks } from '../support/fake-platform.js';

const TEN_A_SECOND = { count: 10, windowMs: 1_000 };

describe('a pace', () => {
  it('lets so many go in a window, and as many again after it', async () => {
    const { outside, advanceTime } = createFakePlatform();
    const limiter = createRateLimiter(outside, [TEN_A_SECOND]);
    const burst = () =>
      Array.from({ length: 25 }, () => limiter.tryAcquire()).filter(Boolean).length;
    assert.equal(burst(), 10);
    assert.equal(limiter.msUntilAvailable(), 2_000, 'the window, and what may arrive late');
    await advanceTime(1_999);
    assert.equal(burst(), 0);
    await advanceTime(1);
    assert.equal(burst(), 10);
  });

  it('slides: what went later frees its place later', async () => {
    const { outside, advanceTime } = createFakePlatform();
    const limiter = createRateLimiter(outside, [{ count: 2, windowMs: 10_000 }]);
    limiter.tryAcquire();
    await advanceTime(4_000);
    limiter.tryAcquire();
    assert.equal(limiter.msUntilAvailable(), 7_000);
    await advanceTime(7_000);
    assert.equal(limiter.tryAcquire(), true);
    assert.equal(limiter.msUntilAvailable(), 4_000);
  });

  it('counts in the wider limit too, and waits for it', () => {
    const { outside } = createFakePlatform();
    const all = createRateLimiter(outside, [{ count: 3, windowMs: 1_000 }]);
    const some = createRateLimiter(outside, [{ count: 2, windowMs: 1_000 }], { parent: all });
    assert.deepEqual(
      [some.tryAcquire(), some.tryAcquire(), some.tryAcquire()],
      [true, true, false],
    );
    assert.deepEqual([all.tryAcquire(), all.tryAcquire()], [true, false]);
  });

  it('is quiet for as long as the upstream asks', async () => {
    const { outside, advanceTime } = createFakePlatform();
    const limiter = createRateLimiter(outside, [TEN_A_SECOND]);
    limiter.pause(30_000);
    limiter.pause(5_000);
    assert.equal(limiter.msUntilAvailable(), 30_000);
    assert.equal(limiter.tryAcquire(), false);
    await advanceTime(30_000);
    assert.equal(limiter.tryAcquire(), true);
  });

  it('does not wait longer than its window when the clock was set back', () => {
    let now = 1_000_000_000;
    const limiter = createRateLimiter({ now: () => now, setTimer: () => () => undefined }, [
      { count: 1, windowMs: 1_000 },
    ]);
    limiter.tryAcquire();
    now = 0;
    assert.equal(limiter.msUntilAvailable(), 2_000);
  });

  it('files a burst, in order, few at a time', async () => {
    const { outside, advanceTime } = createFakePlatform();
    const limiter = createRateLimiter(outside, [TEN_A_SECOND], {
      concurrency: 3,
      maxQueueLength: 100,
    });
    const started: number[] = [];
    let running = 0;
    let most = 0;
    const all = Promise.all(
      Array.from({ length: 25 }, (_, index) =>
        limiter.run(async () => {
          started.push(index);
          most = Math.max(most, (running += 1));
          await flushTasks();
          running -= 1;
        }),
      ),
    );
    await flushTasks();
    await advanceTime(0);
    for (let round = 0; round < 10; round += 1) await flushTasks();
    assert.equal(started.length, 10);
    await advanceTime(2_000);
    for (let round = 0; round < 10; round += 1) await flushTasks();
    assert.equal(started.length, 20);
    await advanceTime(2_000);
    for (let round = 0; round < 10; round += 1) await flushTasks();
    await all;
    assert.deepEqual(
      started,
      Array.from({ length: 25 }, (_, index) => index),
    );
    assert.equal(most, 3);
  });

  it('turns away at once who would wait behind too many', async () => {
    const { outside } = createFakePlatform();
    const limiter = createRateLimiter(outside, [{ count: 1, windowMs: 10_000 }], {
      maxQueueLength: 2,
    });
    const turns = Array.from({ length: 5 }, () => limiter.run(() => Promise.resolve('ran')));
    assert.deepEqual(await turns[0], { kind: 'ran', value: 'ran' });
    assert.deepEqual(await turns[3], { kind: 'busy', retryAfterMs: 11_000 });
    assert.deepEqual(await turns[4], { kind: 'busy', retryAfterMs: 11_000 });
  });

  it('lets nobody wait for longer than a shopper would', async () => {
    const { outside } = createFakePlatform();
    const limiter = createRateLimiter(outside, [TEN_A_SECOND], {
      concurrency: 1,
      maxWaitMs: 5_000,
    });
    const first = limiter.run(async () => {
      await flushTasks();
      limiter.pause(60_000);
    });
    const second = limiter.run(() => Promise.resolve('ran'));
    assert.equal((await first).kind, 'ran');
    assert.deepEqual(await second, { kind: 'busy', retryAfterMs: 60_000 });
    assert.deepEqual(await limiter.run(() => Promise.resolve('ran')), {
      kind: 'busy',
      retryAfterMs: 60_000,
    });
  });

  it('goes on after a task that throws', async () => {
    const { outside } = createFakePlatform();
    const limiter = createRateLimiter(outside, [TEN_A_SECOND], { concurrency: 1 });
    await assert.rejects(limiter.run(() => Promise.reject(new Error('lost'))));
    assert.deepEqual(await limiter.run(() => Promise.resolve(1)), { kind: 'ran', value: 1 });
  });
});
