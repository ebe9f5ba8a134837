/** Requests start in order, a few per turn of the event loop, and connections are accepted first. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  MAX_STARTS_PER_TURN,
  createAdmissionQueue,
  MAX_DEFERRED_TURNS,
} from '../../../../src/proxy/overload/admission-queue.js';

/** A queue whose turns the test runs. */
function openQueue() {
  let time = 0;
  const turns: (() => void)[] = [];
  const started: number[] = [];
  const queue = createAdmissionQueue(
    () => time,
    (task) => void turns.push(task),
  );
  return {
    ...queue,
    started,
    pass: (ms: number) => void (time += ms),
    enqueue: (name: number) => queue.enqueue(() => void started.push(name)),
    runTurn: () => {
      const due = turns.splice(0);
      assert.ok(due.length <= 1);
      for (const task of due) task();
      return due.length === 1;
    },
  };
}

describe('the admission queue', () => {
  it('starts requests in order, a few per turn', () => {
    const { enqueue, runTurn, started } = openQueue();
    const names = Array.from({ length: 2 * MAX_STARTS_PER_TURN + 1 }, (_, index) => index);
    for (const name of names) enqueue(name);
    assert.deepEqual(started, []);
    const counts = [1, 2, 3, 4].map(() => (runTurn(), started.length));
    assert.deepEqual(counts, [
      MAX_STARTS_PER_TURN,
      2 * MAX_STARTS_PER_TURN,
      names.length,
      names.length,
    ]);
    assert.deepEqual(started, names);
  });

  it('schedules turns only while requests are waiting', () => {
    const { enqueue, runTurn, started } = openQueue();
    assert.equal(runTurn(), false);
    for (const name of [1, 2]) {
      enqueue(name);
      assert.equal(runTurn(), true);
      assert.equal(runTurn(), false);
    }
    assert.deepEqual(started, [1, 2]);
  });

  it('lets connections be accepted first, but only for a number of turns', () => {
    const { enqueue, onConnection, runTurn, started } = openQueue();
    enqueue(1);
    for (let count = 0; count < MAX_DEFERRED_TURNS; count++) {
      onConnection();
      runTurn();
      assert.deepEqual(started, []);
    }
    onConnection();
    runTurn();
    assert.deepEqual(started, [1]);
    enqueue(2);
    runTurn();
    assert.deepEqual(started, [1, 2]);
  });

  it('reports the wait of the request started last', () => {
    const { enqueue, runTurn, pass, lastWaitMs } = openQueue();
    enqueue(1);
    pass(300);
    runTurn();
    assert.equal(lastWaitMs(), 300);
    enqueue(2);
    runTurn();
    assert.equal(lastWaitMs(), 0);
  });
});
