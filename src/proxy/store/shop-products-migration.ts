/** What is known of the products that the shop's own checkout sells, and what we have changed of them. */
import type { Migration } from 'kysely';

export const createShopProductTables: Migration = {
  async up(db) {
    await db.schema
      .createTable('shop_products')
      .addColumn('id', 'text', (c) => c.primaryKey())
      .addColumn('name', 'text')
      .addColumn('price', 'bigint')
      .addColumn('stock', 'bigint')
      .addColumn('fault', 'text')
      .addColumn('seen_at', 'bigint')
      .addColumn('looked_at', 'bigint')
      .addColumn('held_price', 'bigint')
      .addColumn('accepted_price', 'bigint')
      .addColumn('page_url', 'text')
      .addColumn('page_searched_at', 'bigint')
      .execute();
    await db.schema
      .createTable('shop_product_changes')
      .addColumn('id', 'text', (c) => c.primaryKey())
      .addColumn('product_id', 'text', (c) => c.notNull())
      .addColumn('at', 'bigint', (c) => c.notNull())
      .addColumn('price', 'bigint')
      .addColumn('stock', 'bigint')
      .addColumn('node', 'text', (c) => c.notNull())
      .execute();
    await db.schema
      .createIndex('shop_product_changes_at')
      .on('shop_product_changes')
      .column('at')
      .execute();
  },
};
