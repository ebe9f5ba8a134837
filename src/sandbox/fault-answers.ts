import { IncomingMessage } from 'node:http';
import { envelope } from './answers.js';
import { setRealTimer, type SetTimer } from './clock.js';
import type { AnsweringFault } from './faults.js';

/** Thrown where there is no socket to cut: the request fails as a network error would. */
export class Disconnected extends Error {
  constructor() {
    super('The sandbox closed the connection');
    this.name = 'Disconnected';
  }
}

/** What an answer is made of. */
export interface FaultScene {
  /** Ends when the client goes away or the sandbox closes. */
  readonly signal: AbortSignal;
  /** What the server passes beside the request; under `@hono/node-server` it holds the socket. */
  readonly env: unknown;
  /** The body that the shop would have answered, for the fault that cuts it. */
  readonly honest: string;
  /** A refusal with this HTTP status, in the words of the interface. */
  readonly refuse: (status: number) => Response;
}

const ended = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });

/** Waits, but no longer than somebody is listening. */
export const pause = (
  durationMs: number,
  signal: AbortSignal,
  setTimer: SetTimer,
): Promise<void> => {
  if (durationMs === 0) return Promise.resolve();
  return new Promise((resolve) => {
    const cancel = setTimer(durationMs, resolve);
    void ended(signal).then(() => {
      cancel();
      resolve();
    });
  });
};

const socketOf = (env: unknown): IncomingMessage['socket'] | undefined =>
  typeof env === 'object' &&
  env !== null &&
  'incoming' in env &&
  env.incoming instanceof IncomingMessage
    ? env.incoming.socket
    : undefined;

/** The status of a response that nobody receives. */
export const unanswered = 499;

const nobody = (): Response => new Response(null, { status: unanswered });

/** Told to leave the body alone: what is broken on purpose must arrive as it is. */
const raw = (body: BodyInit | null, status: number, headers: Record<string, string>): Response =>
  new Response(body, { status, headers: { 'Cache-Control': 'no-transform', ...headers } });

const json = { 'Content-Type': 'application/json' };

/** Milliseconds for the first half to leave: the server writes nothing while it can still read. */
const FLUSH_MS = 20;

const truncated = (scene: FaultScene): Response => {
  const bytes = new TextEncoder().encode(scene.honest);
  const socket = socketOf(scene.env);
  let sent = false;
  const body = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        if (!sent) {
          sent = true;
          controller.enqueue(bytes.subarray(0, Math.floor(bytes.length / 2)));
          return;
        }
        if (socket === undefined) {
          controller.error(new Disconnected());
          return;
        }
        await pause(FLUSH_MS, scene.signal, setRealTimer);
        socket.destroySoon();
        controller.close();
      },
    },
    { highWaterMark: 0 },
  );
  return raw(body, 200, { ...json, 'Content-Length': String(bytes.length) });
};

const disconnected = (scene: FaultScene): Response => {
  const socket = socketOf(scene.env);
  if (socket === undefined) throw new Disconnected();
  socket.destroy();
  return nobody();
};

const hung = async (scene: FaultScene): Promise<Response> => {
  await ended(scene.signal);
  return nobody();
};

const big = (bytes: number): string => {
  const frame = envelope({ page: 1, data: [''] });
  const at = frame.indexOf('""') + 1;
  return frame.slice(0, at) + 'x'.repeat(Math.max(0, bytes - frame.length)) + frame.slice(at);
};

/** Statuses with which HTTP allows no body. */
const bodiless = new Set([204, 205, 304]);

const statusAnswer = (
  fault: Extract<AnsweringFault, { kind: 'status' }>,
  scene: FaultScene,
): Response => {
  const answer = bodiless.has(fault.status)
    ? new Response(null, { status: fault.status })
    : scene.refuse(fault.status);
  if (fault.retryAfter !== undefined) answer.headers.set('Retry-After', String(fault.retryAfter));
  return answer;
};

/** Answers as a fault demands. */
export const faultAnswer = (
  fault: AnsweringFault,
  scene: FaultScene,
): Response | Promise<Response> => {
  switch (fault.kind) {
    case 'status':
      return statusAnswer(fault, scene);
    case 'malformed':
      return raw('{"code":200,"status":"ok","page":1,"data":[{"id_produk":', 200, json);
    case 'truncate':
      return truncated(scene);
    case 'hang':
      return hung(scene);
    case 'disconnect':
      return disconnected(scene);
    case 'body':
      return raw(bodiless.has(fault.status) ? null : fault.body, fault.status, {
        'Content-Type': fault.type,
      });
    case 'big':
      return raw(big(fault.bytes), 200, json);
    case 'rows':
      return raw(envelope({ page: 1, data: fault.rows }), 200, json);
    case 'data':
      return raw(envelope({ page: 1, data: fault.data }), 200, json);
  }
};
