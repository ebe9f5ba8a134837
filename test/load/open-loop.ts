/**
 * Arrivals on a fixed schedule, whatever becomes of those before: shoppers do not wait for each other.
 * Latency counts from the planned arrival, so that a server that stalls is not asked less while it does.
 */

/** What became of one arrival, by the status of its last answer. */
export type SendArrival = (index: number) => Promise<number>;

export interface Step {
  /** arrivals a second: planned, and those that were answered well */
  readonly planned: number;
  readonly achieved: number;
  /** ms, of those that were answered well */
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
  readonly good: number;
  readonly shed: number;
  readonly other: number;
  /** which those were */
  readonly unexpectedStatuses: ReadonlySet<number>;
  /** of one core, what this process used */
  readonly clientCpuShare: number;
}

export async function openLoop(
  rate: number,
  seconds: number,
  sendArrival: SendArrival,
): Promise<Step> {
  const count = Math.ceil(rate * seconds);
  const answers: Promise<void>[] = [];
  const latencies: number[] = [];
  const ends = { good: 0, shed: 0, other: 0 };
  const unexpectedStatuses = new Set<number>();
  const used = process.cpuUsage();
  const start = performance.now();

  const one = async (index: number, planned: number): Promise<void> => {
    const status = await sendArrival(index);
    const isGood = status >= 200 && status < 400;
    ends[isGood ? 'good' : status === 503 ? 'shed' : 'other'] += 1;
    if (!isGood && status !== 503) unexpectedStatuses.add(status);
    if (isGood) latencies.push(performance.now() - planned);
  };

  for (let next = 0; next < count;) {
    const due = Math.min(count, Math.floor(((performance.now() - start) / 1_000) * rate) + 1);
    for (; next < due; next++) answers.push(one(next, start + (next / rate) * 1_000));
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
  await Promise.all(answers);
  const ms = performance.now() - start;
  const { user, system } = process.cpuUsage(used);
  latencies.sort((one, other) => one - other);
  return {
    planned: rate,
    achieved: (ends.good / ms) * 1_000,
    p50: percentile(latencies, 0.5),
    p95: percentile(latencies, 0.95),
    p99: percentile(latencies, 0.99),
    ...ends,
    unexpectedStatuses,
    clientCpuShare: (user + system) / 1_000 / ms,
  };
}

export const percentile = (sorted: readonly number[], share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? NaN;
