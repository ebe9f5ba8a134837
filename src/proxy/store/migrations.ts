/** The schema as a list of migrations, the same for SQLite and PostgreSQL. A released one never changes. */
import { Migrator, sql, type Kysely, type Migration } from 'kysely';
import { sha256 } from '../crypto/digest.js';
import { createAttemptsTable } from './attempts-migration.js';
import { createCheckoutTables } from './checkouts-migration.js';
import { addInquiry } from './inquiry-migration.js';
import { createMemberMessagesTable } from './member-messages-migration.js';
import { createNoticesTable } from './notices-migration.js';
import { toOrderNumber } from './order-number.js';
import { createShopProductTables } from './shop-products-migration.js';

const initialSchema: Migration = {
  async up(db) {
    await db.schema
      .createTable('orders')
      .addColumn('id', 'text', (c) => c.primaryKey())
      .addColumn('version', 'integer', (c) => c.notNull())
      .addColumn('state', 'text', (c) => c.notNull())
      .addColumn('shopper', 'text', (c) => c.notNull())
      .addColumn('idempotency_key', 'text', (c) => c.notNull())
      .addColumn('request_hash', 'text', (c) => c.notNull())
      .addColumn('quote_id', 'text', (c) => c.notNull().unique())
      .addColumn('provider', 'text', (c) => c.notNull())
      .addColumn('paid_by', 'text', (c) => c.notNull())
      .addColumn('product', 'text', (c) => c.notNull())
      .addColumn('item', 'text', (c) => c.notNull())
      .addColumn('title', 'text', (c) => c.notNull())
      .addColumn('item_name', 'text', (c) => c.notNull())
      .addColumn('fields', 'text', (c) => c.notNull())
      .addColumn('price', 'bigint', (c) => c.check(sql`price >= 0`))
      .addColumn('cost', 'bigint', (c) => c.check(sql`cost >= 0`))
      .addColumn('shopper_secret', 'text', (c) => c.notNull())
      .addColumn('shopper_address', 'text')
      .addColumn('pin_node', 'text')
      .addColumn('debit_tag', 'text', (c) => c.notNull())
      .addColumn('refund_tag', 'text', (c) => c.notNull())
      .addColumn('handle', 'text')
      .addColumn('hint', 'text')
      .addColumn('callback_key', 'text', (c) => c.notNull().unique())
      .addColumn('invoice_url', 'text')
      .addColumn('voucher', 'text')
      .addColumn('reason', 'text')
      .addColumn('detail', 'text')
      .addColumn('intent_at', 'bigint')
      .addColumn('intent_node', 'text')
      .addColumn('state_at', 'bigint', (c) => c.notNull())
      .addColumn('looks', 'integer', (c) => c.notNull())
      .addColumn('due_at', 'bigint')
      .addColumn('lease_node', 'text')
      .addColumn('lease_until', 'bigint')
      .addColumn('watch_until', 'bigint')
      .addColumn('created_at', 'bigint', (c) => c.notNull())
      .addColumn('updated_at', 'bigint', (c) => c.notNull())
      .addUniqueConstraint('orders_once', ['shopper', 'idempotency_key'])
      .execute();
    await db.schema.createIndex('orders_due').on('orders').column('due_at').execute();
    await db.schema
      .createIndex('orders_of_shopper')
      .on('orders')
      .columns(['shopper', 'created_at'])
      .execute();
    await db.schema.createIndex('orders_in_state').on('orders').column('state').execute();

    await db.schema
      .createTable('order_events')
      .addColumn('order_id', 'text', (c) => c.notNull().references('orders.id'))
      .addColumn('version', 'integer', (c) => c.notNull())
      .addColumn('at', 'bigint', (c) => c.notNull())
      .addColumn('kind', 'text', (c) => c.notNull())
      .addColumn('from_state', 'text')
      .addColumn('to_state', 'text', (c) => c.notNull())
      .addColumn('note', 'text', (c) => c.notNull())
      .addColumn('node', 'text', (c) => c.notNull())
      .execute();
    await db.schema
      .createIndex('order_events_of_order')
      .on('order_events')
      .columns(['order_id', 'version'])
      .execute();

    await db.schema
      .createTable('members')
      .addColumn('id_user', 'text', (c) => c.primaryKey())
      .addColumn('busy_order', 'text')
      .addColumn('free_at', 'bigint', (c) => c.notNull())
      .execute();

    await db.schema
      .createTable('proofs')
      .addColumn('id', 'text', (c) => c.primaryKey())
      .addColumn('expires_at', 'bigint', (c) => c.notNull())
      .execute();
    await db.schema.createIndex('proofs_expired').on('proofs').column('expires_at').execute();

    await db.schema
      .createTable('callbacks')
      .addColumn('id', 'text', (c) => c.primaryKey())
      .addColumn('at', 'bigint', (c) => c.notNull())
      .addColumn('source', 'text', (c) => c.notNull())
      .addColumn('order_id', 'text')
      .addColumn('digest', 'text', (c) => c.notNull())
      .addColumn('note', 'text', (c) => c.notNull())
      .execute();
    await db.schema.createIndex('callbacks_at').on('callbacks').column('at').execute();

    await db.schema
      .createTable('facts')
      .addColumn('name', 'text', (c) => c.primaryKey())
      .addColumn('value', 'text', (c) => c.notNull())
      .addColumn('at', 'bigint', (c) => c.notNull())
      .execute();
  },
};

