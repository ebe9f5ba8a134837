import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createMetrics } from '../../../../src/proxy/observability/metrics.js';

describe('the metrics', () => {
  it('omit open orders while the store is unreachable', async () => {
    let isUnreachable = false;
    const metrics = createMetrics({
      alarms: ['review'],
      openStates: ['REVIEW'],
      countOrders: () =>
        isUnreachable
          ? Promise.reject(new Error('gone'))
          : Promise.resolve(new Map([['REVIEW', 3]])),
    });
    const openOrders = async (isDown: boolean) => {
      isUnreachable = isDown;
      const text = await metrics.text();
      assert.match(text, /^etalase_alarms_total\{kind="review"\} 0$/m);
      return text.match(/^etalase_open_orders\{state="REVIEW"\} .*$/m)?.[0];
    };
    const reported = 'etalase_open_orders{state="REVIEW"} 3';
    assert.deepEqual(
      [await openOrders(false), await openOrders(true), await openOrders(false)],
      [reported, undefined, reported],
    );
  });
});
