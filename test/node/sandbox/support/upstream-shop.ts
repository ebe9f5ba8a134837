/** A sandbox with a manual clock, and shops in it whose Closed API and providers are tested. */
import assert from 'node:assert/strict';
import { after, before } from 'node:test';
import { z } from 'zod';
import {
  type Books,
  type FaultInput,
  proxySettings,
  type ShopSettings,
} from '../../../../src/sandbox/index.js';
import { serveSandbox, type ServedSandbox } from '../../../../src/sandbox/serve.js';
import { openSandboxShop } from '../../../support/sandbox-shop.js';

/** A clock and timers that only `advance` moves. */
const createClock = () => {
  let time = Date.UTC(2026, 10, 23, 5);
  let timers: { readonly at: number; readonly task: () => void }[] = [];
  return {
    now: () => time,
    setTimer: (ms: number, task: () => void) => {
      const timer = { at: time + ms, task };
      timers.push(timer);
      return () => {
        timers = timers.filter((each) => each !== timer);
      };
    },
    pending: () => timers.length,
    advance: (ms: number) => {
      time += ms;
      const due = timers.filter(({ at }) => at <= time);
      timers = timers.filter(({ at }) => at > time);
      for (const { task } of due) task();
    },
  };
};

/** A callback that the sandbox sent. */
export interface ReceivedCallback {
  readonly url: string;
  readonly body: unknown;
}

export const clock = createClock();
const allCallbacks: ReceivedCallback[] = [];
/** The bodies as they were sent, by callback. */
const sentBodies = new WeakMap<ReceivedCallback, BodyInit | null | undefined>();
let served: ServedSandbox;

before(async () => {
  served = await serveSandbox({
    now: clock.now,
    setTimer: clock.setTimer,
    sendCallback: (url, { body }) => {
      const text = typeof body === 'string' ? body : '';
      const isForm = body instanceof URLSearchParams || body instanceof FormData;
      const parsed: unknown = isForm ? Object.fromEntries(body) : JSON.parse(text);
      const callback = { url, body: parsed };
      allCallbacks.push(callback);
      sentBodies.set(callback, body);
      return Promise.resolve(new Response(null, { status: 200 }));
    },
  });
});
after(() => served.close());

export const siti = {
  id_user: '7',
  token_user: 'siti-token',
  email_user: 'siti@example.com',
  nama_user: 'Siti Aminah',
  saldo: 100_000,
};

export type Json = Record<string, unknown>;

const answerOf = async (answer: Response) => ({
  status: answer.status,
  headers: answer.headers,
  body: z.record(z.string(), z.unknown()).parse(await answer.json()),
});

