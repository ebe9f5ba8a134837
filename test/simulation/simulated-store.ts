/**
 * One database for all nodes of a run: SQLite in memory, migrated once for a process and emptied
 * before each run. Every node has its own connection, which may be slow, break, or die in the middle of
 * a transaction; the transaction is then rolled back.
 */
import {
  CompiledQuery,
  Kysely,
  SqliteAdapter,
  SqliteDialect,
  SqliteDriver,
  SqliteIntrospector,
  SqliteQueryCompiler,
  type DatabaseConnection,
  type Driver,
  type QueryResult,
  type SqliteDatabase,
} from 'kysely';
import { z } from 'zod';
import type { Database } from '../../src/proxy/store/database.js';
import { migrate } from '../../src/proxy/store/migrations.js';
import { openSqlite } from '../../src/proxy/store/sqlite.js';
import type {
  AttemptRow,
  CheckoutEventRow,
  CheckoutRow,
  OrderEventRow,
  OrderRow,
  QuotaDayRow,
  SupplierRow,
  Tables,
} from '../../src/proxy/store/tables.js';

/** The rows of each table. */
export type StoreBackup = ReadonlyMap<string, readonly Readonly<Record<string, unknown>>[]>;

/** How one statement ends. */
export type StatementOutcome =
  | { readonly kind: 'done' }
  /** Executed at once, and answered after `ms`. */
  | { readonly kind: 'slow'; readonly ms: number }
  /** The connection breaks; `isDone`: after the statement was executed. */
  | { readonly kind: 'broken'; readonly isDone: boolean }
  /** The client crashes before the answer arrives. */
  | { readonly kind: 'dead'; readonly isDone: boolean };

/** The owner of a connection. */
export interface StoreClient {
  readonly isAlive: boolean;
  drawStatementOutcome(this: void, sql: string): StatementOutcome;
  pause(this: void, ms: number): Promise<void>;
  crash(this: void): void;
  /** Called with every write, to search it for secrets. */
  onWrite(this: void, sql: string, parameters: readonly unknown[]): void;
  /** Called after each commit. */
  onCommit(this: void): void;
}

/** Every table but the migrations', in the order of their creation: what refers comes last. */
const TABLES_QUERY =
  "select name from sqlite_master where type = 'table' and name not like 'kysely_%' order by rowid";
const WRITE_STATEMENT = /^(insert|update|delete)/i;
const EVENT_INSERT = /^insert into "(order|checkout)_events"/i;

/** A new promise for each call, so that its waiters can be garbage-collected. */
const never = () => new Promise<never>(() => undefined);
/** A function, because a client may crash during an await. */
const isCrashed = (client: StoreClient): boolean => !client.isAlive;
const attemptRows = z.array(z.custom<AttemptRow>((row) => typeof row === 'object'));
const orderRows = z.array(z.custom<OrderRow>((row) => typeof row === 'object'));
const eventRows = z.array(z.custom<OrderEventRow>((row) => typeof row === 'object'));
const checkoutRows = z.array(z.custom<CheckoutRow>((row) => typeof row === 'object'));
const checkoutEventRows = z.array(z.custom<CheckoutEventRow>((row) => typeof row === 'object'));
const quotaDayRows = z.array(z.custom<QuotaDayRow>((row) => typeof row === 'object'));
const supplierRows = z.array(z.custom<SupplierRow>((row) => typeof row === 'object'));
const tableNames = z.array(z.object({ name: z.string() }));
const rowObjects = z.array(z.record(z.string(), z.unknown()));
const dueRow = z.tuple([z.object({ due: z.number().nullable() })]);
const changesRow = z.tuple([z.object({ count: z.number() })]);

export class SimulatedStore {
  readonly #sqlite: SqliteDatabase;
  readonly #driver: SqliteDriver;
  readonly #tables: readonly string[];
  /** the client whose transaction is open */
  #holder: StoreClient | null = null;
  #isInTransaction = false;
  /** parameters of the open transaction's statements that changed rows */
  readonly #uncommitted = new Set<unknown>();
  #hasNewEvents = false;
  /** cached until the next write */
  #due: number | null | undefined;

  private constructor(sqlite: SqliteDatabase, driver: SqliteDriver) {
    this.#sqlite = sqlite;
    this.#driver = driver;
    this.#tables = tableNames.parse(this.#selectAll(TABLES_QUERY)).map(({ name }) => name);
  }

