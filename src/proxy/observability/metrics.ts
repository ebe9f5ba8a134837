/**
 * Metrics in Prometheus' text format. A label value must be of a closed list: neither clients nor
 * upstreams can add one, and none describes a shopper.
 */
import { Counter, Histogram, Registry } from 'prom-client';
import { createProcessMetrics } from './process-metrics.js';
import { createStoreMetrics, type StoreFigures } from './store-metrics.js';

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
  /** Prometheus text. Reads figures of the store. */
  text(this: void): Promise<string>;
  /** of `text` */
  readonly contentType: string;
}

export interface MetricsParts<State extends string, Alarm extends string, Supplier extends string> {
  /** of etalase */
  readonly version: string;
  readonly alarms: readonly Alarm[];
  readonly openStates: readonly State[];
  /** the suppliers whose totals are shown although they are 0 */
  readonly suppliers: readonly Supplier[];
  readonly readFigures: () => Promise<StoreFigures<State, Supplier>>;
}

export function createMetrics<State extends string, Alarm extends string, Supplier extends string>({
  version,
  alarms,
  openStates,
  suppliers,
  readFigures,
}: MetricsParts<State, Alarm, Supplier>): Metrics<State, Alarm> {
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
  const showStoreFigures = createStoreMetrics({ registers, openStates, suppliers });
  createProcessMetrics(registers, version);

  return {
    recordRequest: (route, status, ms) =>
      requestSeconds.observe({ route, status: String(status) }, ms / 1000),
    recordUpstreamCall: (upstream, outcome, ms) =>
      upstreamSeconds.observe({ upstream, outcome }, ms / 1000),
    recordOrderState: (state) => transitionCounter.inc({ state }),
    recordAlarm: (kind) => alarmCounter.inc({ kind }),
    text: async () => {
      showStoreFigures(await readFigures().catch(() => null));
      return registry.metrics();
    },
    contentType: registry.contentType,
  };
}
