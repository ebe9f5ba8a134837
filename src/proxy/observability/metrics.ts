/**
 * What is counted, in Prometheus' text format. Labels are words of closed lists, so that neither
 * strangers nor upstreams can make them grow, and nothing of a shopper is ever one.
 */
import { Counter, Gauge, Histogram, Registry } from 'prom-client';
import { ALARMS, type Alarm } from '../orders/alarms.js';
import { FINAL_STATES } from '../ledger/states.js';
import { ORDER_STATES, type OrderState } from '../store/order-state.js';
import type { Platform } from '../platform.js';
import type { Settings } from '../config/settings.js';

export const UPSTREAMS = [
  'bukaolshop-open',
  'bukaolshop-closed',
  'lapakgaming',
  'snapcart',
  'leuwongrr',
] as const;
export type UpstreamName = (typeof UPSTREAMS)[number];

/** How a call ended: the class of its HTTP status, or that there was no answer. */
export const CALL_OUTCOMES = ['2xx', '3xx', '4xx', '429', '5xx', 'no-answer'] as const;
export type CallOutcome = (typeof CALL_OUTCOMES)[number];

export interface Metrics {
  /** An answer was sent; `route` is the route's pattern. */
  recordRequest(this: void, route: string, status: number, ms: number): void;
  recordUpstreamCall(this: void, upstream: UpstreamName, outcome: CallOutcome, ms: number): void;
  /** An order entered a state. */
  recordOrderState(this: void, state: OrderState): void;
  /** A person should look. */
  recordAlarm(this: void, kind: Alarm): void;
  /** Prometheus text; asks `openOrders`, so it needs the store. */
  text(this: void): Promise<string>;
  /** of `text` */
  readonly contentType: string;
}

/** The proxy has some twenty routes; whatever is beyond is a mistake that must not grow. */
const MAX_ROUTES = 60;

/**
 * @param countOrders how many orders are in each state that has any (`ledger/queries.ts`); shared
 * by all nodes of one database, so take one node's word
 */
export function createMetrics(
  countOrders: () => Promise<ReadonlyMap<OrderState, number>>,
): Metrics {
  const registry = new Registry();
  const registers = [registry];

  const requestSeconds = new Histogram({
    name: 'etalase_request_seconds',
    help: 'Answers sent, by route and status.',
    labelNames: ['route', 'status'],
    buckets: [0.005, 0.025, 0.1, 0.5, 2.5, 10, 30],
    registers,
  });
  const upstreamSeconds = new Histogram({
    name: 'etalase_upstream_seconds',
    help: 'Calls to upstream services, by outcome.',
    labelNames: ['upstream', 'outcome'],
    buckets: [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 20],
    registers,
  });
  const transitionCounter = new Counter({
    name: 'etalase_order_moves_total',
    help: 'Orders that entered a state.',
    labelNames: ['state'],
    registers,
  });
  const alarmCounter = new Counter({
    name: 'etalase_alarms_total',
    help: 'What a person should look at.',
    labelNames: ['kind'],
    registers,
  });
  for (const kind of ALARMS) alarmCounter.inc({ kind }, 0);
  new Gauge({
    name: 'etalase_open_orders',
    help: 'Orders that have not ended, by state. REVIEW waits for a person.',
    labelNames: ['state'],
    registers,
    async collect() {
      this.reset();
      // Without a store the other figures are wanted most.
      const counts = await countOrders().catch(() => null);
      if (counts === null) return;
      for (const state of ORDER_STATES) {
        if (!FINAL_STATES.includes(state)) this.set({ state }, counts.get(state) ?? 0);
      }
    },
  });

  const routes = new Set<string>();
  function boundedRoute(route: string): string {
    if (routes.size < MAX_ROUTES) routes.add(route);
    return routes.has(route) ? route : 'other';
  }

  return {
    recordRequest: (route, status, ms) =>
      requestSeconds.observe({ route: boundedRoute(route), status: String(status) }, ms / 1000),
    recordUpstreamCall: (upstream, outcome, ms) =>
      upstreamSeconds.observe({ upstream, outcome }, ms / 1000),
    recordOrderState: (state) => transitionCounter.inc({ state }),
    recordAlarm: (kind) => alarmCounter.inc({ kind }),
    text: () => registry.metrics(),
    contentType: registry.contentType,
  };
}

/** The same outside, with every call to an upstream of the settings counted. */
export function measureCalls(platform: Platform, settings: Settings, metrics: Metrics): Platform {
  const baseUrls = upstreamBaseUrls(settings);
  return {
    ...platform,
    async fetch(input, init) {
      const upstream = baseUrls.find(
        ([, base]) => input === base || input.startsWith(`${base}/`),
      )?.[0];
      const start = platform.now();
      const record = (outcome: CallOutcome) => {
        if (upstream) metrics.recordUpstreamCall(upstream, outcome, platform.now() - start);
      };
      try {
        const response = await platform.fetch(input, init);
        record(outcomeOf(response.status));
        return response;
      } catch (error) {
        record('no-answer');
        throw error;
      }
    },
  };
}

/** The longest address first: one may lie below another. */
function upstreamBaseUrls({
  bukaolshop,
  lapakgaming,
  snapcart,
  leuwongrr,
}: Settings): readonly (readonly [UpstreamName, string])[] {
  const urls: Readonly<Record<UpstreamName, string | undefined>> = {
    'bukaolshop-open': bukaolshop.openUrl,
    'bukaolshop-closed': bukaolshop.closedUrl,
    lapakgaming: lapakgaming?.url,
    snapcart: snapcart?.url,
    leuwongrr: leuwongrr?.url,
  };
  return UPSTREAMS.flatMap((name) => {
    const url = urls[name];
    return url === undefined ? [] : [[name, url] as const];
  }).sort(([, one], [, other]) => other.length - one.length);
}

function outcomeOf(status: number): CallOutcome {
  if (status === 429) return '429';
  const group = Math.floor(status / 100);
  if (group === 2) return '2xx';
  if (group === 3) return '3xx';
  return group === 4 ? '4xx' : '5xx';
}
