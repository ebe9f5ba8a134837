/**
 * An open-loop load generator: arrivals follow a fixed schedule, independent of earlier responses.
 * Latency counts from the planned arrival, so that a stalling server does not hide its delays
 * (coordinated omission).
 */

/** Sends the requests of one arrival; resolves with the status of the last response. */
export type SendArrival = (index: number) => Promise<number>;

export interface Step {
  /** Arrivals a second. */
  readonly planned: number;
  /** Good responses a second. */
  readonly achieved: number;
  /** Latencies of good responses, ms. */
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
  /** Responses below 400. */
  readonly good: number;
  /** 503 responses. */
  readonly shed: number;
  readonly other: number;
  /** The statuses of `other`. */
  readonly unexpectedStatuses: ReadonlySet<number>;
  /** CPU time of this process as a share of one core. */
  readonly clientCpuShare: number;
}

export async function openLoop(
  rate: number,
  seconds: number,
  sendArrival: SendArrival,
): Promise<Step> {
  const count = Math.ceil(rate * seconds);
  const arrivals: Promise<void>[] = [];
  const latencies: number[] = [];
  const counts = { good: 0, shed: 0, other: 0 };
  const unexpectedStatuses = new Set<number>();
  const cpuBefore = process.cpuUsage();
  const start = performance.now();

  const arrive = async (index: number, planned: number): Promise<void> => {
    const status = await sendArrival(index);
    const isGood = status >= 200 && status < 400;
    counts[isGood ? 'good' : status === 503 ? 'shed' : 'other'] += 1;
    if (!isGood && status !== 503) unexpectedStatuses.add(status);
    if (isGood) latencies.push(performance.now() - planned);
  };

  for (let next = 0; next < count;) {
    const due = Math.min(count, Math.floor(((performance.now() - start) / 1_000) * rate) + 1);
    for (; next < due; next++) arrivals.push(arrive(next, start + (next / rate) * 1_000));
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
  await Promise.all(arrivals);
  const elapsedMs = performance.now() - start;
  const { user, system } = process.cpuUsage(cpuBefore);
  latencies.sort((a, b) => a - b);
  return {
    planned: rate,
    achieved: (counts.good / elapsedMs) * 1_000,
    p50: percentile(latencies, 0.5),
    p95: percentile(latencies, 0.95),
    p99: percentile(latencies, 0.99),
    ...counts,
    unexpectedStatuses,
    clientCpuShare: (user + system) / 1_000 / elapsedMs,
  };
}

export const percentile = (sorted: readonly number[], share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? NaN;
