/** Requests begin in order, a few in a turn, and connections come first. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  MAX_STARTS_PER_TURN,
  createAdmissionQueue,
  MAX_DEFERRED_TURNS,
} from '../../../../src/proxy/overload/admission-queue.js';

/** A door whose turns come when they are told to. */
function openDoor() {
  let time = 0;
  const turns: (() => void)[] = [];
  const begun: number[] = [];
  const door = createAdmissionQueue(
    () => time,
    (task) => void turns.push(task),
  );
  return {
    ...door,
    begun,
    pass: (ms: number) => void (time += ms),
    enter: (name: number) => door.enqueue(() => void begun.push(name)),
    turn: () => {
      const due = turns.splice(0);
      assert.ok(due.length <= 1);
      for (const task of due) task();
      return due.length === 1;
    },
  };
}

describe('the door', () => {
  it('begins requests in their order, a few in a turn', () => {
    const { enter, turn, begun } = openDoor();
    const names = Array.from({ length: 2 * MAX_STARTS_PER_TURN + 1 }, (_, index) => index);
    for (const name of names) enter(name);
    assert.deepEqual(begun, []);
    const counts = [1, 2, 3, 4].map(() => (turn(), begun.length));
    assert.deepEqual(counts, [
      MAX_STARTS_PER_TURN,
      2 * MAX_STARTS_PER_TURN,
      names.length,
      names.length,
    ]);
    assert.deepEqual(begun, names);
  });

  it('asks for turns only while somebody is in line', () => {
    const { enter, turn, begun } = openDoor();
    assert.equal(turn(), false);
    for (const name of [1, 2]) {
      enter(name);
      assert.equal(turn(), true);
      assert.equal(turn(), false);
    }
    assert.deepEqual(begun, [1, 2]);
  });

  it('lets connections in first, but not for ever', () => {
    const { enter, onConnection, turn, begun } = openDoor();
    enter(1);
    for (let count = 0; count < MAX_DEFERRED_TURNS; count++) {
      onConnection();
      turn();
      assert.deepEqual(begun, []);
    }
    onConnection();
    turn();
    assert.deepEqual(begun, [1]);
    enter(2);
    turn();
    assert.deepEqual(begun, [1, 2]);
  });

  it('knows how long the last one waited, until another did not', () => {
    const { enter, turn, pass, lastWaitMs } = openDoor();
    enter(1);
    pass(300);
    turn();
    assert.equal(lastWaitMs(), 300);
    enter(2);
    turn();
    assert.equal(lastWaitMs(), 0);
  });
});
