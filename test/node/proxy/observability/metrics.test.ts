/** The operator's figures. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createMetrics } from '../../../../src/proxy/observability/metrics.js';

describe('the figures', () => {
  it('go on without a store; the orders in it are left out until it is back', async () => {
    let isGone = false;
    const metrics = createMetrics({
      alarms: ['review'],
      openStates: ['REVIEW'],
      countOrders: () =>
        isGone ? Promise.reject(new Error('gone')) : Promise.resolve(new Map([['REVIEW', 3]])),
    });
    const figures = async (is: boolean) => {
      isGone = is;
      const text = await metrics.text();
      assert.match(text, /^etalase_alarms_total\{kind="review"\} 0$/m);
      return text.match(/^etalase_open_orders\{state="REVIEW"\} .*$/m)?.[0];
    };
    const known = 'etalase_open_orders{state="REVIEW"} 3';
    assert.deepEqual(
      [await figures(false), await figures(true), await figures(false)],
      [known, undefined, known],
    );
  });
});
