import { IncomingMessage } from 'node:http';
import { envelope } from '../http/json-responses.js';
import { setRealTimer, type SetTimer } from '../platform.js';
import type { RespondingFault } from './fault-plan.js';

/** Thrown where there is no socket to close: the request then fails as with a network error. */
export class ConnectionCutError extends Error {
  constructor() {
    super('The sandbox closed the connection');
    this.name = 'Disconnected';
  }
}

/** The request and the response that a fault replaces. */
export interface FaultContext {
  /** Aborted when the client disconnects or the sandbox closes. */
  readonly signal: AbortSignal;
  /** The server's bindings; those of `@hono/node-server` contain the socket. */
  readonly env: unknown;
  /** The body without the fault, which `truncate` cuts. */
  readonly originalBody: string;
  /** An error response in the API's own format. */
  readonly refuse: (status: number) => Response;
}

const whenAborted = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });

/** Waits, until the signal is aborted at most. */
export const delayUnlessAborted = (
  durationMs: number,
  signal: AbortSignal,
  setTimer: SetTimer,
): Promise<void> => {
  if (durationMs === 0) return Promise.resolve();
  return new Promise((resolve) => {
    const cancel = setTimer(durationMs, resolve);
    void whenAborted(signal).then(() => {
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

/** The status of a response that is never sent; nginx logs 499 for clients that disconnected. */
export const NO_RESPONSE_STATUS = 499;

const noResponse = (): Response => new Response(null, { status: NO_RESPONSE_STATUS });

/** `no-transform` keeps the compression from buffering or repairing a body broken on purpose. */
const untransformedResponse = (
  body: BodyInit | null,
  status: number,
  headers: Record<string, string>,
): Response =>
  new Response(body, { status, headers: { 'Cache-Control': 'no-transform', ...headers } });

const json = { 'Content-Type': 'application/json' };

/** Milliseconds for the first half to be sent before the socket is closed. */
const FLUSH_MS = 20;

const truncatedResponse = (context: FaultContext): Response => {
  const bytes = new TextEncoder().encode(context.originalBody);
  const socket = socketOf(context.env);
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
          controller.error(new ConnectionCutError());
          return;
        }
        await delayUnlessAborted(FLUSH_MS, context.signal, setRealTimer);
        socket.destroySoon();
        controller.close();
      },
    },
    { highWaterMark: 0 },
  );
  return untransformedResponse(body, 200, { ...json, 'Content-Length': String(bytes.length) });
};

const cutConnection = (context: FaultContext): Response => {
  const socket = socketOf(context.env);
  if (socket === undefined) throw new ConnectionCutError();
  socket.destroy();
  return noResponse();
};

const hangUntilAborted = async (context: FaultContext): Promise<Response> => {
  await whenAborted(context.signal);
  return noResponse();
};

const oversizedBody = (bytes: number): string => {
  const frame = envelope({ page: 1, data: [''] });
  const at = frame.indexOf('""') + 1;
  return frame.slice(0, at) + 'x'.repeat(Math.max(0, bytes - frame.length)) + frame.slice(at);
};

/** Statuses that HTTP does not allow a body with. */
const BODYLESS_STATUSES = new Set([204, 205, 304]);

const statusResponse = (
  fault: Extract<RespondingFault, { kind: 'status' }>,
  context: FaultContext,
): Response => {
  const response = BODYLESS_STATUSES.has(fault.status)
    ? new Response(null, { status: fault.status })
    : context.refuse(fault.status);
  if (fault.retryAfter !== undefined) response.headers.set('Retry-After', String(fault.retryAfter));
  return response;
};

/** The response that a fault puts in place of the shop's. */
export const faultResponse = (
  fault: RespondingFault,
  context: FaultContext,
): Response | Promise<Response> => {
  switch (fault.kind) {
    case 'status':
      return statusResponse(fault, context);
    case 'malformed':
      return untransformedResponse(
        '{"code":200,"status":"ok","page":1,"data":[{"id_produk":',
        200,
        json,
      );
    case 'truncate':
      return truncatedResponse(context);
    case 'hang':
      return hangUntilAborted(context);
    case 'disconnect':
      return cutConnection(context);
    case 'body':
      return untransformedResponse(
        BODYLESS_STATUSES.has(fault.status) ? null : fault.body,
        fault.status,
        { 'Content-Type': fault.type },
      );
    case 'big':
      return untransformedResponse(oversizedBody(fault.bytes), 200, json);
    case 'rows':
      return untransformedResponse(envelope({ page: 1, data: fault.rows }), 200, json);
    case 'data':
      return untransformedResponse(envelope({ page: 1, data: fault.data }), 200, json);
  }
};
