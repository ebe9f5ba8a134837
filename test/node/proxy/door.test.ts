/** Requests begin in order, a few in a turn, and connections come first. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { AT_ONCE, createDoor, MOST_TURNS } from '../../../src/proxy/http/door.js';

/** A door whose turns come when they are told to. */
function openDoor() {
  let time = 0;
  const turns: (() => void)[] = [];
  const begun: number[] = [];
  const door = createDoor(
    () => time,
    (task) => void turns.push(task),
  );
  return {
    ...door,
    begun,
    pass: (ms: number) => void (time += ms),
    enter: (name: number) => door.enter(() => void begun.push(name)),
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
    const names = Array.from({ length: 2 * AT_ONCE + 1 }, (_, index) => index);
    for (const name of names) enter(name);
    assert.deepEqual(begun, []);
    const counts = [1, 2, 3, 4].map(() => (turn(), begun.length));
    assert.deepEqual(counts, [AT_ONCE, 2 * AT_ONCE, names.length, names.length]);
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
    const { enter, connected, turn, begun } = openDoor();
    enter(1);
    for (let count = 0; count < MOST_TURNS; count++) {
      connected();
      turn();
      assert.deepEqual(begun, []);
    }
    connected();
    turn();
    assert.deepEqual(begun, [1]);
    enter(2);
    turn();
    assert.deepEqual(begun, [1, 2]);
  });

  it('knows how long the last one waited, until another did not', () => {
    const { enter, turn, pass, waited } = openDoor();
    enter(1);
    pass(300);
    turn();
    assert.equal(waited(), 300);
    enter(2);
    turn();
    assert.equal(waited(), 0);
  });
});