const createGuessesTable: Migration = {
  async up(db) {
    await db.schema
      .createTable('guesses')
      .addColumn('subject', 'text', (c) => c.primaryKey())
      .addColumn('count', 'integer', (c) => c.notNull())
      .addColumn('last_at', 'bigint', (c) => c.notNull())
      .addColumn('forget_at', 'bigint', (c) => c.notNull())
      .execute();
    await db.schema.createIndex('guesses_forgotten').on('guesses').column('forget_at').execute();
  },
};

/** Old name to new name, by table as it is called before `TABLE_RENAMES`. */
const COLUMN_RENAMES = {
  orders: {
    looks: 'attempts',
    due_at: 'next_attempt_at',
    state_at: 'state_entered_at',
    hint: 'callback_handle',
  },
  members: { busy_order: 'locked_by_order', free_at: 'unlocked_at' },
} as const;
const TABLE_RENAMES = {
  members: 'member_locks',
  facts: 'shop_facts',
  guesses: 'failed_attempts',
} as const;

/** Indexes and constraints keep their names; both databases let them follow the columns. */
const renameToPlainTerms: Migration = {
  async up(db) {
    for (const [table, columns] of Object.entries(COLUMN_RENAMES)) {
      for (const [from, to] of Object.entries(columns)) {
        await db.schema.alterTable(table).renameColumn(from, to).execute();
      }
    }
    for (const [from, to] of Object.entries(TABLE_RENAMES)) {
      await db.schema.alterTable(from).renameTo(to).execute();
    }
  },
};

/** Rows that one statement fills: two parameters each, and SQLite takes 32,766. */
const FILL_BATCH_ROWS = 1_000;

/**
 * Gives every order a number. The default is for SQLite, which adds no other column that cannot be null;
 * the unique index refuses a second order without a number.
 */
const addOrderNumber: Migration = {
  async up(db: Kysely<{ orders: { id: string } }>) {
    await db.schema
      .alterTable('orders')
      .addColumn('number', 'text', (c) => c.notNull().defaultTo(''))
      .execute();
    const taken = new Set<string>();
    for (let lastId = ''; ;) {
      const rows = await db
        .selectFrom('orders')
        .select('id')
        .where('id', '>', lastId)
        .orderBy('id')
        .limit(FILL_BATCH_ROWS)
        .execute();
      const last = rows.at(-1);
      if (!last) break;
      lastId = last.id;
      const pairs = rows.map(({ id }) => sql`(${id}, ${createFreeNumber(id, taken)})`);
      await sql`update orders set number = filled.column2
        from (values ${sql.join(pairs)}) as filled where orders.id = filled.column1`.execute(db);
    }
    await db.schema
      .createIndex('orders_by_number')
      .unique()
      .on('orders')
      .column('number')
      .execute();
  },
};

/** A number made from the id, and from another digest of it while another order has that number. */
function createFreeNumber(id: string, taken: Set<string>): string {
  for (let attempt = 0; ; attempt += 1) {
    const digest = sha256(`${String(attempt)}:${id}`);
    const number = toOrderNumber(Buffer.from(digest, 'base64url'));
    if (taken.has(number)) continue;
    taken.add(number);
    return number;
  }
}

