/** Event loop lag: the mean delay of turns, and the age of a long one. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  createLagMeter,
  MAX_TURN_MS,
  RESOLUTION_MS,
  SAMPLE_MS,
  MIN_SAMPLES,
} from '../../../../src/proxy/overload/event-loop-lag.js';
import { MAX_LAG_MS } from '../../../../src/proxy/overload/load-shedder.js';

describe('the event loop lag', () => {
  /** Turns with these delays, ms. */
  function loop() {
    let time = 0;
    let late: number[] = [];
    const ends: (() => void)[] = [];
    const delays = {
      get count() {
        return late.length;
      },
      get mean() {
        return (late.reduce((sum, each) => sum + each, 0) / late.length + RESOLUTION_MS) * 1e6;
      },
      reset: () => void (late = []),
    };
    const lag = createLagMeter(
      () => time,
      delays,
      (task) => void ends.push(task),
    );
    const end = () => {
      for (const task of ends.splice(0)) task();
    };
    return {
      lag,
      end,
      stay: (ms: number) => (time += ms),
      pass: (turns: readonly number[], ms: number) => {
        late.push(...turns);
        time += ms;
        end();
        return lag();
      },
    };
  }

  const even = (late: number, turns: number) => Array.from({ length: turns }, () => late);

  it('is the mean delay: a single pause hardly counts', () => {
    const { pass } = loop();
    assert.ok(pass([300, ...even(0, 30)], SAMPLE_MS) < 0.5 * MAX_LAG_MS);
    assert.equal(pass(even(120, MIN_SAMPLES), SAMPLE_MS), 120);
    assert.equal(pass(even(0, MIN_SAMPLES), SAMPLE_MS), 0);
  });

  it('is the age of a long turn until the turn ends', () => {
    const { lag, stay, end } = loop();
    const lags = [0, MAX_TURN_MS - 1, 1, 50].map((ms) => (stay(ms), lag()));
    assert.deepEqual(lags, [0, 0, MAX_TURN_MS, MAX_TURN_MS + 50]);
    end();
    assert.equal(lag(), 0);
  });

  it('is measured over a minimum of time and of turns', () => {
    const { pass, lag } = loop();
    assert.equal(pass(even(500, MIN_SAMPLES), SAMPLE_MS - 1), 0);
    assert.equal(pass([], 1), 500);
    assert.equal(pass(even(0, MIN_SAMPLES - 1), 10 * SAMPLE_MS), 500);
    assert.equal(lag(), 500);
    assert.equal(pass([0], 0), 0);
  });
});
