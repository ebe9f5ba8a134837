/** Bodies of requests: bounded, read once, and unknown until a schema has read them. */
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
 * Waits until the body is there, whole.
 *
 * @throws ProblemError `body_too_large`, or `bad_request` where its sender went away in the middle
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

/** The exact bytes; may be asked for more than once. */
export async function bodyBytes(c: Context): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await c.req.arrayBuffer());
}

/** @throws ProblemError `not_supported_media_type`, `not_json` or `bad_request` */
export async function readJsonBody<T>(c: Context, schema: z.ZodType<T>): Promise<T> {
  const type = c.req.header('Content-Type')?.split(';')[0]?.trim().toLowerCase();
  if (type !== 'application/json') throw new ProblemError('not_supported_media_type');
  const read = schema.safeParse(parseJson(await bodyBytes(c)));
  if (!read.success) throw new ProblemError('bad_request');
  return read.data;
}

function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    throw new ProblemError('not_json');
  }
}
