import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createMetrics } from '../../../../src/proxy/observability/metrics.js';
import type { StoreFigures } from '../../../../src/proxy/observability/store-metrics.js';

type Figures = StoreFigures<'REVIEW' | 'PLACED', 'one' | 'two'>;

const FIGURES: Figures = {
  openOrders: new Map([['REVIEW', 3]]),
  sold: new Map([['one', 12_500]]),
  refunded: new Map(),
  oldestReviewMs: 90_000,
  suppliers: [
    { name: 'one', deposit: 0, isStopped: true },
    { name: 'two', deposit: null, isStopped: false },
  ],
  quotaLeft: 12,
  storeBytes: 4096,
};
const SHOWN = [
  'etalase_open_orders{state="REVIEW"} 3',
  'etalase_open_orders{state="PLACED"} 0',
  'etalase_oldest_review_seconds 90',
  'etalase_sold_rupiah_total{provider="one"} 12500',
  'etalase_sold_rupiah_total{provider="two"} 0',
  'etalase_refunded_rupiah_total{provider="one"} 0',
  'etalase_refunded_rupiah_total{provider="two"} 0',
  'etalase_deposit_rupiah{provider="one"} 0',
  'etalase_supplier_stopped{provider="one"} 1',
  'etalase_supplier_stopped{provider="two"} 0',
  'etalase_closed_quota_left 12',
  'etalase_store_bytes 4096',
];

/** The lines of metrics with values, without those that count in this process alone. */
function createText(read: () => Figures) {
  const metrics = createMetrics({
    version: '1.2.3',
    alarms: ['review'],
    openStates: ['REVIEW', 'PLACED'],
    suppliers: ['one', 'two'],
    readFigures: () => Promise.resolve().then(read),
  });
  return async () => (await metrics.text()).split('\n').filter((line) => /^[a-z]/.test(line));
}
const isOfStore = (line: string): boolean => !/^(process_|etalase_(build|alarms))/.test(line);

describe('the metrics', () => {
  it('of the store are missing while it is unreachable, and those of the process are not', async () => {
    let isUnreachable = false;
    const text = createText(() => {
      if (isUnreachable) throw new Error('gone');
      return FIGURES;
    });
    assert.deepEqual((await text()).filter(isOfStore), SHOWN);
    isUnreachable = true;
    const rest = await text();
    assert.deepEqual(rest.filter(isOfStore), []);
    assert.ok(rest.includes('etalase_alarms_total{kind="review"} 0'));
    isUnreachable = false;
    assert.deepEqual((await text()).filter(isOfStore), SHOWN, 'once each');
  });

  it('leave out what is not known', async () => {
    const unknown = { ...FIGURES, suppliers: [], quotaLeft: null, storeBytes: null };
    const lines = await createText(() => unknown)();
    assert.doesNotMatch(lines.join('\n'), /deposit|stopped|quota|store_bytes/);
  });

  it('name the version, and what the process uses', async () => {
    const lines = await createText(() => FIGURES)();
    assert.ok(lines.includes('etalase_build_info{version="1.2.3"} 1'));
    const valueOf = (name: string): number =>
      Number(lines.find((line) => line.startsWith(`${name} `))?.split(' ')[1]);
    const age = Date.now() / 1000 - valueOf('process_start_time_seconds');
    assert.ok(age >= 0 && age < 600, `${String(age)} s`);
    assert.ok(valueOf('process_resident_memory_bytes') > 1e7);
    assert.ok(valueOf('process_cpu_seconds_total') > 0);
    if (process.platform === 'linux') assert.ok(valueOf('process_open_fds') > 2);
  });
});
