/**
 * Metrics in Prometheus' text format. A label value must be of a closed list: neither clients nor
 * upstreams can add one, and none describes a shopper.
 */
import { Counter, Gauge, Histogram, Registry } from 'prom-client';

export const UPSTREAMS = [
  'bukaolshop-open',
  'bukaolshop-closed',
  'lapakgaming',
  'snapcart',
  'leuwongrr',
] as const;
export type UpstreamName = (typeof UPSTREAMS)[number];

/** The class of a call's HTTP status; `no-answer` where there was none. */
export type CallOutcome = '2xx' | '3xx' | '4xx' | '429' | '5xx' | 'no-answer';

export interface Metrics<State extends string = never, Alarm extends string = never> {
  /** @param route the route's label */
  recordRequest(this: void, route: string, status: number, ms: number): void;
  recordUpstreamCall(this: void, upstream: UpstreamName, outcome: CallOutcome, ms: number): void;
  /** An order entered a state. */
  recordOrderState(this: void, state: State): void;
  recordAlarm(this: void, kind: Alarm): void;
  /** Prometheus text. Counts open orders in the store. */
  text(this: void): Promise<string>;
  /** of `text` */
  readonly contentType: string;
}

export interface MetricsParts<State extends string, Alarm extends string> {
  readonly alarms: readonly Alarm[];
  readonly openStates: readonly State[];
  /** Orders by state. All nodes of one database count the same ones, so read one node's value only. */
  readonly countOrders: () => Promise<ReadonlyMap<State, number>>;
}

export function createMetrics<State extends string, Alarm extends string>({
  alarms,
  openStates,
  countOrders,
}: MetricsParts<State, Alarm>): Metrics<State, Alarm> {
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
  for (const kind of alarms) alarmCounter.inc({ kind }, 0);
  new Gauge({
    name: 'etalase_open_orders',
    help: 'Orders that have not ended, by state. REVIEW waits for a person.',
    labelNames: ['state'],
    registers,
    async collect() {
      this.reset();
      // Without a store the other metrics are needed most.
      const counts = await countOrders().catch(() => null);
      if (counts === null) return;
      for (const state of openStates) this.set({ state }, counts.get(state) ?? 0);
    },
  });

  return {
    recordRequest: (route, status, ms) =>
      requestSeconds.observe({ route, status: String(status) }, ms / 1000),
    recordUpstreamCall: (upstream, outcome, ms) =>
      upstreamSeconds.observe({ upstream, outcome }, ms / 1000),
    recordOrderState: (state) => transitionCounter.inc({ state }),
    recordAlarm: (kind) => alarmCounter.inc({ kind }),
    text: () => registry.metrics(),
    contentType: registry.contentType,
  };
}