  static async open(): Promise<SimulatedStore> {
    const sqlite = await openSqlite(':memory:');
    await migrate(new Kysely<Tables>({ dialect: new SqliteDialect({ database: sqlite }) }));
    const driver = new SqliteDriver({ database: sqlite });
    await driver.init();
    return new SimulatedStore(sqlite, driver);
  }

  clear(): void {
    for (const table of this.#tables.toReversed())
      this.#sqlite.prepare(`delete from ${table}`).run([]);
    this.#due = undefined;
    this.#hasNewEvents = false;
  }

  /** A consistent copy of all rows; only between transactions. */
  backUp(): StoreBackup {
    return new Map(
      this.#tables.map((table) => [
        table,
        rowObjects.parse(this.#selectAll(`select * from ${table}`)),
      ]),
    );
  }

  restore(backup: StoreBackup): void {
    this.clear();
    for (const [table, rows] of backup) {
      for (const row of rows) {
        const places = Object.keys(row).map(() => '?');
        const sql = `insert into ${table} (${Object.keys(row).join()}) values (${places.join()})`;
        this.#sqlite.prepare(sql).run(Object.values(row));
      }
    }
  }

  /** The database as one client sees it. */
  connect(client: StoreClient): Database {
    const driver = this.#createDriver(client);
    const dialect = {
      createAdapter: () => new SqliteAdapter(),
      createDriver: () => driver,
      createIntrospector: (db: Kysely<Tables>) => new SqliteIntrospector(db),
      createQueryCompiler: () => new SqliteQueryCompiler(),
    };
    return { kind: 'sqlite', db: new Kysely<Tables>({ dialect }) };
  }

