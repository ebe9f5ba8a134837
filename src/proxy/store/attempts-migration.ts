/** Several suppliers for one order: what is left of its offers, and a row for each attempt. */
import type { Migration } from 'kysely';

export const createAttemptsTable: Migration = {
  async up(db) {
    await db.schema.alterTable('orders').addColumn('field_names', 'text').execute();
    await db.schema.alterTable('orders').addColumn('alternates', 'text').execute();
    await db.schema
      .alterTable('orders')
      .addColumn('attempt_number', 'integer', (c) => c.notNull().defaultTo(1))
      .execute();
    await db.schema
      .createTable('attempts')
      .addColumn('order_id', 'text', (c) => c.notNull().references('orders.id'))
      .addColumn('number', 'integer', (c) => c.notNull())
      .addColumn('provider', 'text', (c) => c.notNull())
      .addColumn('product', 'text', (c) => c.notNull())
      .addColumn('item', 'text', (c) => c.notNull())
      .addColumn('cost', 'bigint')
      .addColumn('reference', 'text', (c) => c.notNull().unique())
      .addColumn('started_at', 'bigint', (c) => c.notNull())
      .addColumn('ended_at', 'bigint')
      .addColumn('outcome', 'text')
      .addColumn('callback_handle', 'text')
      .addColumn('is_look_due', 'integer')
      .addColumn('found_at', 'bigint')
      .addPrimaryKeyConstraint('attempts_once', ['order_id', 'number'])
      .execute();
  },
};
