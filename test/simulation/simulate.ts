/** One run: simulates the world of a seed to its last event, and reports on it. */
import type { Violation } from './invariants/violation-recorder.js';
import { createRandomSource } from './random-source.js';
import { SimulatedStore } from './simulated-store.js';
import { seedWebCrypto } from './simulated-webcrypto.js';
import { SimulatedWorld } from './simulated-world.js';
import { PRESSED } from './checkout/checkout-plan.js';
import { CheckoutWorld } from './checkout/checkout-world.js';

export interface Report {
  readonly seed: number;
  readonly violation: Violation | null;
  /** digest of the trace */
  readonly digest: string;
  readonly states: Readonly<Record<string, number>>;
  /** number of reviews by reason, decided ones included */
  readonly reviews: Readonly<Record<string, number>>;
  /** number of each transition */
  readonly transitions: Readonly<Record<string, number>>;
  readonly isFaultFree: boolean;
  /** orders of which everything can be found out without a person; the reviews of those, by reason */
  readonly clearOrders: number;
  readonly clearReviews: Readonly<Record<string, number>>;
  readonly calls: number;
  readonly faultyCalls: number;
  readonly crashes: number;
  readonly events: number;
}

/** After the last fault every order is decided within three days, and watched for two more, ms. */
const MAX_SIMULATED_MS = 120 * 3_600_000;
/** Limit of events; a usual run has some hundreds. */
const MAX_EVENTS = 100_000;

let sharedStore: Promise<SimulatedStore> | undefined;

/**
 * Sales that the member's saldo pays for, sales of the shop's own checkout, and such sales on each of which a person
 * presses buttons.
 */
export const WORLDS = ['saldo', 'checkout', 'pressed'] as const;
export type WorldKind = (typeof WORLDS)[number];

/** @param print receives the lines of the trace */
export async function simulate(
  kind: WorldKind,
  seed: number,
  print: ((line: string) => void) | null = null,
): Promise<Report> {
  const store = await (sharedStore ??= SimulatedStore.open());
  seedWebCrypto(createRandomSource(seed).fork('webcrypto').next);
  const world =
    kind === 'saldo'
      ? new SimulatedWorld(seed, store, print)
      : new CheckoutWorld(seed, store, print, kind === 'pressed' ? PRESSED : {});
  const { scheduler, auditor, trace, plan, network } = world;
  if (print) trace.add('plan', JSON.stringify({ ...plan, faultKinds: [...plan.faultKinds] }));
  await world.start();
  let events = 0;
  let isOver = false;
  while (!isOver && !auditor.violation && scheduler.now() < world.endsAt) {
    isOver = !(await scheduler.step());
    auditor.checkLedger();
    events += 1;
    if (events > MAX_EVENTS || scheduler.now() > world.faultsEndAt + MAX_SIMULATED_MS) {
      auditor.recordFailure(new Error('It goes on for ever.'));
    }
  }
  if (!auditor.violation) auditor.checkEnd();
  world.stop();
  const orders = store.listOrders();
  const clearOrders = orders.filter(world.isClear);
  const transitionEvents = store
    .listEventsAfter(0)
    .filter(({ kind }) => ['moved', 'resolved', 'overruled'].includes(kind));
  return {
    seed,
    violation: auditor.violation,
    digest: trace.digest(),
    states: countNames(orders.map(({ state }) => state)),
    reviews: countNames([...world.reviews.values()]),
    transitions: countNames([
      ...transitionEvents.map(wayOf),
      ...store.listCheckoutEventsAfter(0).map((event) => `checkout ${wayOf(event)}`),
    ]),
    isFaultFree: plan.faultKinds.size === 0,
    clearOrders: clearOrders.length,
    clearReviews: countNames(clearOrders.flatMap(({ id }) => world.reviews.get(id) ?? [])),
    calls: network.calls,
    faultyCalls: network.faultyCalls,
    crashes: world.crashes,
    events,
  };
}

const wayOf = ({
  from_state: from,
  to_state: to,
}: {
  readonly from_state: string | null;
  readonly to_state: string;
}): string => `${from ?? ''}>${to}`;

function countNames(names: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const name of names) counts[name] = (counts[name] ?? 0) + 1;
  return counts;
}
