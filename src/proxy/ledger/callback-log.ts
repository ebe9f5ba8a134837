/** The record of callbacks: that they came, for which order, and a digest; never what they said. */
import { createHash } from 'node:crypto';
import type { Log } from '../observability/log.js';
import type { Platform } from '../platform.js';
import type { Database } from '../store/database.js';
import type { CallbackRow } from '../store/tables.js';

/** For how long callbacks are kept, ms. */
const RETENTION_MS = 90 * 24 * 3_600_000;

export class CallbackLog {
  readonly #db: Database['db'];
  readonly #platform: Pick<Platform, 'now' | 'randomBytes'>;
  readonly #log: Log;

  constructor({ db }: Database, platform: Pick<Platform, 'now' | 'randomBytes'>, log: Log) {
    this.#db = db;
    this.#platform = platform;
    this.#log = log;
  }

  async record(
    source: CallbackRow['source'],
    body: Uint8Array,
    orderId: string | null,
    note: string,
  ): Promise<void> {
    this.#log.info('callback', {
      provider: source,
      code: note,
      ...(orderId !== null && { order: orderId }),
    });
    await this.#db
      .insertInto('callbacks')
      .values({
        id: Buffer.from(this.#platform.randomBytes(16)).toString('hex'),
        at: this.#platform.now(),
        source,
        order_id: orderId,
        digest: createHash('sha256').update(body).digest('base64url'),
        note,
      })
      .execute();
  }

  /** A callback without the secret. Anybody can send as many as they like: only the log tells. */
  logRefused(source: CallbackRow['source']): Promise<void> {
    this.#log.warn('callback', { provider: source, code: 'refused' });
    return Promise.resolve();
  }

  /** Forgets what is too old to matter. */
  async prune(): Promise<void> {
    await this.#db
      .deleteFrom('callbacks')
      .where('at', '<', this.#platform.now() - RETENTION_MS)
      .execute();
  }
}
