import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createRateLimiter } from '../../../../src/proxy/upstream/rate-limiter.js';
import { createFakePlatform, flushTasks } from '../support/fake-platform.js';

const TEN_A_SECOND = { count: 10, windowMs: 1_000 };

describe('a rate limiter', () => {
  it('admits its count in a window, and as many after it', async () => {
    const { platform, advanceTime } = createFakePlatform();
    const limiter = createRateLimiter(platform, [TEN_A_SECOND]);
    const burst = () =>
      Array.from({ length: 25 }, () => limiter.tryAcquire()).filter(Boolean).length;
    assert.equal(burst(), 10);
    assert.equal(limiter.msUntilAvailable(), 2_000, 'the window, and the jitter of arrival');
    await advanceTime(1_999);
    assert.equal(burst(), 0);
    await advanceTime(1);
    assert.equal(burst(), 10);
  });

  it('slides: a later request frees its place later', async () => {
    const { platform, advanceTime } = createFakePlatform();
    const limiter = createRateLimiter(platform, [{ count: 2, windowMs: 10_000 }]);
    limiter.tryAcquire();
    await advanceTime(4_000);
    limiter.tryAcquire();
    assert.equal(limiter.msUntilAvailable(), 7_000);
    await advanceTime(7_000);
    assert.equal(limiter.tryAcquire(), true);
    assert.equal(limiter.msUntilAvailable(), 4_000);
  });

  it('counts in its parent too, and waits for it', () => {
    const { platform } = createFakePlatform();
    const all = createRateLimiter(platform, [{ count: 3, windowMs: 1_000 }]);
    const some = createRateLimiter(platform, [{ count: 2, windowMs: 1_000 }], { parent: all });
    assert.deepEqual(
      [some.tryAcquire(), some.tryAcquire(), some.tryAcquire()],
      [true, true, false],
    );
    assert.deepEqual([all.tryAcquire(), all.tryAcquire()], [true, false]);
  });

  it('admits nothing while paused', async () => {
    const { platform, advanceTime } = createFakePlatform();
    const limiter = createRateLimiter(platform, [TEN_A_SECOND]);
    limiter.pause(30_000);
    limiter.pause(5_000);
    assert.equal(limiter.msUntilAvailable(), 30_000);
    assert.equal(limiter.tryAcquire(), false);
    await advanceTime(30_000);
    assert.equal(limiter.tryAcquire(), true);
  });

  it('waits for its window at most after the clock was set back', () => {
    let now = 1_000_000_000;
    const limiter = createRateLimiter({ now: () => now, setTimer: () => () => undefined }, [
      { count: 1, windowMs: 1_000 },
    ]);
    limiter.tryAcquire();
    now = 0;
    assert.equal(limiter.msUntilAvailable(), 2_000);
  });

  it('queues a burst in order, within its concurrency', async () => {
    const { platform, advanceTime } = createFakePlatform();
    const limiter = createRateLimiter(platform, [TEN_A_SECOND], {
      concurrency: 3,
      maxQueueLength: 100,
    });
    const started: number[] = [];
    let running = 0;
    let maxRunning = 0;
    const all = Promise.all(
      Array.from({ length: 25 }, (_, index) =>
        limiter.run(async () => {
          started.push(index);
          maxRunning = Math.max(maxRunning, (running += 1));
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
    assert.equal(maxRunning, 3);
  });

  it('rejects at once where its queue is full', async () => {
    const { platform } = createFakePlatform();
    const limiter = createRateLimiter(platform, [{ count: 1, windowMs: 10_000 }], {
      maxQueueLength: 2,
    });
    const runs = Array.from({ length: 5 }, () => limiter.run(() => Promise.resolve('completed')));
    assert.deepEqual(await runs[0], { kind: 'completed', value: 'completed' });
    assert.deepEqual(await runs[3], { kind: 'rejected', retryAfterMs: 11_000 });
    assert.deepEqual(await runs[4], { kind: 'rejected', retryAfterMs: 11_000 });
  });

  it('rejects what would wait for longer than maxWaitMs', async () => {
    const { platform } = createFakePlatform();
    const limiter = createRateLimiter(platform, [TEN_A_SECOND], {
      concurrency: 1,
      maxWaitMs: 5_000,
    });
    const first = limiter.run(async () => {
      await flushTasks();
      limiter.pause(60_000);
    });
    const second = limiter.run(() => Promise.resolve('completed'));
    assert.equal((await first).kind, 'completed');
    assert.deepEqual(await second, { kind: 'rejected', retryAfterMs: 60_000 });
    assert.deepEqual(await limiter.run(() => Promise.resolve('completed')), {
      kind: 'rejected',
      retryAfterMs: 60_000,
    });
  });

  it('runs the next task after one that throws', async () => {
    const { platform } = createFakePlatform();
    const limiter = createRateLimiter(platform, [TEN_A_SECOND], { concurrency: 1 });
    await assert.rejects(limiter.run(() => Promise.reject(new Error('lost'))));
    assert.deepEqual(await limiter.run(() => Promise.resolve(1)), { kind: 'completed', value: 1 });
  });
});
