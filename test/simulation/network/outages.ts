/** When an upstream is unreachable, or refuses because its quota is used up. */
import type { Plan } from '../fault-plan.js';
import type { RandomSource } from '../random-source.js';
import { HOUR, MINUTE, SECOND } from '../units.js';
import { UPSTREAMS, type UpstreamName } from '../upstreams/upstream.js';

export interface Outage {
  readonly upstream: UpstreamName;
  readonly from: number;
  readonly until: number;
  /** The upstream answers, and refuses for the rest of the day. */
  readonly isQuota?: true;
}

/** @param start ms since 1970 */
export function drawOutages(random: RandomSource, plan: Plan, start: number): Outage[] {
  const { faultKinds } = plan;
  return [
    ...(faultKinds.has('spentQuota') ? [drawQuotaOutage(random.fork('quota'), plan, start)] : []),
    ...(faultKinds.has('outages') ? drawUpstreamOutages(random, plan, start) : []),
    ...(faultKinds.has('watchOutages') ? [lateWatchOutage(start)] : []),
  ];
}

/** At most one: the quota is a daily one. */
function drawQuotaOutage(random: RandomSource, { faultsEndAfterMs }: Plan, start: number): Outage {
  const from = start + random.integer(0, 10 * MINUTE);
  const until = Math.min(from + random.integer(MINUTE, 60 * MINUTE), start + faultsEndAfterMs);
  return { upstream: 'closed', from, until, isQuota: true };
}

const drawUpstreamOutages = (
  random: RandomSource,
  { faultsEndAfterMs }: Plan,
  start: number,
): Outage[] =>
  Array.from({ length: random.integer(1, 4) }, () => {
    const from = start + random.integer(0, 20 * MINUTE);
    const until = Math.min(
      from + random.integer(10 * SECOND, random.pick([2, 15, 45]) * MINUTE),
      start + faultsEndAfterMs,
    );
    return { upstream: random.pick(UPSTREAMS), from, until };
  });

/** What loses the answer to a transfer may keep its history from being read for longer than it is searched. */
export const drawHistoryOutage = (random: RandomSource, now: number): Outage => ({
  upstream: 'open',
  from: now,
  until: now + random.integer(30 * MINUTE, 100 * MINUTE),
});

/** Covers the end of every late-effect watch, which lasts a day and begins in the first hours. */
const lateWatchOutage = (start: number): Outage => ({
  upstream: 'open',
  from: start + 23 * HOUR,
  until: start + 27 * HOUR,
});
