import { createMetrics } from '../../../../src/proxy/observability/metrics.js';
import { ALARMS } from '../../../../src/proxy/orders/alarms.js';
import { ORDER_STATES } from '../../../../src/proxy/store/order-state.js';
import { PROVIDERS } from '../../../../src/proxy/contract.js';

/** What `/metrics` shows, with a value for each metric. */
export function metricsText(): Promise<string> {
  const metrics = createMetrics({
    version: '1.2.3',
    alarms: ALARMS,
    openStates: ORDER_STATES,
    suppliers: PROVIDERS,
    readFigures: () =>
      Promise.resolve({
        openOrders: new Map(),
        sold: new Map(),
        refunded: new Map(),
        oldestReviewMs: 0,
        suppliers: PROVIDERS.map((name) => ({ name, deposit: 0, isStopped: false })),
        quotaLeft: 0,
        storeBytes: 0,
      }),
  });
  metrics.recordRequest('/v1/catalog', 200, 1);
  metrics.recordUpstreamCall('lapakgaming', '2xx', 1);
  metrics.recordOrderState('ACCEPTED');
  return metrics.text();
}