  /** Rolls back the open transaction of a dead client, and frees the connection. */
  dropClient(client: StoreClient): void {
    if (this.#holder !== client) return;
    this.#rollback();
    this.#holder = null;
    void this.#driver.releaseConnection();
  }

  /** Whether a transaction is open, whose rows may still be rolled back. */
  get isInTransaction(): boolean {
    return this.#isInTransaction;
  }

  /** Whether an uncommitted statement names the order. */
  isPending(order: string): boolean {
    return this.#uncommitted.has(order);
  }

  /** Whether an order changed since the last call. */
  takeHasNewEvents(): boolean {
    const isTold = this.#hasNewEvents;
    this.#hasNewEvents = false;
    return isTold;
  }

  listOrders(): OrderRow[] {
    return orderRows.parse(this.#selectAll('select * from orders order by created_at, id'));
  }

  listCheckouts(): CheckoutRow[] {
    return checkoutRows.parse(this.#selectAll('select * from checkouts order by payment_number'));
  }

  findCheckout(number: string): CheckoutRow | undefined {
    const sql = 'select * from checkouts where payment_number = ?';
    return checkoutRows.parse(this.#selectAll(sql, number))[0];
  }

  /** The events after the first `count`. */
  listCheckoutEventsAfter(count: number): CheckoutEventRow[] {
    const sql = 'select * from checkout_events order by rowid limit -1 offset ?';
    return checkoutEventRows.parse(this.#selectAll(sql, count));
  }

  findOrderByTag(tag: string): OrderRow | undefined {
    const sql = 'select * from orders where ? in (debit_tag, refund_tag, correction_tag)';
    return orderRows.parse(this.#selectAll(sql, tag))[0];
  }

  /** By its id, which is the reference of its first attempt, or by the reference of another. */
  findOrder(reference: string): OrderRow | undefined {
    const sql =
      'select * from orders where id = coalesce((select order_id from attempts where reference = ?), ?)';
    return orderRows.parse(this.#selectAll(sql, reference, reference))[0];
  }

  listAttempts(order: string): AttemptRow[] {
    const sql = 'select * from attempts where order_id = ? order by number';
    return attemptRows.parse(this.#selectAll(sql, order));
  }

  findSupplier(provider: string): SupplierRow | undefined {
    const sql = 'select * from suppliers where provider = ?';
    return supplierRows.parse(this.#selectAll(sql, provider))[0];
  }

  /** The days with counted calls to the Closed API, the last one first. */
  listQuotaDays(): QuotaDayRow[] {
    return quotaDayRows.parse(this.#selectAll('select * from quota_days order by day desc'));
  }

  /** The events after the first `count`. */
  listEventsAfter(count: number): OrderEventRow[] {
    const sql = 'select * from order_events order by rowid limit -1 offset ?';
    return eventRows.parse(this.#selectAll(sql, count));
  }

  nextAttemptAt(): number | null {
    const due = 'select max(next_attempt_at, coalesce(lease_until + 1, 0)) as due from';
    const sql = `select min(due) as due from (${due} orders union all ${due} checkouts)`;
    if (this.#due === undefined) this.#due = dueRow.parse(this.#selectAll(sql))[0].due;
    return this.#due;
  }

  insertQuotaDay({ day, calls, calls_when_spent: spent }: QuotaDayRow): void {
    this.#sqlite.prepare('insert into quota_days values (?, ?, ?)').run([day, calls, spent]);
  }

  insertFact(name: string, at: number): void {
    this.#sqlite.prepare('insert into shop_facts values (?, ?, ?)').run([name, 'yes', at]);
  }

  #selectAll(sql: string, ...parameters: readonly unknown[]): unknown[] {
    return [...this.#sqlite.prepare(sql).all(parameters)];
  }

  #rollback(): void {
    if (!this.#isInTransaction) return;
    this.#sqlite.prepare('rollback').run([]);
    this.#isInTransaction = false;
    this.#uncommitted.clear();
    this.#due = undefined;
  }

  #createDriver(client: StoreClient): Driver {
    const acquire = async (): Promise<DatabaseConnection> => {
      if (isCrashed(client)) return never();
      const connection = await this.#driver.acquireConnection();
      if (isCrashed(client)) {
        await this.#driver.releaseConnection();
        return never();
      }
      this.#holder = client;
      return {
        executeQuery: (query) => this.#execute(client, connection, query),
        streamQuery: (query, size) => connection.streamQuery(query, size),
      };
    };
    const executeRaw = (sql: string) => (connection: DatabaseConnection) =>
      connection.executeQuery(CompiledQuery.raw(sql)).then(() => undefined);
    return {
      init: () => Promise.resolve(),
      acquireConnection: acquire,
      beginTransaction: executeRaw('begin'),
      commitTransaction: executeRaw('commit'),
      rollbackTransaction: async () => {
        if (isCrashed(client)) return never();
        this.#rollback();
        await Promise.resolve();
      },
      releaseConnection: async () => {
        if (isCrashed(client)) return never();
        this.#holder = null;
        await this.#driver.releaseConnection();
      },
      destroy: () => Promise.resolve(),
    };
  }

  async #execute<R>(
    client: StoreClient,
    connection: DatabaseConnection,
    query: CompiledQuery,
  ): Promise<QueryResult<R>> {
    if (isCrashed(client)) return never();
    const drawStatementOutcome = client.drawStatementOutcome(query.sql);
    if ('isDone' in drawStatementOutcome && !drawStatementOutcome.isDone)
      return this.#fail(client, drawStatementOutcome.kind);
    const result = await this.#run<R>(client, connection, query);
    if (drawStatementOutcome.kind === 'slow') await client.pause(drawStatementOutcome.ms);
    if ('isDone' in drawStatementOutcome) return this.#fail(client, drawStatementOutcome.kind);
    return isCrashed(client) ? never() : result;
  }

  #run<R>(
    client: StoreClient,
    connection: DatabaseConnection,
    query: CompiledQuery,
  ): Promise<QueryResult<R>> {
    const result = connection.executeQuery<R>(query);
    if (query.sql === 'begin') this.#isInTransaction = true;
    if (query.sql === 'commit') {
      this.#isInTransaction = false;
      this.#uncommitted.clear();
      client.onCommit();
    }
    if (WRITE_STATEMENT.test(query.sql)) {
      if (this.#isInTransaction && this.#hasChangedRows()) {
        for (const each of query.parameters) this.#uncommitted.add(each);
      }
      this.#due = undefined;
      if (EVENT_INSERT.test(query.sql)) this.#hasNewEvents = true;
      client.onWrite(query.sql, query.parameters);
    }
    return result;
  }

  /** Whether the last statement changed any row. */
  #hasChangedRows(): boolean {
    return changesRow.parse(this.#selectAll('select changes() as count'))[0].count > 0;
  }

  #fail(client: StoreClient, kind: 'broken' | 'dead'): Promise<never> {
    if (kind === 'dead') {
      client.crash();
      return never();
    }
    this.#rollback();
    return Promise.reject(new Error('The connection to the store is lost.'));
  }
}
