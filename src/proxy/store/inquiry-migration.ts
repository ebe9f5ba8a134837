/** Bills: the inquiry that an order's payment names. */
import type { Migration } from 'kysely';

export const addInquiry: Migration = {
  async up(db) {
    await db.schema.alterTable('orders').addColumn('inquiry', 'text').execute();
  },
};
