/** Orders of the shop's own checkout, and its transactions. */
import type { Migration } from 'kysely';

export const createCheckoutTables: Migration = {
  async up(db) {
    await db.schema.alterTable('orders').addColumn('payment_number', 'text').execute();
    await db.schema.alterTable('orders').addColumn('transaction_id', 'text').execute();
    await db.schema.alterTable('orders').addColumn('unit', 'integer').execute();
    await db.schema
      .createIndex('orders_of_checkout')
      .on('orders')
      .columns(['payment_number', 'transaction_id', 'unit'])
      .unique()
      .execute();
    await db.schema
      .createTable('checkouts')
      .addColumn('payment_number', 'text', (c) => c.primaryKey())
      .addColumn('version', 'integer', (c) => c.notNull())
      .addColumn('state', 'text', (c) => c.notNull())
      .addColumn('kind', 'text')
      .addColumn('is_older', 'integer')
      .addColumn('reason', 'text')
      .addColumn('intent_at', 'bigint')
      .addColumn('intent_node', 'text')
      .addColumn('state_entered_at', 'bigint', (c) => c.notNull())
      .addColumn('attempts', 'integer', (c) => c.notNull())
      .addColumn('next_attempt_at', 'bigint')
      .addColumn('lease_node', 'text')
      .addColumn('lease_until', 'bigint')
      .addColumn('created_at', 'bigint', (c) => c.notNull())
      .addColumn('updated_at', 'bigint', (c) => c.notNull())
      .execute();
    await db.schema
      .createIndex('checkouts_due')
      .on('checkouts')
      .column('next_attempt_at')
      .execute();
    await db.schema
      .createTable('checkout_events')
      .addColumn('payment_number', 'text', (c) =>
        c.notNull().references('checkouts.payment_number'),
      )
      .addColumn('version', 'integer', (c) => c.notNull())
      .addColumn('at', 'bigint', (c) => c.notNull())
      .addColumn('from_state', 'text')
      .addColumn('to_state', 'text', (c) => c.notNull())
      .addColumn('note', 'text', (c) => c.notNull())
      .addColumn('node', 'text', (c) => c.notNull())
      .addPrimaryKeyConstraint('checkout_events_once', ['payment_number', 'version'])
      .execute();
  },
};