/** Opens a shop with one more member, Siti. By default its orders end on command only. */
export const openUpstreamShop = async (settings: ShopSettings = {}) => {
  const { token, control } = await openSandboxShop(served.origin, {
    members: [siti],
    settleMs: null,
    products: 0,
    ...settings,
  });
  const env = proxySettings(served.origin, token);

  const controlStatus = async (method: string, path: string, body: unknown) =>
    (await control(method, path, body)).status;
  const client =
    (base: string | undefined, headers: Record<string, string>) =>
    async (path: string, json?: Json, more: Record<string, string> = {}, signal?: AbortSignal) =>
      fetch(`${base ?? ''}${path}`, {
        method: json === undefined ? 'GET' : 'POST',
        headers: { ...headers, ...more },
        ...(json !== undefined && { body: JSON.stringify(json) }),
        ...(signal !== undefined && { signal }),
      });
  const readJson =
    (send: ReturnType<typeof client>) =>
    async (...parameters: Parameters<ReturnType<typeof client>>) =>
      answerOf(await send(...parameters));

  const closedKey = { Authorization: `Bearer ${env['BUKAOLSHOP_API_KEY'] ?? ''}` };
  const closedUrl = env['BUKAOLSHOP_CLOSED_URL'] ?? '';
  const openUrl = env['BUKAOLSHOP_OPEN_URL'] ?? '';
  const raw = {
    lapakgaming: client(env['LAPAKGAMING_URL'], {
      Authorization: `Bearer ${env['LAPAKGAMING_API_KEY'] ?? ''}`,
    }),
    snapcart: client(env['SNAPCART_URL'], { 'x-api-key': env['SNAPCART_API_KEY'] ?? '' }),
    leuwongrr: client(env['LEUWONGRR_URL'], {
      Authorization: `Bearer ${env['LEUWONGRR_TOKEN'] ?? ''}`,
    }),
    /** `POST /member/saldo` for Siti, as a form. */
    saldo: (fields: Record<string, string>, signal?: AbortSignal) =>
      fetch(`${closedUrl}/member/saldo`, {
        method: 'POST',
        headers: closedKey,
        body: new URLSearchParams({ id_user: siti.id_user, ...fields }),
        ...(signal !== undefined && { signal }),
      }),
  };
  const patchClosed = async (path: string, fields: Json, method = 'PATCH') => {
    const body = JSON.stringify(fields);
    return answerOf(await fetch(closedUrl + path, { method, headers: closedKey, body }));
  };
  return {
    token,
    raw,
    patchClosed,
    /** Buys at the checkout over the control interface; returns the number. */
    purchase: async (order: Json) => {
      const answer = await control('POST', '/transactions', { member: siti.id_user, ...order });
      const text = await answer.text();
      assert.equal(answer.status, 201, text);
      return z.object({ nomor_pembayaran: z.string() }).parse(JSON.parse(text)).nomor_pembayaran;
    },
    purchaseStatus: (order: Json) =>
      controlStatus('POST', '/transactions', { member: siti.id_user, ...order }),
    act: (number: string, action: string) =>
      controlStatus('POST', `/transactions/${number}`, { action }),
    receivedCallbacks: () => allCallbacks.filter(({ url }) => url.includes(token)),
    bodyOf: (callback: ReceivedCallback | undefined) => callback && sentBodies.get(callback),
    callbackUrl: (name: string) => `http://proxy.test/${token}/${name}`,
    closed: async (path: string, init: RequestInit = {}) =>
      answerOf(await fetch(closedUrl + path, { ...init, headers: closedKey })),
    saldo: async (fields: Record<string, string>) => answerOf(await raw.saldo(fields)),
    open: async (path: string, query: Record<string, string> = {}) =>
      answerOf(
        await fetch(`${openUrl}${path}?${new URLSearchParams({ token, ...query }).toString()}`),
      ),
    lapakgaming: readJson(raw.lapakgaming),
    snapcart: readJson(raw.snapcart),
    leuwongrr: readJson(raw.leuwongrr),
    /** `sendMessage` of the shop's own bot, or of another. */
    telegram: async (message: Json, bot = `100001:${token}`) =>
      answerOf(
        await fetch(`${served.origin}/telegram/bot${bot}/sendMessage`, {
          method: 'POST',
          body: JSON.stringify(message),
        }),
      ),
    // The sandbox's own answers need no schema: their types are its own.
    books: async () => (await (await control('GET', '/books')).json()) as Books,
    log: async (api: string) =>
      z
        .object({ count: z.number(), requests: z.array(z.record(z.string(), z.unknown())) })
        .parse(await (await control('GET', `/log?api=${api}`)).json()),
    setFaults: (...faults: FaultInput[]) => controlStatus('PUT', '/faults', faults),
    setOrderStatus: (id: unknown, status: string) =>
      controlStatus('POST', `/orders/${String(id)}`, { status }),
    changeSettings: (changes: Json) => controlStatus('PATCH', '', changes),
    changeProduct: (provider: string, code: string, change: Json) =>
      controlStatus('PUT', `/products/${provider}/${encodeURIComponent(code)}`, change),
  };
};

export type UpstreamShop = Awaited<ReturnType<typeof openUpstreamShop>>;

/** Siti's entry in the books. */
export const sitiBooks = ({ members }: Books) => {
  const entry = members.find(({ id_user }) => id_user === siti.id_user);
  assert.ok(entry);
  return entry;
};

/** Polls in real time until a condition holds; fails after five seconds. */
export const waitUntil = async (condition: () => boolean | Promise<boolean>): Promise<void> => {
  const end = performance.now() + 5_000;
  while (!(await condition())) {
    assert.ok(performance.now() < end, 'the condition never held');
    await new Promise((resolve) => setImmediate(resolve));
  }
};
