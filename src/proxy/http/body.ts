/**
 * Bodies of requests: limited in size, buffered once, and `unknown` until a schema has read them.
 * Nothing else may read a body from the network.
 */
import type { Context, MiddlewareHandler } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import type { z } from 'zod';
import { ProblemError } from '../problem.js';
import type { ProxyEnv } from './env.js';

/** bytes */
export const MAX_BODY_BYTES = 64 * 1024;

const limitBodySize: MiddlewareHandler<ProxyEnv> = bodyLimit({
  maxSize: MAX_BODY_BYTES,
  onError: () => {
    throw new ProblemError('body_too_large');
  },
});

/**
 * Waits for the whole body.
 *
 * @throws ProblemError `body_too_large`, or `bad_request` where the client hung up in the middle
 */
export async function bufferBody(c: Context<ProxyEnv, string>): Promise<void> {
  try {
    await limitBodySize(c, async () => {
      await bodyBytes(c);
    });
  } catch (error) {
    throw error instanceof ProblemError ? error : new ProblemError('bad_request');
  }
}

/** The exact bytes; may be called more than once. */
export async function bodyBytes(c: Context): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await c.req.arrayBuffer());
}

/** @throws ProblemError `not_supported_media_type`, `not_json` or `bad_request` */
export async function readJsonBody<T>(c: Context, schema: z.ZodType<T>): Promise<T> {
  const type = c.req.header('Content-Type')?.split(';')[0]?.trim().toLowerCase();
  if (type !== 'application/json') throw new ProblemError('not_supported_media_type');
  const json = parseJson(await bodyBytes(c), STRICT_UTF8);
  if (json === undefined) throw new ProblemError('not_json');
  const read = schema.safeParse(json);
  if (!read.success) throw new ProblemError('bad_request');
  return read.data;
}

const STRICT_UTF8 = new TextDecoder('utf-8', { fatal: true });

/** `undefined` where the bytes are not JSON. */
export function parseJson(bytes: Uint8Array, decoder = new TextDecoder()): unknown {
  try {
    return JSON.parse(decoder.decode(bytes));
  } catch {
    return undefined;
  }
}
