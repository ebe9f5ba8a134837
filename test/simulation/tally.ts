/** What many runs showed, together. */
import { ORDER_STATES, type OrderState } from '../../src/proxy/orders/states.js';
import { z } from 'zod';
import type { Report } from './simulate.js';

const count = z.number().default(0);
const failure = z.object({ seed: z.number(), rule: z.string(), detail: z.string() });
export const tally = z.object({
  seeds: count,
  quiet: count,
  calls: count,
  faulty: count,
  deaths: count,
  events: count,
  /** orders of shops whose history is known to show notes, and tells no lies; those that came into review */
  clearOrders: count,
  clearReviews: count,
  states: z.record(z.string(), z.number()).default({}),
  /** ways between states, as `FROM>TO` */
  ways: z.record(z.string(), z.number()).default({}),
  /** those that came into review, by why */
  reviews: z.record(z.string(), z.number()).default({}),
  failures: z.array(failure).default([]),
});
export type Tally = z.infer<typeof tally>;

const SUMS = [
  'seeds',
  'quiet',
  'calls',
  'faulty',
  'deaths',
  'events',
  'clearOrders',
  'clearReviews',
] as const;
/** Failures that are kept one by one; of more only the number would matter. */
const MOST_FAILURES = 200;

export const emptyTally = (): Tally => tally.parse({});

export function tallyOf(report: Report): Tally {
  const { seed, violation, isFaultFree, hasReliableHistory, calls, faultyCalls, crashes, events } =
    report;
  const { states, reviews, transitions } = report;
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
    clearOrders: hasReliableHistory ? total(states) : 0,
    clearReviews: hasReliableHistory ? total(reviews) : 0,
    failures: violation ? [{ seed, ...violation }] : [],
  };
}

export function add(one: Tally, other: Tally): Tally {
  const sum = { ...one };
  for (const name of SUMS) sum[name] = one[name] + other[name];
  return {
    ...sum,
    states: sums(one.states, other.states),
    reviews: sums(one.reviews, other.reviews),
    ways: sums(one.ways, other.ways),
    failures: [...one.failures, ...other.failures].slice(0, MOST_FAILURES),
  };
}

type Counts = Readonly<Record<string, number>>;

function sums(one: Counts, other: Counts): Record<string, number> {
  const all: Record<string, number> = { ...one };
  for (const [name, times] of Object.entries(other)) all[name] = (all[name] ?? 0) + times;
  return all;
}

const total = (counts: Counts): number =>
  Object.values(counts).reduce((sum, each) => sum + each, 0);

export const ordersOf = ({ states }: Tally): number => total(states);

const share = (part: number, whole: number) =>
  whole === 0 ? '-' : `${((100 * part) / whole).toFixed(2)} %`;

/** What persons decided of those in review, by the way that it took. */
const decisionsOf = ({ ways }: Tally): Counts =>
  Object.fromEntries(Object.entries(ways).filter(([way]) => way.startsWith('REVIEW>')));

/** For people. */
export function told(all: Tally): string {
  const orders = ordersOf(all);
  const state = (name: OrderState) => all.states[name] ?? 0;
  return [
    `${all.seeds} seeds, ${all.quiet} of them without faults; ${all.events} events`,
    `${all.calls} calls to upstreams, ${share(all.faulty, all.calls)} of them faulty; ${all.deaths} deaths`,
    `${orders} orders: ${ORDER_STATES.filter((name) => state(name) > 0)
      .map((name) => `${state(name)} ${name}`)
      .join(', ')}`,
    `came into review ${share(total(all.reviews), orders)}: ${Object.entries(all.reviews)
      .map(([reason, times]) => `${times} ${reason}`)
      .join(', ')}; decided ${total(decisionsOf(all))}`,
    `came into review where the history is known to show notes: ${share(all.clearReviews, all.clearOrders)} of ${all.clearOrders}`,
    `ways taken: ${Object.entries(all.ways)
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .map(([way, times]) => `${way} ${times}`)
      .join(', ')}`,
    ...all.failures.map(({ seed, rule, detail }) => `FAILED seed ${seed}: ${rule} (${detail})`),
    `${all.failures.length} failed`,
  ].join('\n');
}