const createSupplyTables: Migration = {
  async up(db) {
    await db.schema
      .createTable('suppliers')
      .addColumn('provider', 'text', (c) => c.primaryKey())
      .addColumn('deposit', 'bigint')
      .addColumn('deposit_read_at', 'bigint')
      .addColumn('short_cost', 'bigint')
      .addColumn('stop', 'text')
      .addColumn('stopped_at', 'bigint')
      .execute();
    await db.schema
      .createTable('switches')
      .addColumn('what', 'text', (c) => c.primaryKey())
      .addColumn('until', 'bigint')
      .addColumn('say', 'text')
      .addColumn('at', 'bigint', (c) => c.notNull())
      .execute();
  },
};

const createQuotaDaysTable: Migration = {
  async up(db) {
    await db.schema
      .createTable('quota_days')
      .addColumn('day', 'text', (c) => c.primaryKey())
      .addColumn('calls', 'bigint', (c) => c.notNull())
      .addColumn('calls_when_spent', 'bigint')
      .execute();
  },
};

const addInvoicePaidAt: Migration = {
  async up(db) {
    await db.schema.alterTable('orders').addColumn('paid_at', 'bigint').execute();
  },
};

const addChargedCost: Migration = {
  async up(db) {
    await db.schema.alterTable('orders').addColumn('charged_cost', 'bigint').execute();
  },
};

const addCorrections: Migration = {
  async up(db) {
    await db.schema.alterTable('orders').addColumn('correction_tag', 'text').execute();
    await db.schema.alterTable('orders').addColumn('delivered_at', 'bigint').execute();
  },
};

/** Counts and sums of orders by state are read from this index alone, and orders are found by state in it. */
const indexAmounts: Migration = {
  async up(db) {
    await db.schema.dropIndex('orders_in_state').execute();
    await db.schema
      .createIndex('orders_by_state')
      .on('orders')
      .columns(['state', 'paid_by', 'provider', 'price', 'delivered_at'])
      .execute();
  },
};

const addTrialMark: Migration = {
  async up(db) {
    await db.schema.alterTable('orders').addColumn('is_trial', 'integer').execute();
  },
};

/** Never edited once released: a change is a new migration. */
const MIGRATIONS: Readonly<Record<string, Migration>> = {
  '0001_first': initialSchema,
  '0002_guesses': createGuessesTable,
  '0003_plain_terms': renameToPlainTerms,
  '0004_order_number': addOrderNumber,
  '0005_supply': createSupplyTables,
  '0006_quota_days': createQuotaDaysTable,
  '0007_invoice_paid_at': addInvoicePaidAt,
  '0008_charged_cost': addChargedCost,
  '0009_notices': createNoticesTable,
  '0010_corrections': addCorrections,
  '0011_index_amounts': indexAmounts,
  '0012_trial_mark': addTrialMark,
  '0013_attempts': createAttemptsTable,
  '0014_inquiry': addInquiry,
  '0015_checkouts': createCheckoutTables,
  '0016_shop_products': createShopProductTables,
  '0017_member_messages': createMemberMessagesTable,
};

/** In the order in which they run. */
export const MIGRATION_NAMES: readonly string[] = Object.keys(MIGRATIONS);

/**
 * Brings the schema up to date, for a process that has the database for itself.
 *
 * @param target name of the last migration to run; all of them by default
 */
export async function migrate<T>(db: Kysely<T>, target?: string): Promise<void> {
  const migrator = new Migrator({
    db,
    provider: { getMigrations: () => Promise.resolve({ ...MIGRATIONS }) },
  });
  const { error } =
    target === undefined ? await migrator.migrateToLatest() : await migrator.migrateTo(target);
  if (error !== undefined) throw new Error('The database could not be migrated.', { cause: error });
}

/** An advisory lock of PostgreSQL; any number that no other program uses. */
const MIGRATION_LOCK_ID = 715_283;

/**
 * `migrate` on PostgreSQL, where several nodes may start at once. Kysely reads the schema before it takes
 * its own lock, and that read fails while another node renames a column: so the nodes take turns.
 */
export const migrateExclusively = <T>(db: Kysely<T>): Promise<void> =>
  db.connection().execute(async (lockHolder) => {
    await sql`select pg_advisory_lock(${MIGRATION_LOCK_ID})`.execute(lockHolder);
    try {
      await migrate(db);
    } finally {
      await sql`select pg_advisory_unlock(${MIGRATION_LOCK_ID})`.execute(lockHolder);
    }
  });
