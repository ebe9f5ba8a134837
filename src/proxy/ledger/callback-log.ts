/** Records that a callback was received, for which order, and its digest; never its contents. */
import { sha256 } from '../crypto/digest.js';
import type { Log } from '../observability/log.js';
import type { Platform } from '../platform.js';
import type { Database } from '../store/database.js';
import type { CallbackRow } from '../store/tables.js';
import { DAY_MS } from '../time.js';

/** ms until a record is deleted */
const RETENTION_MS = 90 * DAY_MS;

export class CallbackLog {
  readonly #db: Database['db'];
  readonly #platform: Pick<Platform, 'now' | 'randomBytes'>;
  readonly #log: Log;

  constructor({ db }: Database, platform: Pick<Platform, 'now' | 'randomBytes'>, log: Log) {
    this.#db = db;
    this.#platform = platform;
    this.#log = log;
  }

  /** @param item the code that a product callback names, for all nodes */
  async record(
    source: CallbackRow['source'],
    body: Uint8Array,
    orderId: string | null,
    note: string,
    item = '',
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
        digest: sha256(body),
        note: item === '' ? note : `${note}:${item}`,
      })
      .execute();
  }

  /** Logs a callback without the secret. Anybody can send any number of these, so none is stored. */
  logRefused(source: CallbackRow['source']): Promise<void> {
    this.#log.warn('callback', { provider: source, code: 'refused' });
    return Promise.resolve();
  }

  /** Deletes records older than the retention time. */
  async prune(): Promise<void> {
    await this.#db
      .deleteFrom('callbacks')
      .where('at', '<', this.#platform.now() - RETENTION_MS)
      .execute();
  }
}
