/** Bodies of requests: bounded, read once, and unknown until a schema has read them. */
import type { Context, MiddlewareHandler } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import type { z } from 'zod';
import { ProblemError } from '../problem.js';
import type { ProxyEnv } from './env.js';

/** bytes */
export const LARGEST_BODY = 64 * 1024;

const limit: MiddlewareHandler<ProxyEnv> = bodyLimit({
  maxSize: LARGEST_BODY,
  onError: () => {
    throw new ProblemError('body_too_large');
  },
});

/**
 * Waits until the body is there, whole.
 *
 * @throws ProblemError `body_too_large`, or `bad_request` where its sender went away in the middle
 */
export async function takeBody(c: Context<ProxyEnv, string>): Promise<void> {
  try {
    await limit(c, async () => {
      await bodyOf(c);
    });
  } catch (error) {
    throw error instanceof ProblemError ? error : new ProblemError('bad_request');
  }
}

/** The exact bytes; may be asked for more than once. */
export async function bodyOf(c: Context): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await c.req.arrayBuffer());
}

/** @throws ProblemError `not_supported_media_type`, `not_json` or `bad_request` */
export async function jsonOf<T>(c: Context, schema: z.ZodType<T>): Promise<T> {
  const type = c.req.header('Content-Type')?.split(';')[0]?.trim().toLowerCase();
  if (type !== 'application/json') throw new ProblemError('not_supported_media_type');
  const read = schema.safeParse(parse(await bodyOf(c)));
  if (!read.success) throw new ProblemError('bad_request');
  return read.data;
}

function parse(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    throw new ProblemError('not_json');
  }
}
