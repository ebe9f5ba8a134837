/** What members are told of their orders of the shop's own checkout. */
import type { Migration } from 'kysely';

export const createMemberMessagesTable: Migration = {
  async up(db) {
    await db.schema
      .createTable('member_messages')
      .addColumn('order_id', 'text', (c) => c.notNull().references('orders.id'))
      .addColumn('event', 'text', (c) => c.notNull())
      .addColumn('payment_number', 'text', (c) => c.notNull())
      .addColumn('at', 'bigint', (c) => c.notNull())
      .addColumn('state', 'text', (c) => c.notNull())
      .addColumn('attempts', 'integer', (c) => c.notNull())
      .addColumn('next_attempt_at', 'bigint', (c) => c.notNull())
      .addColumn('claimed_at', 'bigint')
      .addPrimaryKeyConstraint('member_messages_once', ['order_id', 'event'])
      .execute();
    await db.schema
      .createIndex('member_messages_due')
      .on('member_messages')
      .columns(['state', 'next_attempt_at'])
      .execute();
  },
};
