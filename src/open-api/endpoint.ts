/** How an endpoint is described, and how its rows are read. */
import type * as z from 'zod/mini';

/** Who is logged in, as the app fills it in: `{{id_user}}` and `{{token_user}}`. */
export interface Shopper {
  readonly id: string;
  readonly token: string;
}

/** Query parameters of a request. */
export type Query = Readonly<Record<string, string>>;

/**
 * One of the Open API's lists (all GET). The names in its rows are those of the documentation:
 * designers bind to them in templates, so one vocabulary serves the wire, the code and the page.
 */
export interface Endpoint<T> {
  readonly path: string;
  readonly row: z.ZodMiniType<T>;
  /** Tells rows apart where pages may overlap. */
  readonly idOf?: (row: T) => string;
  /** Asked with the shopper's id and token. */
  readonly isPersonal?: true;
  /** How long an answer is fresh, ms. */
  readonly ttlMs: number;
}

export const MINUTE_MS = 60_000;

/** Rows that could be read, and how many were sent: the difference was dropped. */
export interface Rows<T> {
  readonly rows: readonly T[];
  readonly receivedCount: number;
}

/** Reads each row on its own: a bad one is dropped, the rest is shown. */
export function parseValidRows<T>(schema: z.ZodMiniType<T>, value: unknown): Rows<T> {
  const received: unknown[] = Array.isArray(value) ? value : [];
  const rows: T[] = [];
  for (const row of received) {
    const parsed = schema.safeParse(row);
    if (parsed.success) rows.push(parsed.data);
  }
  return { rows, receivedCount: received.length };
}
