/** One run: the world of a seed from its first event to its last, and what became of it. */
import type { State } from '../../src/proxy/orders/states.js';
import type { Violation } from './invariants/violation.js';
import { createChance } from './chance.js';
import { Store } from './store.js';
import { seedWebCrypto } from './subtle.js';
import { World } from './world.js';

export interface Report {
  readonly seed: number;
  readonly violation: Violation | null;
  /** of everything that happened */
  readonly digest: string;
  readonly states: Readonly<Partial<Record<State, number>>>;
  readonly reviews: Readonly<Record<string, number>>;
  readonly isQuiet: boolean;
  readonly calls: number;
  readonly faulty: number;
  readonly deaths: number;
  readonly events: number;
}

/** Once nothing goes wrong any more every order ends within a day, and a day more is watched, ms. */
const LONGEST = 50 * 3_600_000;
/** A run has some hundreds; one without end would never tell. */
const MOST_EVENTS = 100_000;

let opened: Promise<Store> | undefined;

/** @param print takes what happens, line by line */
export async function simulate(
  seed: number,
  print: ((line: string) => void) | null = null,
): Promise<Report> {
  const store = await (opened ??= Store.open());
  seedWebCrypto(createChance(seed).fork('webcrypto').next);
  const world = new World(seed, store, print);
  const { scheduler, auditor, trace, plan, network } = world;
  if (print) trace.add('plan', JSON.stringify({ ...plan, troubles: [...plan.troubles] }));
  await world.begin();
  let events = 0;
  let isOver = false;
  while (!isOver && !auditor.violation) {
    isOver = !(await scheduler.step());
    auditor.afterEvent();
    events += 1;
    if (events > MOST_EVENTS || scheduler.now() > world.calmAt + LONGEST) {
      auditor.broke(new Error('It goes on for ever.'));
    }
  }
  if (!auditor.violation) auditor.end();
  world.end();
  const states: Partial<Record<State, number>> = {};
  const reviews: Record<string, number> = {};
  for (const { state, reason } of store.orders()) {
    states[state] = (states[state] ?? 0) + 1;
    if (state === 'REVIEW') reviews[String(reason)] = (reviews[String(reason)] ?? 0) + 1;
  }
  return {
    seed,
    violation: auditor.violation,
    digest: trace.digest(),
    states,
    reviews,
    isQuiet: plan.troubles.size === 0,
    calls: network.calls,
    faulty: network.faulty,
    deaths: world.deaths,
    events,
  };
}
