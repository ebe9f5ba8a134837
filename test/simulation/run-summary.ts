/** The summed results of many runs. */
import { ORDER_STATES, type OrderState } from '../../src/proxy/store/order-state.js';
import { z } from 'zod';
import type { Report } from './simulate.js';

const count = z.number().default(0);
const failure = z.object({ seed: z.number(), rule: z.string(), detail: z.string() });
export const runSummary = z.object({
  seeds: count,
  quiet: count,
  calls: count,
  faulty: count,
  deaths: count,
  events: count,
  /** orders of which everything can be found out; the reviews of those, by reason */
  clearOrders: count,
  clearReviews: z.record(z.string(), z.number()).default({}),
  states: z.record(z.string(), z.number()).default({}),
  /** number of each transition, as `FROM>TO` */
  ways: z.record(z.string(), z.number()).default({}),
  /** number of reviews by reason */
  reviews: z.record(z.string(), z.number()).default({}),
  failures: z.array(failure).default([]),
});
export type RunSummary = z.infer<typeof runSummary>;

const SUMMED_FIELDS = [
  'seeds',
  'quiet',
  'calls',
  'faulty',
  'deaths',
  'events',
  'clearOrders',
] as const;
/** Maximum number of failures that are stored with their details. */
const MAX_STORED_FAILURES = 200;

export const emptySummary = (): RunSummary => runSummary.parse({});

export function summarize(report: Report): RunSummary {
  const { seed, violation, isFaultFree, calls, faultyCalls, crashes, events } = report;
  const { states, reviews, transitions, clearOrders, clearReviews } = report;
  return {
    ...{
      seeds: 1,
      quiet: isFaultFree ? 1 : 0,
      calls,
      faulty: faultyCalls,
      deaths: crashes,
      events,
      states,
      reviews,
      ways: transitions,
    },
    clearOrders,
    clearReviews,
    failures: violation ? [{ seed, ...violation }] : [],
  };
}

export function mergeSummaries(one: RunSummary, other: RunSummary): RunSummary {
  const sum = { ...one };
  for (const name of SUMMED_FIELDS) sum[name] = one[name] + other[name];
  return {
    ...sum,
    states: mergeCounts(one.states, other.states),
    reviews: mergeCounts(one.reviews, other.reviews),
    clearReviews: mergeCounts(one.clearReviews, other.clearReviews),
    ways: mergeCounts(one.ways, other.ways),
    failures: [...one.failures, ...other.failures].slice(0, MAX_STORED_FAILURES),
  };
}

type Counts = Readonly<Record<string, number>>;

function mergeCounts(one: Counts, other: Counts): Record<string, number> {
  const all: Record<string, number> = { ...one };
  for (const [name, times] of Object.entries(other)) all[name] = (all[name] ?? 0) + times;
  return all;
}

const total = (counts: Counts): number =>
  Object.values(counts).reduce((sum, each) => sum + each, 0);

export const countClearReviews = ({ clearReviews }: RunSummary): number => total(clearReviews);

export const countOrders = ({ states }: RunSummary): number => total(states);

const percentage = (part: number, whole: number) =>
  whole === 0 ? '-' : `${((100 * part) / whole).toFixed(2)} %`;

/** Number of the operator's decisions, by transition. */
const countDecisions = ({ ways }: RunSummary): Counts =>
  Object.fromEntries(
    Object.entries(ways).filter(([transition]) => transition.startsWith('REVIEW>')),
  );

const formatCounts = (counts: Counts): string =>
  Object.entries(counts)
    .map(([name, times]) => `${times} ${name}`)
    .join(', ');

/** Formats a summary for the console. */
export function formatSummary(all: RunSummary): string {
  const orders = countOrders(all);
  const state = (name: OrderState) => all.states[name] ?? 0;
  return [
    `${all.seeds} seeds, ${all.quiet} of them without faults; ${all.events} events`,
    `${all.calls} calls to upstreams, ${percentage(all.faulty, all.calls)} of them faulty; ${all.deaths} deaths`,
    `${orders} orders: ${ORDER_STATES.filter((name) => state(name) > 0)
      .map((name) => `${state(name)} ${name}`)
      .join(', ')}`,
    `entered review: ${percentage(total(all.reviews), orders)}: ${formatCounts(all.reviews)}; decided ${total(countDecisions(all))}`,
    `entered review where everything can be found out: ${percentage(countClearReviews(all), all.clearOrders)} of ${all.clearOrders}: ${formatCounts(all.clearReviews)}`,
    `transitions: ${Object.entries(all.ways)
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .map(([transition, times]) => `${transition} ${times}`)
      .join(', ')}`,
    ...all.failures.map(({ seed, rule, detail }) => `FAILED seed ${seed}: ${rule} (${detail})`),
    `${all.failures.length} failed`,
  ].join('\n');
}
