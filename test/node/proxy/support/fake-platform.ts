import type { Platform } from '../../../../src/proxy/platform.js';
import type { SendResult } from '../../../../src/proxy/providers/provider-http.js';
import type { Placement, Provider } from '../../../../src/proxy/providers/provider.js';
import { createProviders } from '../../../../src/proxy/providers/create-providers.js';

export interface RecordedRequest {
  readonly method: string;
  /** path and query */
  readonly path: string;
  readonly headers: Headers;
  readonly body: unknown;
}

/** Answers a request with JSON of an HTTP 200, or with a whole `Response`. */
export type RequestHandler = (request: RecordedRequest) => unknown;

/** A platform whose clock only moves by `advanceTime`, and whose upstream is a function. */
export function createFakePlatform(handler: RequestHandler = () => ({})) {
  const requests: RecordedRequest[] = [];
  const timers = new Set<{ readonly at: number; readonly task: () => void }>();
  let now = 1_000_000;
  const platform: Platform = {
    now: () => now,
    randomBytes: (count) => new Uint8Array(count),
    setTimer: (ms, task) => {
      const timer = { at: now + ms, task };
      timers.add(timer);
      return () => timers.delete(timer);
    },
    fetch: async (input, init) => {
      const url = new URL(input);
      const request = {
        method: init.method ?? 'GET',
        path: `${url.pathname}${url.search}`,
        headers: new Headers(init.headers),
        body: typeof init.body === 'string' ? (JSON.parse(init.body) as unknown) : undefined,
      };
      requests.push(request);
      const answer = await handler(request);
      return answer instanceof Response ? answer : Response.json(answer);
    },
  };
  return {
    platform,
    requests,
    /** Advances the clock, and runs every timer that falls due. */
    advanceTime: async (ms: number): Promise<void> => {
      const end = now + ms;
      for (;;) {
        await flushTasks();
        const due = [...timers].filter(({ at }) => at <= end).sort((a, b) => a.at - b.at)[0];
        if (!due) break;
        timers.delete(due);
        now = Math.max(now, due.at);
        due.task();
      }
      now = end;
      await flushTasks();
    },
  };
}

/** Runs every task that waits for neither the clock nor an upstream. */
export const flushTasks = () => new Promise<void>((done) => setImmediate(done));

export const placement = (change: Partial<Placement> = {}): Placement => ({
  reference: 'order-0001',
  product: 'ML',
  item: 'ML78_8-S2',
  fields: {},
  cost: 19_000,
  inquiry: null,
  callbackUrl: null,
  shopperAddress: null,
  ...change,
});

export const answered = (
  status: number,
  body: unknown,
  retryAfterMs: number | null = null,
): SendResult => ({
  kind: 'answered',
  status,
  body,
  retryAfterMs,
});

export interface FakeAnswer {
  readonly status: number;
  /** `undefined` for a body that is no JSON */
  readonly body: unknown;
}

/** A provider whose upstream answers by `answer`, and the requests that it received. */
export function createProviderAnswering(
  name: Provider['name'],
  answer: (path: string) => FakeAnswer,
) {
  const fake = createFakePlatform(({ path }) => {
    const { status, body } = answer(path);
    return body === undefined
      ? new Response('<html>', { status })
      : new Response(JSON.stringify(body), { status });
  });
  const url = 'https://upstream.example';
  const provider = createProviders(
    {
      lapakgaming: { apiKey: 'key', url },
      snapcart: { apiKey: 'key', url },
      leuwongrr: { token: 'key', url },
    },
    fake.platform,
    1_000,
  ).get(name);
  if (!provider) throw new Error(name);
  return { provider, requests: fake.requests };
}
