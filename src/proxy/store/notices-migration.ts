/** What the operator is told of, once for each channel. */
import type { Migration } from 'kysely';

export const createNoticesTable: Migration = {
  async up(db) {
    await db.schema
      .createTable('notices')
      .addColumn('id', 'text', (c) => c.notNull())
      .addColumn('channel', 'text', (c) => c.notNull())
      .addColumn('kind', 'text', (c) => c.notNull())
      .addColumn('subject', 'text', (c) => c.notNull())
      .addColumn('at', 'bigint', (c) => c.notNull())
      .addColumn('state', 'text', (c) => c.notNull())
      .addColumn('attempts', 'integer', (c) => c.notNull())
      .addColumn('next_attempt_at', 'bigint', (c) => c.notNull())
      .addColumn('claimed_at', 'bigint')
      .addPrimaryKeyConstraint('notices_once', ['id', 'channel'])
      .execute();
    await db.schema
      .createIndex('notices_due')
      .on('notices')
      .columns(['channel', 'state', 'next_attempt_at'])
      .execute();
  },
};
