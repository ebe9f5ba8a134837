/** The description of an Open API endpoint, and the parsing of its rows. */
import type * as z from 'zod/mini';
import type { Platform } from './platform.js';
import type { Result } from './result.js';

/** The shopper who is logged in. The app fills in `{{id_user}}` and `{{token_user}}`. */
export interface Shopper {
  readonly id: string;
  readonly token: string;
}

/** Query parameters of a request. */
export type Query = Readonly<Record<string, string>>;

/** `send` (`send.ts`) in the shopper's name. */
export type SendAsShopper = (
  platform: Platform,
  api: string,
  path: string,
  query: Query,
  signal: AbortSignal,
  shopper: Shopper,
) => Promise<Result<unknown>>;

/**
 * One list of the Open API (GET). Rows keep the documented names, because designers bind to them in
 * templates.
 */
export interface Endpoint<T> {
  readonly path: string;
  readonly row: z.ZodMiniType<T>;
  /** Tells rows apart where pages may overlap. */
  readonly idOf?: (row: T) => string;
  /** Requests rows that belong to the shopper; without it, the rows are the same for everyone. */
  readonly send?: SendAsShopper;
  /** How long an answer is fresh, ms. */
  readonly ttlMs: number;
}

export const MINUTE_MS = 60_000;

/** Rows that match the schema, and how many were received; the difference was dropped. */
export interface Rows<T> {
  readonly rows: readonly T[];
  readonly received: number;
}

/**
 * The rows of a list. PHP writes one with gaps as an object: its keys are numbers, or its values are all
 * rows. `null` for anything else, such as a single row.
 */
export function listOf(value: unknown): readonly unknown[] | null {
  if (typeof value !== 'object' || value === null) return null;
  const entries = Object.entries<unknown>({ ...value });
  const isList = entries.every(([key, each]) => /^\d+$/.test(key) || typeof each === 'object');
  return isList ? entries.map(([, each]) => each) : null;
}

/** Parses each row by itself, so that a bad one does not hide the others. */
export function parseValidRows<T>(schema: z.ZodMiniType<T>, value: unknown): Rows<T> {
  const received = listOf(value) ?? [];
  const rows: T[] = [];
  for (const row of received) {
    const parsed = schema.safeParse(row);
    if (parsed.success) rows.push(parsed.data);
  }
  return { rows, received: received.length };
}
